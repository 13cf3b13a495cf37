"""Counts what people look for and whether they find it; says nothing of who they are."""

import datetime
import logging
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.search.utils import normalise_query_string

from search.models import LookedFor
from search.models.looked_for import WORDS_LENGTH
from search.words import may_be_logged, words_of

logger = logging.getLogger(__name__)

# So many are proposed to who promotes a result, the most frequent of each day.
PROPOSED: Final = 500
# The ORM would need four queries for the first search of some words on a day.
COUNT: Final = """
    INSERT INTO search_lookedfor (words, day, times, in_vain) VALUES (%s, %s, 1, %s)
    ON CONFLICT (words, day) DO UPDATE SET
        times = search_lookedfor.times + 1,
        in_vain = search_lookedfor.in_vain + excluded.in_vain
"""


def count_search(text: str, *, found: int, day: datetime.date) -> None:
    """Count one search, its words without capitals, in one query.

    Nothing where an e-mail address or a telephone's number could be in it. A page of results never
    fails over it.
    """
    if not words_of(text) or not may_be_logged(text):
        return
    try:
        words = normalise_query_string(text)[:WORDS_LENGTH]
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [words, day, int(found == 0)])
    except DatabaseError:
        logger.warning("A search could not be counted.", exc_info=True)


def tell_wagtail(*, day: datetime.date) -> int:
    """Let Wagtail propose what was often searched on a day; how many searches these were.

    Telling it again changes nothing.
    """
    rows = LookedFor.objects.filter(day=day).order_by("-times", "words")[:PROPOSED]
    for row in rows:
        QueryDailyHits.objects.update_or_create(
            query=Query.get(row.words), date=row.day, defaults={"hits": row.times}
        )
    return len(rows)


def forget_old(*, day: datetime.date) -> int:
    """Forget what was looked for more than WAGTAILSEARCH_HITS_MAX_AGE days ago; how many rows."""
    before = day - datetime.timedelta(days=settings.WAGTAILSEARCH_HITS_MAX_AGE)
    return LookedFor.objects.filter(day__lt=before).delete()[0]
