"""Stores entries: compares what they are to be with what is there, and writes what differs."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from search.engines.names import is_indexed
from search.engines.queue import queue_updates
from search.models import Kind, SearchEntry, SearchTerm, SearchWord
from search.projection.projected import ROW_FIELDS, Key, Projected, Term
from search.projection.reading import read_organisations, read_pages, with_translations
from search.saved.arrivals import note_arrivals

# Any number that no other lock of this database has.
LOCK_NUMBER: Final = 5_336_704_186_321_003_287
IDENTITY: Final = ("kind", "object_id")
WRITTEN: Final = tuple(name for name in (*ROW_FIELDS, "version") if name not in IDENTITY)
ROWS_AT_ONCE: Final = 2_000


@dataclass(slots=True)
class Stored:
    """An entry as it is in the database, with the keys of its rows."""

    pk: int
    version: int
    values: dict[str, Any]
    terms: dict[Term, int] = field(default_factory=dict)
    words: dict[str, tuple[int, int]] = field(default_factory=dict)

    def is_as(self, projected: Projected, words: Mapping[str, int]) -> bool:
        """Whether nothing has to be written."""
        return (
            self.values == projected.values
            and self.terms.keys() == projected.terms
            and {word: weight for word, (_pk, weight) in self.words.items()} == words
        )


def project(*, pages: Collection[int] = (), organisations: Collection[int] = ()) -> set[Key]:
    """Bring the entries of pages and organisations up to date; which of them changed.

    In the transaction that is open, or one of its own. Their translations are brought along. On
    PostgreSQL one projection waits for the other until it is committed: each then reads what the
    other changed, so that of two changes at once none gets lost.
    """
    with transaction.atomic():
        take_turns()
        pages = with_translations(pages) if pages else ()
        expected = read_pages(pages) | read_organisations(organisations)
        stored = load(pages=pages, organisations=organisations)
        changed = write(expected, stored)
        if is_indexed():
            queue_updates(changed)
        new = (expected.keys() - stored.keys()) & changed
        note_arrivals([object_id for kind, object_id in new if kind is Kind.OFFER])
        return changed


def take_turns() -> None:
    """Wait until no other transaction projects; SQLite lets one write at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])


def load(*, pages: Collection[int] = (), organisations: Collection[int] = ()) -> dict[Key, Stored]:
    """The entries that there are, with their terms and words, in three queries."""
    is_organisation = Q(kind=Kind.ORGANISATION)
    entries = SearchEntry.objects.filter(
        (~is_organisation & Q(object_id__in=pages))
        | (is_organisation & Q(object_id__in=organisations))
    )
    stored: dict[int, Stored] = {}
    for row in entries.values("pk", "version", *ROW_FIELDS):
        pk, version = row.pop("pk"), row.pop("version")
        stored[pk] = Stored(pk, version, row)
    terms = SearchTerm.objects.filter(entry__in=stored)
    for pk, entry, facet, value in terms.values_list("pk", "entry", "facet", "value"):
        stored[entry].terms[facet, value] = pk
    words = SearchWord.objects.filter(entry__in=stored)
    for pk, entry, word, weight in words.values_list("pk", "entry", "word", "weight"):
        stored[entry].words[word] = (pk, weight)
    return {
        (Kind(entry.values["kind"]), entry.values["object_id"]): entry for entry in stored.values()
    }


def write(expected: Mapping[Key, Projected], stored: Mapping[Key, Stored]) -> set[Key]:
    """Make the stored entries equal to the expected ones; which keys were touched."""
    ghosts = stored.keys() - expected.keys()
    words = {key: entry.weighted_words() for key, entry in expected.items()}
    changed = {
        key
        for key, entry in expected.items()
        if key not in stored or not stored[key].is_as(entry, words[key])
    }
    if ghosts:
        SearchEntry.objects.filter(pk__in=[stored[key].pk for key in ghosts]).delete()
    if changed:
        now = time.time_ns() // 1_000
        rows = {
            key: SearchEntry(
                **expected[key].values,
                version=max(now, stored[key].version + 1 if key in stored else 0),
            )
            for key in sorted(changed)
        }
        SearchEntry.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=IDENTITY,
            update_fields=WRITTEN,
        )
        write_terms({key: rows[key] for key in changed}, expected, stored)
        write_words({key: rows[key] for key in changed}, words, stored)
    return changed | ghosts


def write_terms(
    rows: Mapping[Key, SearchEntry], expected: Mapping[Key, Projected], stored: Mapping[Key, Stored]
) -> None:
    """Bring the terms of entries up to date."""
    gone: list[int] = []
    new: list[SearchTerm] = []
    for key, row in rows.items():
        present = stored[key].terms if key in stored else {}
        wanted = expected[key].terms
        gone += [pk for term, pk in present.items() if term not in wanted]
        new += [
            SearchTerm(entry=row, facet=facet, value=value)
            for facet, value in sorted(wanted - present.keys())
        ]
    delete_rows(SearchTerm, gone)
    SearchTerm.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)


def write_words(
    rows: Mapping[Key, SearchEntry],
    words: Mapping[Key, Mapping[str, int]],
    stored: Mapping[Key, Stored],
) -> None:
    """Bring the words of entries up to date."""
    gone: list[int] = []
    new: list[SearchWord] = []
    reweighed: dict[int, list[int]] = defaultdict(list)
    for key, row in rows.items():
        present = stored[key].words if key in stored else {}
        wanted = words[key]
        gone += [pk for word, (pk, _weight) in present.items() if word not in wanted]
        for word, weight in wanted.items():
            if word not in present:
                new.append(SearchWord(entry=row, word=word, weight=weight))
            elif present[word][1] != weight:
                reweighed[weight].append(present[word][0])
    delete_rows(SearchWord, gone)
    for weight, pks in reweighed.items():
        for some in slices(pks):
            SearchWord.objects.filter(pk__in=some).update(weight=weight)
    SearchWord.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)


def delete_rows(model: type[SearchTerm] | type[SearchWord], pks: list[int]) -> None:
    """Delete rows by their keys."""
    for some in slices(pks):
        model.objects.filter(pk__in=some).delete()


def slices(pks: list[int]) -> Iterable[list[int]]:
    """The keys in portions that a query can take."""
    return (pks[start : start + ROWS_AT_ONCE] for start in range(0, len(pks), ROWS_AT_ONCE))
