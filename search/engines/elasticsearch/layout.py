"""What the index holds: for each entry what is filtered, counted and sorted, and its words.

Titles and texts stay in the database, where they are read for the few hits of a page. Words come
folded and split, so the server needs no analysis: each is a keyword, in the field of its weight.
"""

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from django.conf import settings

from search.facets import TERM_FACETS
from search.models import SearchEntry, SearchTerm, SearchWord
from search.projection.projected import WEIGHTS

# Dates as numbers of days, so that an open end is simply far away.
LONG_AGO: Final = 0
NEVER: Final = datetime.date.max.toordinal()
UNKNOWN: Final = -1

KEYWORD: Final = {"type": "keyword"}
NUMBER: Final = {"type": "long"}
# Words are only looked up, neither sorted nor counted.
WORDS: Final = {"type": "keyword", "doc_values": False}

MAPPINGS: Final[dict[str, Any]] = {
    "dynamic": "strict",
    "properties": {
        "kind": KEYWORD,
        "object_id": NUMBER,
        "readers": KEYWORD,
        "starts": NUMBER,
        "ends": NUMBER,
        "expires": NUMBER,
        "published": NUMBER,
        "facets": {"properties": {str(facet): KEYWORD for facet in TERM_FACETS}},
        **{f"words_{weight}": WORDS for weight in WEIGHTS},
    },
}
SETTINGS: Final = {
    # One shard counts exactly.
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # How long it is remembered that a document was deleted, so that a late update cannot bring it
    # back.
    "gc_deletes": "1h",
}
# Another layout has another name: processes of before and after an update never mix them up.
VERSION: Final = hashlib.sha256(
    json.dumps([MAPPINGS, SETTINGS], sort_keys=True).encode()
).hexdigest()[:8]


def alias() -> str:
    """The name under which the index is asked and fed."""
    return f"{settings.ELASTICSEARCH_INDEX}-{VERSION}"


def words_field(weight: int) -> str:
    """The field of the words of a weight."""
    return f"words_{weight}"


def facet_field(facet: str) -> str:
    """The field of the values of a facet."""
    return f"facets.{facet}"


def documents(entries: Collection[SearchEntry]) -> Iterator[tuple[SearchEntry, dict[str, Any]]]:
    """Entries with their documents, in two queries for all of them."""
    keys = [entry.pk for entry in entries]
    terms = SearchTerm.objects.filter(entry__in=keys).values_list("entry", "facet", "value")
    words = SearchWord.objects.filter(entry__in=keys).values_list("entry", "weight", "word")
    values = grouped(terms)
    weighted = grouped(words)
    for entry in entries:
        yield (
            entry,
            {
                "kind": entry.kind,
                "object_id": entry.object_id,
                "readers": entry.readers.split(),
                "starts": entry.starts_on.toordinal() if entry.starts_on else LONG_AGO,
                "ends": entry.ends_on.toordinal() if entry.ends_on else NEVER,
                "expires": entry.expires_on.toordinal() if entry.expires_on else NEVER,
                "published": microseconds(entry.published_at),
                "facets": values.get(entry.pk, {}),
                **{
                    words_field(weight): found
                    for weight, found in weighted.get(entry.pk, {}).items()
                },
            },
        )


def grouped(rows: Iterable[tuple[int, Any, str]]) -> dict[int, dict[Any, list[str]]]:
    """Texts by entry and by what they are."""
    found: dict[int, dict[Any, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry, name, text in rows:
        found[entry][name].append(text)
    return found


def microseconds(moment: datetime.datetime | None) -> int:
    """A moment as the database keeps it, exact to the microsecond; before all others if unknown."""
    if moment is None:
        return UNKNOWN
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return (moment - epoch) // datetime.timedelta(microseconds=1)
