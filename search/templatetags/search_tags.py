"""Template tags of the search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString

from core.drawings import KeptDrawings
from core.graphics.europe import MapEntry
from exchanges.calendar import programme_today
from exchanges.models import ExchangeOfferPage
from exchanges.selectors import OfferSubjects
from partnerships.models import Partnership
from search.catalogue import similar
from search.catalogue.filters import FilterGroup
from search.catalogue.listing import ShownOffer

register = template.Library()

CARDS: Final = KeptDrawings("components/card.html", most=1_000)
# With their map, and with the words of the address in each of its links: up to 300 kB each.
FILTERS: Final = KeptDrawings("search/filter_groups.html", most=64)


@dataclass(frozen=True, slots=True)
class Badge:
    """What is shown of a partnership, for components/badge.html."""

    acronym: str
    title: str
    hue: int | None
    url: str

    @classmethod
    def of(cls, partnership: Partnership) -> "Badge":
        """The badge of a partnership that knows where its page is."""
        return cls(partnership.acronym, partnership.title, partnership.hue, partnership.url)


@register.simple_tag
def filters(
    groups: tuple[FilterGroup, ...],
    kept: tuple[tuple[str, str], ...],
    map_entries: Sequence[MapEntry],
) -> SafeString:
    """Draw the filters of the catalogue with their map: ``{% filters groups kept entries %}``."""
    return FILTERS.draw(groups=groups, kept=kept, map_entries=tuple(map_entries))


@register.simple_tag(takes_context=True)
def offer_card(context: template.Context, offer: ShownOffer) -> SafeString:
    """Draw the card of an offer that was found: ``{% offer_card offer %}``."""
    page = offer.page
    values: dict[str, Any] = {
        "url": page.get_url(context.get("request")),
        "title": offer.title,
        "eyebrow": page.eyebrow,
        "text": offer.text,
        "meta": page.meta,
        "hue": page.hue,
        "cover_seed": page.slug,
        "cover_hues": tuple(page.cover_hues),
        "badges": tuple(map(Badge.of, page.badges)),
        "is_sample": page.is_sample,
    }
    return CARDS.anew(**values, fit=offer.fit) if offer.fit else CARDS.draw(**values)


@register.simple_tag
def similar_offers(page: ExchangeOfferPage, subjects: OfferSubjects) -> list[ExchangeOfferPage]:
    """Offers like this one: ``{% similar_offers page subjects as similar %}``."""
    return similar.similar_offers(page, subjects, day=programme_today())
