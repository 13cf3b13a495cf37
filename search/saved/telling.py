"""Finds what is new for a saved search, and tells its owner once.

The database is asked, whatever engine answers the pages: it knows at the commit what an index
knows some seconds later.
"""

import datetime
import logging
import uuid
from collections.abc import Collection, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone, translation

from core.confirmed_addresses import has_confirmed_address
from core.emails.sending import queue_email
from core.listing import clean_words
from exchanges.calendar import programme_day
from exchanges.models import ExchangeOfferPage
from search.catalogue.export import addresses_of
from search.catalogue.listing import listed_pages
from search.engines.choosing import DATABASE
from search.facets import FacetName
from search.labels import fetch_synonyms
from search.models import CatalogueArrival, Frequency, SavedSearch, ToldOffer
from search.models.saved_search import SavedSearchQuerySet
from search.queries import REACHABLE_HITS, CatalogueQuery, Sort
from search.saved import mails

# What arrived longer ago is no news, for example after a long standstill.
NEWS_DAYS: Final = 60
DAYS_BETWEEN: Final = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}

logger = logging.getLogger(__name__)


def deliver(_subjects: Sequence[str]) -> Collection[str]:
    """Tell those who want to know at once; the outbox's handler for new offers and new wishes.

    Twice does no harm. When one search fails the others are told, and all are tried again.
    """
    at = timezone.now()
    searches = SavedSearch.objects.active().filter(frequency=Frequency.AT_ONCE)
    keys = list(searches.values_list("pk", flat=True))
    failed = [key for key in keys if tell_or_log(key, at=at) is None]
    if failed:
        raise RuntimeError(f"{len(failed)} of {len(keys)} saved searches could not be told.")
    return ()


def due(*, at: datetime.datetime) -> SavedSearchQuerySet:
    """The daily and weekly searches that were last looked at on an earlier day or week."""
    found = SavedSearch.objects.none()
    for frequency, days in DAYS_BETWEEN.items():
        first = programme_day(at) - datetime.timedelta(days=days - 1)
        midnight = datetime.datetime.combine(
            first, datetime.time(), timezone.get_default_timezone()
        )
        found |= SavedSearch.objects.active().filter(frequency=frequency, looked_at__lt=midnight)
    return found


def tell_or_log(search_id: uuid.UUID, *, at: datetime.datetime) -> int | None:
    """Tell of what is new for one search; None when that failed, which the log says."""
    try:
        return tell(search_id, at=at)
    except Exception:
        logger.exception("A saved search could not be told: %s", search_id)
        return None


def tell(search_id: uuid.UUID, *, at: datetime.datetime) -> int:
    """Tell the owner of a search what is new, in one e-mail; how many offers that were."""
    with transaction.atomic():
        rows = SavedSearch.objects.active().select_for_update(of=("self",))
        search = rows.select_related("owner").filter(pk=search_id).first()
        if search is None:
            return 0
        with translation.override(search.language):
            pages = new_offers(search, at=at) if has_confirmed_address(search.owner) else []
            if pages:
                ToldOffer.objects.bulk_create(
                    ToldOffer(saved_search=search, offer_id=page.offer_id, at=at) for page in pages
                )
                found = {page.pk: page for page in pages}
                paths = addresses_of(found, search.language, day=programme_day(at))
                offers = [(page, paths[page.pk]) for page in pages if page.pk in paths]
                queue_email(
                    code=mails.NEW_OFFERS,
                    to=search.owner.email,
                    context=mails.context(search, offers),
                    at=at,
                    language=search.language,
                    unsubscribe_url=mails.unsubscribe_url(search),
                )
        search.looked_at = at
        search.save(update_fields=["looked_at"])
        return len(pages)


def new_offers(search: SavedSearch, *, at: datetime.datetime) -> list[ExchangeOfferPage]:
    """The offers that fit, arrived since and were not told yet; the newest first."""
    since = max(search.since, at - datetime.timedelta(days=NEWS_DAYS))
    arrived = CatalogueArrival.objects.filter(at__gt=since).exclude(
        offer__in=search.told.values("offer")
    )
    pages = ExchangeOfferPage.objects.filter(offer__in=arrived.values("offer"))
    keys = frozenset(pages.values_list("pk", flat=True))
    if not keys:
        return []
    query = question(search, day=programme_day(at), within=keys)
    found = [key for _kind, key in DATABASE.find_offers(query).entries]
    listed = listed_pages(found, day=query.day)
    return [listed[key] for key in found if key in listed]


def question(search: SavedSearch, *, day: datetime.date, within: frozenset[int]) -> CatalogueQuery:
    """What a search asks. A value that is no longer in the register finds nothing."""
    parameters = search.parameters
    return CatalogueQuery(
        day=day,
        language=search.language,
        text=clean_words(parameters.get("q", "")),
        selections={
            FacetName(name): tuple(parameters.getlist(name))
            for name in parameters
            if name in set(FacetName)
        },
        sort=Sort.NEWEST,
        size=min(len(within), REACHABLE_HITS),
        facets=frozenset(),
        synonyms=fetch_synonyms(),
        within=within,
    )
