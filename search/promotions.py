"""What editors put first for a query."""

import datetime
from dataclasses import dataclass

from django.db.models import F, Q
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from core.addresses import page_address
from core.querysets import visible
from exchanges.models import ExchangeOfferPage


@dataclass(frozen=True, slots=True)
class Promotion:
    """A page or an address that editors want to be seen."""

    title: str
    url: str
    text: str


def promotions_for(text: str, *, day: datetime.date) -> list[Promotion]:
    """What editors put first for exactly this query, as far as anyone may see it that day.

    An offer only while the catalogue lists it: its host may not have agreed to be shown.
    """
    offers = ExchangeOfferPage.objects
    unlisted = offers.exclude(pk__in=offers.listed(on=day).values("pk"))
    promoted = (
        SearchPromotion.objects.filter(query__query_string=normalise_query_string(text))
        .filter(Q(page__isnull=True) | Q(page__in=visible(Page.objects.all())))
        .exclude(page__in=unlisted.values("pk"))
        .annotate(page_path=F("page__url_path"), page_title=F("page__title"))
        .order_by("sort_order", "pk")
    )
    return [
        Promotion(
            title=promotion.page_title or promotion.external_link_text,
            url=page_address(promotion.page_path) or promotion.external_link_url,
            text=promotion.description,
        )
        for promotion in promoted
        if promotion.page_path or promotion.external_link_url
    ]
