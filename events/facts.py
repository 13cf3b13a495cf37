"""Everything that an event is linked to, fetched at once.

An event has eight relations. One query for each would spend the whole budget of a page, so they
are joined into one; those that a preview holds in memory are taken from there.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, IntegerField, JSONField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language

from core.addresses import page_address
from partnerships.models import PUBLIC_STATES, Country

if TYPE_CHECKING:
    from events.models import EventPage

PLACE = "place"
COLUMNS = (
    "linked_kind",
    "linked_code",
    "linked_label",
    "linked_more",
    "linked_hue",
    "linked_names",
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that an event is linked to; the parts that its kind does not have are empty."""

    code: str
    label: str
    url: str = ""
    title: str = ""
    hue: int = 0

    @property
    def acronym(self) -> str:
        """What components/badge.html asks a partnership for."""
        return self.label

    def __str__(self) -> str:
        return self.label


@dataclass(slots=True)
class EventFacts:
    """The entries of the register and the tags of one event, each in the order of its names."""

    partnerships: list[Linked] = field(default_factory=list)
    organisers: list[Linked] = field(default_factory=list)
    sectors: list[Linked] = field(default_factory=list)
    countries: list[Linked] = field(default_factory=list)
    report_countries: list[Linked] = field(default_factory=list)
    tags: list[Linked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which fields of a relation hold what."""

    code: str
    label: str
    more: str | None = None
    hue: str | None = None
    names: str | None = None


RELATIONS = {
    "partnerships": Columns("slug", "acronym", more="page_path", hue="hue"),
    # Who is not public is not shown; the words of a source go into `organiser_names`.
    "organisers": Columns("slug", "name", more="state"),
    "sectors": Columns("code", "name", names="names"),
    "countries": Columns("code", "name", names="names"),
    "report_countries": Columns("code", "name", names="names"),
    "tags": Columns("slug", "name"),
}


def event_facts(event: "EventPage") -> EventFacts:
    """The entries that the event is linked to; the country of its place is set on it."""
    facts = EventFacts()
    queries = []
    country_field = event._meta.get_field("country")
    if event.country_id and not country_field.is_cached(event):
        place = Country.objects.filter(pk=event.country_id)
        queries.append(_query(place, PLACE, RELATIONS["countries"]))
    for kind, columns in RELATIONS.items():
        rows = getattr(event, kind).all()
        if isinstance(rows, QuerySet):
            queries.append(_query(rows, kind, columns))
        else:
            getattr(facts, kind).extend(_in_memory(rows, kind, columns))
    if queries:
        for kind, code, label, more, hue, names in queries[0].union(*queries[1:], all=True):
            if kind == PLACE:
                event.country = Country(pk=event.country_id, code=code, name=label, names=names)
            elif is_shown(kind, more):
                getattr(facts, kind).append(_linked(kind, code, label, more, hue, names))
    for kind in RELATIONS:
        getattr(facts, kind).sort(key=lambda linked: linked.label.casefold())
    return facts


def is_shown(kind: str, more: str | None) -> bool:
    """Whether the public may see it: an organisation only when it is public."""
    return kind != "organisers" or more in PUBLIC_STATES


def _query(rows: QuerySet[Any], kind: str, columns: Columns) -> QuerySet[Any, tuple[Any, ...]]:
    text = CharField()
    return (
        rows.order_by()
        .annotate(
            linked_kind=Value(kind, output_field=text),
            linked_code=Cast(columns.code, text),
            linked_label=Cast(columns.label, text),
            linked_more=Cast(columns.more, text) if columns.more else Value("", output_field=text),
            linked_hue=Cast(F(columns.hue), IntegerField())
            if columns.hue
            else Value(0, output_field=IntegerField()),
            linked_names=F(columns.names) if columns.names else Value({}, output_field=JSONField()),
        )
        .values_list(*COLUMNS)
    )


def _in_memory(rows: Any, kind: str, columns: Columns) -> list[Linked]:
    def value(row: Any, name: str | None, default: Any) -> Any:
        return getattr(row, name, default) if name else default

    return [
        _linked(
            kind,
            getattr(row, columns.code),
            getattr(row, columns.label),
            value(row, columns.more, ""),
            value(row, columns.hue, 0),
            value(row, columns.names, {}),
        )
        for row in rows
        if is_shown(kind, value(row, columns.more, ""))
    ]


def _linked(kind: str, code: str, label: str, more: str | None, hue: int, names: Any) -> Linked:
    url = ""
    if kind == "partnerships":
        url = page_address(more)
    elif kind == "organisers":
        url = reverse("organisation", kwargs={"slug": code})
    translated = (names or {}).get((get_language() or "")[:2])
    return Linked(code=code, label=translated or label, url=url, hue=hue or 0)
