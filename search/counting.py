"""Counts what people look for and whether they find it; says nothing of who they are."""

import datetime
import logging

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.search.utils import normalise_query_string

from search.models import LookedFor
from search.words import may_be_logged, words_of

logger = logging.getLogger(__name__)


def count_search(text: str, *, found: int, day: datetime.date) -> None:
    """Count one search, its words without capitals; a page of results never fails over it.

    For our report, and for Wagtail, which proposes frequent searches to who promotes a result.
    Nothing where an e-mail address could be in it. The first search of some words on a day also
    forgets what is older than WAGTAILSEARCH_HITS_MAX_AGE days.
    """
    if not words_of(text) or not may_be_logged(text):
        return
    words = normalise_query_string(text)
    in_vain = int(found == 0)
    rows = LookedFor.objects.filter(words=words, day=day)
    hits = QueryDailyHits.objects.filter(query__query_string=words, date=day)
    try:
        if rows.update(times=F("times") + 1, in_vain=F("in_vain") + in_vain):
            hits.update(hits=F("hits") + 1)
            return
        with transaction.atomic():
            forget(day - datetime.timedelta(days=settings.WAGTAILSEARCH_HITS_MAX_AGE))
            rows.get_or_create(words=words, day=day)
            rows.update(times=F("times") + 1, in_vain=F("in_vain") + in_vain)
            Query.get(text).add_hit(day)
    except DatabaseError:
        logger.warning("A search could not be counted.", exc_info=True)


def forget(before: datetime.date) -> None:
    """Forget what was looked for before a day."""
    LookedFor.objects.filter(day__lt=before).delete()
