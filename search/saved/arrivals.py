"""Notes when an offer is in the catalogue for the first time, and lets it be told.

Called by the projection, in the transaction of the change: an arrival comes with what made the
offer public, and those who want to know are told after the commit by the outbox.
"""

from collections.abc import Collection
from typing import Final

from django.utils import timezone

from core.outbox import enqueue_subjects
from exchanges.models import ExchangeOfferPage
from search.models import CatalogueArrival, Frequency, SavedSearch

NEW_OFFERS: Final = "new-offers"


def note_arrivals(pages: Collection[int]) -> None:
    """Note the offers of pages that have just become findable; those known before are not new."""
    if not pages:
        return
    at = timezone.now()
    offers = set(
        ExchangeOfferPage.objects.filter(pk__in=pages, offer__isnull=False).values_list(
            "offer_id", flat=True
        )
    )
    known = CatalogueArrival.objects.filter(offer__in=offers).values_list("offer_id", flat=True)
    new = offers.difference(known)
    if not new:
        return
    CatalogueArrival.objects.bulk_create(
        (CatalogueArrival(offer_id=offer, at=at) for offer in new), ignore_conflicts=True
    )
    if SavedSearch.objects.active().filter(frequency=Frequency.AT_ONCE).exists():
        enqueue_subjects(kind=NEW_OFFERS, subjects=sorted(map(str, new)), at=at)
