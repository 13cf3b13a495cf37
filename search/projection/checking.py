"""Compares what can be found with what is published, and builds all of it anew."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from partnerships.models import Organisation
from search.models import Kind, SearchEntry
from search.projection.changes import portions, project_all
from search.projection.drift import Drift
from search.projection.projected import Key
from search.projection.reading import read_organisations, read_pages, with_translations
from search.projection.writing import load, project, take_turns

Progress = Callable[[int], object]


def unwatched(number: int) -> None:
    """Nobody watches how far it is."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some things that are projected together."""

    pages: Collection[int] = ()
    organisations: Collection[int] = ()

    def __len__(self) -> int:
        return len(self.pages) + len(self.organisations)


def everything() -> Iterator[Portion]:
    """All pages and organisations, and whatever else has an entry, some at a time."""
    entries = SearchEntry.objects.order_by()
    of_organisations = entries.filter(kind=Kind.ORGANISATION)
    of_pages = entries.exclude(kind=Kind.ORGANISATION)
    pages = {
        *Page.objects.values_list("pk", flat=True),
        *of_pages.values_list("object_id", flat=True),
    }
    organisations = {
        *Organisation.objects.values_list("pk", flat=True),
        *of_organisations.values_list("object_id", flat=True),
    }
    yield from (Portion(pages=some) for some in portions(pages))
    yield from (Portion(organisations=some) for some in portions(organisations))


def count_everything() -> int:
    """How many things `everything` goes through, ghosts left out; for a progress bar."""
    return Page.objects.count() + Organisation.objects.count()


def rebuild(advance: Progress = unwatched) -> set[Key]:
    """Project everything; which entries were not as they should be.

    Portion by portion, each in its own transaction and from what is committed then: whoever
    changes something meanwhile projects it as always, and neither overwrites the other.
    """
    changed: set[Key] = set()
    for portion in everything():
        changed |= project(pages=portion.pages, organisations=portion.organisations)
        advance(len(portion))
    return changed


def find_drift(advance: Progress = unwatched) -> Drift:
    """Compare everything, and change nothing."""
    drift = Drift()
    for portion in everything():
        compare(portion, drift)
        advance(len(portion))
    return drift


def compare(portion: Portion, drift: Drift) -> None:
    """Add what differs in a portion."""
    with transaction.atomic():
        take_turns()
        pages = with_translations(portion.pages) if portion.pages else ()
        expected = read_pages(pages) | read_organisations(portion.organisations)
        stored = load(pages=pages, organisations=portion.organisations)
    drift.missing |= expected.keys() - stored.keys()
    drift.ghosts |= stored.keys() - expected.keys()
    drift.stale |= {
        key
        for key, entry in expected.items()
        if key in stored and not stored[key].is_as(entry, entry.weighted_words())
    }


def repair(drift: Drift) -> set[Key]:
    """Project what has drifted; which entries changed."""
    return project_all(
        pages={pk for kind, pk in drift.keys if kind is not Kind.ORGANISATION},
        organisations={pk for kind, pk in drift.keys if kind is Kind.ORGANISATION},
    )
