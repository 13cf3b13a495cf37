"""The list of events as an address asks for it; pages and calendar files share it."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.models import Page

from core.listing import Facet, ListQuery, Option
from core.querysets import OptionSource, fetch_options, visible
from events.choices import Attendance, Audience, DatePrecision, EventType
from events.fields import contains
from events.models.event_page import EventPage, EventTag
from events.models.queryset import EventPageQuerySet
from events.moments import PROGRAMME_ZONE, moment_of
from partnerships.models import Country, Partnership, Sector

ZONE = ZoneInfo(PROGRAMME_ZONE)


@dataclass(frozen=True, slots=True)
class ArchiveMonth:
    """A month in which events take place."""

    month: datetime.date
    count: int

    @property
    def value(self) -> str:
        """As it stands in the address."""
        return f"{self.month:%Y-%m}"


def next_month(month: datetime.date) -> datetime.date:
    """The first day of the month after."""
    return (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def previous_month(month: datetime.date) -> datetime.date:
    """The first day of the month before."""
    return (month.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def month_bounds(month: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """When a month begins and ends in the programme's zone."""
    return moment_of(month, None, ZONE), moment_of(next_month(month), None, ZONE)


def event_facets(events: EventPageQuerySet) -> list[Facet]:
    """The filters, with what can be chosen because some event has it (one query)."""
    keys = events.order_by().values("pk")
    places = Country.objects.filter(
        Q(pk__in=events.order_by().values("country"))
        | Q(pk__in=EventPage.countries.through.objects.filter(eventpage__in=keys).values("country"))
    )
    partnerships = Partnership.objects.filter(event_pages__in=keys)
    sectors = Sector.objects.filter(
        pk__in=EventPage.sectors.through.objects.filter(eventpage__in=keys).values("sector")
    )
    ecosystems = Sector.objects.filter(specialisations__in=sectors)
    tags = Tag.objects.filter(pk__in=EventTag.objects.filter(content_object__in=keys).values("tag"))
    sources = {
        "country": OptionSource(places, translations="names"),
        "partnership": OptionSource(partnerships, value="slug", label="acronym"),
        "sector": OptionSource(sectors, translations="names"),
        "ecosystem": OptionSource(ecosystems, translations="names"),
        "tag": OptionSource(tags, value="slug"),
    }
    options = fetch_options(sources)
    all_sectors = sorted(
        {*options["sector"], *options["ecosystem"]}, key=lambda option: option.label.casefold()
    )
    return [
        Facet("type", _("Type"), _choices(EventType.choices)),
        Facet("partnership", _("Partnership"), options["partnership"]),
        Facet("country", _("Country"), options["country"]),
        Facet("sector", _("Sector"), tuple(all_sectors)),
        Facet("audience", _("For whom"), _choices(Audience.choices)),
        Facet("attendance", _("Attendance"), _choices(Attendance.choices)),
        Facet("tag", _("Tag"), options["tag"]),
    ]


def _choices(choices: Iterable[tuple[str, object]]) -> tuple[Option, ...]:
    return tuple(Option(value.lower(), str(label)) for value, label in choices)


def visible_events(parent: Page) -> EventPageQuerySet:
    """What anyone may read of the events under a list page."""
    return visible(EventPage.objects.child_of(parent))


def parse_query(events: EventPageQuerySet, parameters: QueryDict) -> ListQuery:
    """What an address asks of these events."""
    return ListQuery.parse(parameters, event_facets(events), has_month=True)


def _for_audience(values: Sequence[str]) -> Q:
    condition = Q()
    for value in values:
        condition |= Q(audience__contains=contains(value.upper()))
    return condition


FILTERS: dict[str, Callable[[Sequence[str]], Q]] = {
    "type": lambda values: Q(event_type__in=[value.upper() for value in values]),
    "attendance": lambda values: Q(attendance__in=[value.upper() for value in values]),
    "audience": _for_audience,
    "partnership": lambda values: _linked(partnerships__slug__in=values),
    "country": lambda values: Q(country__code__in=values) | _linked(countries__code__in=values),
    # Who chooses an ecosystem wants its specialisations too.
    "sector": lambda values: (
        _linked(sectors__code__in=values) | _linked(sectors__parent__code__in=values)
    ),
    "tag": lambda values: _linked(tags__slug__in=values),
}


def filter_events(
    events: EventPageQuerySet, query: ListQuery, *, with_month: bool = True
) -> EventPageQuerySet:
    """Those that were asked for: any value inside a filter, all filters together."""
    for name, condition in FILTERS.items():
        if values := query.values(name):
            events = events.filter(condition(values))
    for word in query.words:
        events = events.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(city__icontains=word)
            | Q(venue__icontains=word)
            | Q(organiser_names__icontains=word)
        )
    if with_month and query.month:
        events = events.between(*month_bounds(query.month))
    return events


def _linked(**condition: object) -> Q:
    """As a subquery, so that an event with two of the values still stands once in the list."""
    return Q(pk__in=EventPage.objects.filter(**condition).order_by().values("pk"))


def archive_of(events: EventPageQuerySet) -> tuple[list[ArchiveMonth], int]:
    """The months in which these events take place, latest first, and how many events there are.

    One query for both. An event of several months counts in each, as `?month=` finds it in each;
    one of which only the year is known counts in none.
    """
    counts: Counter[datetime.date] = Counter()
    total = 0
    for starts_at, ends_at, precision in events.order_by().values_list(
        "starts_at", "ends_at", "precision"
    ):
        total += 1
        if starts_at is None or precision not in {DatePrecision.DAY, DatePrecision.MONTH}:
            continue
        last = (ends_at - datetime.timedelta(microseconds=1)).astimezone(ZONE).date()
        month = starts_at.astimezone(ZONE).date().replace(day=1)
        counts[month] += 1
        while (month := next_month(month)) <= last:
            counts[month] += 1
    months = [ArchiveMonth(month, count) for month, count in counts.items()]
    return sorted(months, key=lambda item: item.month, reverse=True), total
