"""Did you mean: the nearest words that would find something, by one code for every engine."""

import dataclasses
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Length

from search.engines.database import begins_with, offers, readable, site_entries
from search.models import SearchEntry, SearchWord
from search.queries import CatalogueQuery, SiteQuery

# Shorter words have too many neighbours.
SHORTEST: Final = 4
NEIGHBOURS_READ: Final = 3_000


def suggestion(query: CatalogueQuery | SiteQuery) -> str:
    """The words of a query that found nothing, the unknown ones replaced; empty if none helps.

    Two queries at most, however many words there are.
    """
    words = list(query.words)
    if not words:
        return ""
    found = words_around(words, everything(query))
    *whole, last = words
    known = {word for word in whole if word in found}
    if any(word.startswith(last) for word in found):
        known.add(last)
    nearest = [word if word in known else nearest_word(word, found) or word for word in words]
    text = " ".join(nearest)
    if nearest == words:
        return ""
    # What was read is in an entry, so a word alone finds one.
    is_found = len(words) == 1 and not getattr(query, "selections", None)
    return text if is_found or having_words(query, text).exists() else ""


def everything(query: CatalogueQuery | SiteQuery) -> QuerySet[SearchEntry]:
    """What could be found, whatever was asked for."""
    if isinstance(query, SiteQuery):
        return readable(query.day, query.language)
    return offers(dataclasses.replace(query, text="", selections={}))


def having_words(query: CatalogueQuery | SiteQuery, text: str) -> QuerySet[SearchEntry]:
    """What is found with other words."""
    query = dataclasses.replace(query, text=text)
    return site_entries(query) if isinstance(query, SiteQuery) else offers(query)


def words_around(words: Sequence[str], entries: QuerySet[SearchEntry]) -> list[str]:
    """The words of entries that are, or are near, one of these; the known ones first.

    The last one may be half typed. After the known ones come the frequent ones.
    """
    *whole, last = words
    known = Q(word__in=whole) | begins_with(last)
    near = [
        Q(
            begins_with(word[0]),
            letters__gte=len(word) - allowed_distance(word),
            letters__lte=len(word) + allowed_distance(word),
        )
        for word in words
        if len(word) >= SHORTEST
    ]
    rows = (
        SearchWord.objects.filter(entry__in=entries.values("pk"))
        .annotate(letters=Length("word"))
        .filter(reduce(or_, near, known))
        .order_by()
        .values_list("word")
        .annotate(number=Count("pk"), place=Case(When(known, then=Value(0)), default=Value(1)))
        .order_by("place", "-number", "word")[: NEIGHBOURS_READ * len(words)]
    )
    return [word for word, _number, _place in rows]


def nearest_word(word: str, found: Iterable[str]) -> str:
    """The word that differs least, of several the first; empty if none is near."""
    if len(word) < SHORTEST:
        return ""
    reach = allowed_distance(word)
    near = (one for one in found if one[0] == word[0] and abs(len(one) - len(word)) <= reach)
    return min_by_distance(word, near, reach)


def allowed_distance(word: str) -> int:
    """How many slips a word of this length may hold."""
    return 1 if len(word) < 7 else 2


def min_by_distance(word: str, neighbours: Iterable[str], reach: int) -> str:
    """The first of the nearest neighbours within reach; empty if there is none."""
    best, least = "", reach + 1
    for neighbour in neighbours:
        found = distance(word, neighbour)
        if found < least:
            best, least = neighbour, found
    return best


def distance(first: str, second: str) -> int:
    """How many letters have to be put in, left out, replaced or swapped with the next.

    Optimal string alignment, see Boytsov, "Indexing methods for approximate dictionary
    searching", 2011, section 2.
    """
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        line = [row]
        for column, other in enumerate(second, start=1):
            cost = min(
                line[column - 1] + 1, above[column] + 1, above[column - 1] + (letter != other)
            )
            is_swapped = (
                row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other
            )
            line.append(min(cost, before[column - 2] + 1) if is_swapped else cost)
        before, above = above, line
    return above[-1]
