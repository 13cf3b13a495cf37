"""What the address of a list page asks for: filters, words, month and page.

Addresses are shared, kept in bookmarks and mistyped: nothing in them may break a page. Values that
no filter knows are left out and told (`left_out_notes`), never an error.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

WORDS_LIMIT = 200
WORDS_SEARCHED = 10
SHOWN_VALUE_LIMIT = 60
VALUES_LIMIT = 50
PAGE_LIMIT = 1_000_000
MONTH_PATTERN = re.compile(r"([0-9]{4})-([0-9]{2})")
YEARS = range(1990, 2101)


def clean_words(text: str, limit: int = WORDS_LIMIT) -> str:
    """Words as typed, without control and invisible characters, in single spaces, cut."""
    kept = []
    for character in text[: limit * 4]:
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp"}:
            kept.append(" ")
        elif category not in {"Cf", "Cs"}:
            kept.append(character)
    return " ".join("".join(kept).split())[:limit].rstrip()


def parse_month(text: str) -> datetime.date | None:
    """The first day of a month written as 2021-03; None for anything else."""
    match = MONTH_PATTERN.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    if year not in YEARS or not 1 <= month <= 12:
        return None
    return datetime.date(year, month, 1)


def parse_page(text: str) -> int:
    """The number of a page; 1 for anything that is none."""
    if not re.fullmatch(r"[0-9]+", text):
        return 1
    return max(1, min(int(text[:12]), PAGE_LIMIT))


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a filter offers, as it stands in the address and as people read it."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: the parameter's name, what people call it, and what can be chosen."""

    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A value in the address that no filter knows."""

    name: str
    value: str

    @property
    def note(self) -> str:
        """What the reader is told."""
        return _("“%(value)s” is not known, so it was left out.") % {"value": self.value}


@dataclass(frozen=True)
class ListQuery:
    """A request for a list, read from the address."""

    facets: tuple[Facet, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    q: str = ""
    month: datetime.date | None = None
    page: int = 1
    left_out: tuple[LeftOut, ...] = ()
    # What every address of the list keeps though it narrows nothing, such as its order.
    kept: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(
        cls, parameters: QueryDict, facets: Iterable[Facet] = (), *, has_month: bool = False
    ) -> "ListQuery":
        """Read `request.GET`; only what a facet offers counts as chosen."""
        facets = tuple(facets)
        chosen: dict[str, tuple[str, ...]] = {}
        left_out: list[LeftOut] = []
        for facet in facets:
            known = {option.value.casefold(): option.value for option in facet.options}
            values: dict[str, None] = {}
            for text in parameters.getlist(facet.name)[:VALUES_LIMIT]:
                words = clean_words(text)
                if words.casefold() in known:
                    values[known[words.casefold()]] = None
                elif words:
                    left_out.append(LeftOut(facet.name, words[:SHOWN_VALUE_LIMIT]))
            if values:
                chosen[facet.name] = tuple(values)
        month = None
        month_text = clean_words(parameters.get("month", "")) if has_month else ""
        if month_text:
            month = parse_month(month_text)
            if month is None:
                left_out.append(LeftOut("month", month_text[:SHOWN_VALUE_LIMIT]))
        return cls(
            facets=facets,
            chosen=chosen,
            q=clean_words(parameters.get("q", "")),
            month=month,
            page=parse_page(parameters.get("page", "").strip()),
            left_out=tuple(dict.fromkeys(left_out)),
        )

    def values(self, name: str) -> tuple[str, ...]:
        """What was chosen in a filter; empty when nothing was."""
        return self.chosen.get(name, ())

    @property
    def words(self) -> list[str]:
        """The words to search for; not more, because each makes every query of the list longer."""
        return self.q.split()[:WORDS_SEARCHED]

    @property
    def is_filtered(self) -> bool:
        """Whether the list is less than everything."""
        return bool(self.chosen or self.q or self.month)

    @cached_property
    def left_out_notes(self) -> list[str]:
        """One sentence for each value that was left out."""
        return [left_out.note for left_out in self.left_out]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every parameter with its value, except the page."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name, values in self.chosen.items() for value in values]
        if self.month:
            pairs.append(("month", f"{self.month:%Y-%m}"))
        return pairs

    def querystring(self, *, without: str = "", value: str | None = None, **replaced: str) -> str:
        """The parameters as they stand in an address, without `?` and without the page.

        `without` leaves a parameter out, or only one `value` of it; keyword arguments set others.
        """
        pairs = [
            (name, text)
            for name, text in (*self.pairs, *self.kept)
            if name not in replaced and not (name == without and (value is None or text == value))
        ]
        return urlencode([*pairs, *replaced.items()])

    def chips(self, path: str = "") -> list[dict[str, str]]:
        """What is chosen, each with the address of the list without it (components/chips.html)."""
        labels = {
            (facet.name, option.value): option.label
            for facet in self.facets
            for option in facet.options
        }
        chips = []
        for name, value in self.pairs:
            if name == "q":
                label = _("“%(words)s”") % {"words": value}
            elif name == "month" and self.month:
                label = formats.date_format(self.month, "F Y")
            else:
                label = str(labels[name, value])
            querystring = self.querystring(without=name, value=value)
            chips.append(
                {"label": label, "url": f"{path}?{querystring}", "title": _("remove this filter")}
            )
        return chips

    def facet_groups(self) -> list[dict[str, Any]]:
        """The filters for components/facet_group.html, those in use opened."""
        return [
            {
                "name": facet.name,
                "legend": facet.legend,
                "open": bool(self.values(facet.name)),
                "options": [
                    {
                        "value": option.value,
                        "label": option.label,
                        "count": option.count,
                        "checked": option.value in self.values(facet.name),
                    }
                    for option in facet.options
                ],
            }
            for facet in self.facets
            if facet.options
        ]


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator that was told how many there are, where another query counted already."""

    def __init__(self, queryset: Any, per_page: int, *, count: int) -> None:
        self.known_count = count
        super().__init__(queryset, per_page)

    @cached_property
    def count(self) -> int:
        """The number that was told."""
        return self.known_count


def paginate(
    queryset: QuerySet[Any], query: ListQuery, per_page: int, *, count: int | None = None
) -> Page[Any]:
    """The page that was asked for, or the last one when it is too high."""
    paginator: Paginator[Any] = (
        Paginator(queryset, per_page)
        if count is None
        else CountedPaginator(queryset, per_page, count=count)
    )
    return paginator.get_page(query.page)
