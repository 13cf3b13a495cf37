"""Did you mean: the nearest words that would find something, by one code for every engine."""

import dataclasses
from collections.abc import Iterable
from typing import Final

from django.db.models import Count
from django.db.models.functions import Length

from search.engines.database import AFTER_ALL, beginning_with, offers, same_word
from search.models import SearchWord
from search.queries import CatalogueQuery

# Shorter words have too many neighbours.
SHORTEST: Final = 4
NEIGHBOURS_READ: Final = 3_000


def suggestion(query: CatalogueQuery) -> str:
    """The words of a query that found nothing, the unknown ones replaced; empty if none helps."""
    unfiltered = dataclasses.replace(query, text="", selections={})
    visible = offers(unfiltered)
    words = list(query.words)
    for place, word in enumerate(words):
        rows = beginning_with(word) if word is words[-1] else same_word(word)
        if not rows.filter(entry__in=visible.values("pk")).exists():
            words[place] = nearest_word(words[place], unfiltered) or words[place]
    text = " ".join(words)
    if text == " ".join(query.words):
        return ""
    return text if offers(dataclasses.replace(query, text=text)).exists() else ""


def nearest_word(word: str, query: CatalogueQuery) -> str:
    """The word of the offers that differs least, of several the most frequent; empty if none."""
    if len(word) < SHORTEST:
        return ""
    reach = allowed_distance(word)
    rows = (
        SearchWord.objects.filter(entry__in=offers(query).values("pk"))
        .filter(word__gte=word[0], word__lt=word[0] + AFTER_ALL)
        .annotate(letters=Length("word"))
        .filter(letters__gte=len(word) - reach, letters__lte=len(word) + reach)
        .order_by()
        .values_list("word")
        .annotate(number=Count("pk"))
        .order_by("-number", "word")[:NEIGHBOURS_READ]
    )
    return min_by_distance(word, (neighbour for neighbour, _number in rows), reach)


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
