"""What the register lets people choose from, read in one query."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import get_language

from exchanges.matching_module.extra_questions import MatchedQuestion
from partnerships.models import (
    ActivityKind,
    Country,
    EligibilityPeriod,
    Sector,
    Technology,
    Topic,
)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An entry of a list: its code, its name in the reader's language, what it belongs to.

    `takes_part` is told of countries only.
    """

    code: str
    label: str
    parent: str = ""
    takes_part: bool = False

    @property
    def identity(self) -> tuple[str, str, bool]:
        """Everything but its name: what the matching depends on."""
        return self.code, self.parent, self.takes_part


Entries = tuple[RegisterEntry, ...]


@dataclass(frozen=True, slots=True)
class RegisterLists:
    """The lists of the register, each in the order of its names."""

    countries: Entries
    sectors: Entries
    topics: Entries
    technologies: Entries
    activity_kinds: Entries
    extra_questions: tuple[MatchedQuestion, ...] = ()
    """What editors ask beside; compared among participants only."""

    @property
    def all_lists(self) -> tuple[Entries, ...]:
        """All of them, in a fixed order."""
        return (
            self.countries,
            self.sectors,
            self.topics,
            self.technologies,
            self.activity_kinds,
        )

    @property
    def identity(self) -> tuple[tuple[tuple[str, str, bool], ...], ...]:
        """The lists without names, in the order of codes: the same in every language."""
        return tuple(tuple(sorted(entry.identity for entry in one)) for one in self.all_lists)


LISTS: dict[str, type[Any]] = {
    "countries": Country,
    "sectors": Sector,
    "topics": Topic,
    "technologies": Technology,
    "activity_kinds": ActivityKind,
}


def fetch_register_lists(*, on: datetime.date) -> RegisterLists:
    """All lists in one query, with the countries that take part on a day."""
    queries = [_rows(name, on) for name in LISTS]
    found: dict[str, list[RegisterEntry]] = {name: [] for name in LISTS}
    language = (get_language() or "")[:2]
    for name, code, label, labels, parent, takes_part in queries[0].union(*queries[1:], all=True):
        found[name].append(
            RegisterEntry(code, labels.get(language) or label, parent or "", bool(takes_part))
        )
    lists: dict[str, Any] = {name: in_order(entries) for name, entries in found.items()}
    return RegisterLists(**lists)


def in_order(entries: Iterable[RegisterEntry]) -> Entries:
    """In the order of their names."""
    return tuple(sorted(entries, key=lambda entry: (entry.label.casefold(), entry.code)))


def _rows(name: str, on: datetime.date) -> QuerySet[Any, Any]:
    model = LISTS[name]
    parent: Any = F("parent__code") if model is Sector else Value("", output_field=CharField())
    takes_part: Any = (
        Exists(_taking_part(on).filter(country=OuterRef("pk")))
        if model is Country
        else Value(value=False, output_field=BooleanField())
    )
    rows: QuerySet[Any, Any] = (
        model.objects.order_by()
        .annotate(in_list=Value(name), belongs_to=parent, takes_part=takes_part)
        .values_list("in_list", "code", "name", "names", "belongs_to", "takes_part")
    )
    return rows


def _taking_part(on: datetime.date) -> QuerySet[EligibilityPeriod]:
    """The periods in force on a day; special cases are decided one by one, so not here."""
    return EligibilityPeriod.objects.filter(
        Q(start_date__isnull=True) | Q(start_date__lte=on),
        Q(end_date__isnull=True) | Q(end_date__gte=on),
        is_special_case=False,
    )
