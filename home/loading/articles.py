"""Loads events and news."""

import datetime
from collections.abc import Collection
from typing import Any

from core.partial_dates import PartialDate
from events.models import EventPage, EventSession
from home.loading.files import Entry
from home.loading.pages import PageTree
from home.loading.prose import sources, stored
from news.models import NewsEvent, NewsPage


class ArticleLoader:
    """Makes events and news; a sample's days count from the day of loading and are working days."""

    def __init__(self, tree: PageTree, today: datetime.date) -> None:
        self.tree = tree
        self.register = tree.register
        self.today = today

    def load_events(self, entries: list[Entry]) -> None:
        """Load the events of a file."""
        parent = self.tree.pages.get(("index", "events"))
        for entry in entries:
            self.tree.keep(entry, EventPage, parent, self._event_page)

    def load_news(self, entries: list[Entry]) -> None:
        """Load the news of a file, oldest first."""
        parent = self.tree.pages.get(("index", "news"))
        for entry in entries:
            self.tree.keep(entry, NewsPage, parent, self._news_page)

    def _event_page(self, entry: Entry, page: EventPage) -> None:
        self._basics(entry, page)
        page.event_type = entry.get("event_type")
        page.status = entry.get("status", "SCHEDULED")
        page.start_date = self._partial_date(entry, "start")
        page.end_date = self._partial_date(entry, "end")
        page.start_time = _time(entry.get("start_time"))
        page.end_time = _time(entry.get("end_time"))
        page.time_zone = entry.get("time_zone") or page.time_zone
        page.attendance = entry.get("attendance")
        page.country = self.register.one(entry, entry.get("country"), self.register.countries)
        for name in (
            "venue",
            "city",
            "online_url",
            "organiser_names",
            "registration_url",
            "recording_url",
        ):
            setattr(page, name, entry.get(name))
        page.countries = self.register.pick(entry, "countries", self.register.countries)
        page.organisers = self.register.pick(entry, "organisers", self.register.organisations)
        page.sectors = self.register.pick(entry, "sectors", self.register.sectors)
        page.audience = entry.get("audience", [])
        page.sessions.set(
            EventSession(
                sort_order=number,
                date=self._session_date(entry, row),
                start_time=_time(row.get("start_time", "")),
                end_time=_time(row.get("end_time", "")),
                title=row["title"],
                text=self.tree.prose.html(entry, row.get("text", "")),
                speaker_names="\n".join(row.get("speakers", [])),
            )
            for number, row in enumerate(entry.get("session", []))
        )
        self._report(entry, page)

    def _report(self, entry: Entry, page: EventPage) -> None:
        fields = entry.get("report", {})
        report = Entry(entry.kind, entry.key, fields, entry.file_name)
        page.report_participants = report.get("participants", None)
        page.report_organisations = report.get("organisations", None)
        page.report_country_count = report.get("countries", None)
        page.report_countries = self.register.pick(report, "country_codes", self.register.countries)
        page.report_objectives = self.tree.prose.html(entry, report.get("objectives"))
        page.report_lessons = self.tree.prose.html(entry, report.get("lessons"))
        page.report_testimonials = stored(
            [
                ("quote", {name: row.get(name, "") for name in ("quote", "name", "role")})
                for row in report.get("testimonial", [])
            ]
        )

    def _news_page(self, entry: Entry, page: NewsPage) -> None:
        self._basics(entry, page)
        page.summary = entry["lead"]
        page.kind = entry["kind"]
        page.date = datetime.date.fromisoformat(entry["date"])
        page.author_name = entry.get("author_name")
        page.event_links = [
            NewsEvent(sort_order=number, event=event)
            for number, key in enumerate(entry.get("events", []))
            if (event := self.register.one(entry, key, self._events()))
        ]

    def _basics(self, entry: Entry, page: Any) -> None:
        """What events and news have in common."""
        page.title = entry["title"]
        page.slug = entry.key
        page.summary = entry.get("summary")
        page.sources = sources(entry)
        page.is_sample = self.tree.keeper.is_sample
        page.body = self.tree.prose.body(entry, entry.get("body", []))
        page.tags.set(entry.get("tags", []))
        page.partnerships = self.register.pick(entry, "partnerships", self.register.partnerships)

    def _events(self) -> dict[str, Any]:
        return {key: page for (kind, key), page in self.tree.pages.items() if kind == "event"}

    def _partial_date(self, entry: Entry, field: str) -> PartialDate | None:
        """A date as it stands in the data, or counted from the day of loading."""
        days = entry.get(f"{field}_days", None)
        if days is not None:
            distance = days - entry.get("start_days", 0)
            return PartialDate.from_date(self._first_day(entry) + datetime.timedelta(days=distance))
        return PartialDate.parse(text) if (text := entry.get(field)) else None

    def _session_date(self, entry: Entry, row: dict[str, Any]) -> datetime.date:
        if "date" in row:
            return datetime.date.fromisoformat(str(row["date"]))
        return self._first_day(entry) + datetime.timedelta(days=row["days"])

    def _first_day(self, entry: Entry) -> datetime.date:
        days = entry.get("start_days", 0)
        distances = {0, entry.get("end_days", days) - days}
        distances |= {row["days"] for row in entry.get("session", []) if "days" in row}
        return first_working_day(self.today + datetime.timedelta(days=days), distances)


def first_working_day(day: datetime.date, distances: Collection[int]) -> datetime.date:
    """The first day from `day` on from which no distance (in days) leads to a weekend.

    An invented event would look wrong on a Sunday. Where every start of a week leads to one, the
    first day that is none is taken.
    """
    week = [day + datetime.timedelta(days=number) for number in range(7)]
    fitting = [
        start
        for start in week
        if all(is_working_day(start + datetime.timedelta(days=distance)) for distance in distances)
    ]
    return next(iter(fitting), next(start for start in week if is_working_day(start)))


def is_working_day(day: datetime.date) -> bool:
    """Whether it is a day from Monday to Friday."""
    return day.isoweekday() <= 5


def _time(text: str) -> datetime.time | None:
    return datetime.time.fromisoformat(text) if text else None
