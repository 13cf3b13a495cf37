"""The applications of somebody's partnerships: what waits, and the list with its filters."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from core.listing import Facet, ListQuery, Option
from core.querysets import OptionSource, fetch_options
from exchanges.calendar import programme_day
from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import SEEN_BY_PARTNERSHIP, ApplicationStatus
from exchanges.models import AnswerChange, Application, InterestStatus, Message
from exchanges.permissions import Remit
from exchanges.representation import requests_to
from exchanges.wording import side_name, status_name
from partnerships.models import Country

UNREAD = Exists(
    Message.objects.filter(application=OuterRef("pk"), is_from_partnership=False, read_at=None)
)
UNSEEN = Exists(AnswerChange.objects.filter(application=OuterRef("pk"), seen_at=None))
# What is due first; then what changed last.
LIST_ORDER = (F("due_at").asc(nulls_last=True), "-status_changed_at", "pk")


class Attention(StrEnum):
    """Why somebody should look at an application; the value stands in the address."""

    OVERDUE = "overdue"
    MESSAGES = "messages"
    CHANGES = "changes"


def attention_filter(attention: Attention, *, at: datetime.datetime) -> Q:
    """The applications that need this attention at a moment."""
    return {
        Attention.OVERDUE: Q(due_at__lt=at),
        Attention.MESSAGES: Q(UNREAD),
        Attention.CHANGES: Q(UNSEEN),
    }[attention]


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that says what waits, and where it is found."""

    label: str
    number: int
    url: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many applications stand where, and how many need attention."""

    by_status: dict[ApplicationStatus, int]
    by_attention: dict[Attention, int]
    interests: int = 0
    requests: int = 0

    def tiles(self) -> list[Tile]:
        """What waits, the most pressing first."""
        status, attention = self.by_status, self.by_attention
        submitted, asked = ApplicationStatus.SUBMITTED, ApplicationStatus.MORE_INFORMATION_NEEDED
        overdue = attention[Attention.OVERDUE]
        return [
            Tile(_("Overdue"), overdue, filtered(attention=Attention.OVERDUE), overdue > 0),
            Tile(_("To be checked"), status.get(submitted, 0), filtered(status=submitted)),
            Tile(_("Waiting for the applicant"), status.get(asked, 0), filtered(status=asked)),
            Tile(
                _("Unread messages"),
                attention[Attention.MESSAGES],
                filtered(attention=Attention.MESSAGES),
            ),
            Tile(
                _("Changed answers to look at"),
                attention[Attention.CHANGES],
                filtered(attention=Attention.CHANGES),
            ),
            Tile(_("Expressions of interest"), self.interests, reverse("manage_interests")),
            Tile(
                _("Requests to act for an organisation"),
                self.requests,
                reverse("manage_representatives"),
            ),
        ]


def filtered(**chosen: str) -> str:
    """The address of the list with these filters."""
    query = "&".join(f"{name}={value.lower()}" for name, value in chosen.items())
    return f"{reverse('manage')}?{query}#applications"


def waiting(remit: Remit, *, at: datetime.datetime) -> Waiting:
    """What waits for somebody (four queries, and one to know what the office looks after)."""
    applications = remit.applications()
    by_status = applications.order_by().values_list("status").annotate(Count("pk"))
    needs = applications.aggregate(
        **{
            attention.name: Count("pk", filter=attention_filter(attention, at=at))
            for attention in Attention
        }
    )
    return Waiting(
        {ApplicationStatus(status): number for status, number in by_status},
        {attention: needs[attention.name] for attention in Attention},
        interests=remit.interests().filter(status=InterestStatus.NEW).count(),
        requests=requests_to(remit.user).count(),
    )


def parse_worklist(parameters: QueryDict, remit: Remit, counts: Waiting) -> ListQuery:
    """What the address asks for (one query)."""
    countries = Country.objects.filter(organisations__applications__in=remit.applications())
    options = fetch_options({"country": OptionSource(countries.distinct(), translations="names")})
    facets = [
        Facet("status", _("Status"), status_options(counts.by_status)),
        Facet("attention", _("Needs attention"), attention_options(counts.by_attention)),
        Facet(
            "side",
            _("Takes part as"),
            tuple(Option(side.value.lower(), side_name(side)) for side in Side),
        ),
        Facet("country", _("Country"), options["country"]),
    ]
    if remit.has_several:
        mine = tuple(Option(one.slug, one.acronym) for one in remit.partnerships)
        facets.append(Facet("partnership", _("Partnership"), mine))
    return ListQuery.parse(parameters, facets)


def status_options(counts: dict[ApplicationStatus, int]) -> tuple[Option, ...]:
    """The statuses that partnerships see, with how many applications stand there."""
    return tuple(
        Option(status.value.lower(), status_name(status), counts.get(status, 0))
        for status in ApplicationStatus
        if status in SEEN_BY_PARTNERSHIP
    )


def attention_options(counts: dict[Attention, int]) -> tuple[Option, ...]:
    """The reasons to look at an application, with how many there are."""
    labels = {
        Attention.OVERDUE: _("Overdue"),
        Attention.MESSAGES: _("Unread messages"),
        Attention.CHANGES: _("Changed answers"),
    }
    return tuple(Option(one.value, labels[one], counts[one]) for one in Attention)


def find_applications(
    query: ListQuery, remit: Remit, *, at: datetime.datetime
) -> QuerySet[Application]:
    """The applications that answer the query, in the order of the list."""
    found = remit.applications()
    if statuses := query.values("status"):
        found = found.filter(status__in=[status.upper() for status in statuses])
    if countries := query.values("country"):
        found = found.filter(organisation__country__code__in=countries)
    if partnerships := query.values("partnership"):
        found = found.filter(partnership__slug__in=partnerships)
    found = found.filter(
        any_of(attention_filter(Attention(one), at=at) for one in query.values("attention"))
    )
    sides = {"host": Q(is_host=True), "visitor": Q(is_visitor=True)}
    found = found.filter(any_of(sides[side] for side in query.values("side")))
    for word in query.words:
        found = found.filter(words_filter(word))
    return found.order_by(*LIST_ORDER)


def any_of(conditions: Iterable[Q]) -> Q:
    """One of the conditions; everything where there is none."""
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined


def words_filter(word: str) -> Q:
    """A word in the reference, the organisation or the applicant's name and address."""
    names = (
        "reference",
        "organisation__name",
        "organisation__short_name",
        "applicant__first_name",
        "applicant__last_name",
        "applicant__email",
    )
    return any_of(Q(**{f"{name}__icontains": word}) for name in names)


def with_marks(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with what their rows in the list show."""
    return applications.select_related(
        "organisation__country", "partnership", "applicant"
    ).annotate(has_unread=UNREAD, has_unseen=UNSEEN)


def table_rows(applications: QuerySet[Application]) -> Iterable[list[Any]]:
    """The rows of the file that managers take with them; `table_head` names its columns."""
    for one in with_marks(applications).iterator(chunk_size=500):
        organisation = one.organisation
        yield [
            one.reference,
            status_name(one.current_status),
            ", ".join(side_name(side) for side in Side if side in one.sides),
            organisation.name if organisation else "",
            organisation.get_kind_display() if organisation else "",
            str(organisation.country or "") if organisation else "",
            organisation.city if organisation else "",
            organisation.website if organisation else "",
            one.applicant.get_full_name(),
            one.applicant.email,
            one.partnership.acronym if one.partnership else "",
            day_of(one.submitted_at),
            day_of(one.due_at),
        ]


def table_head() -> list[str]:
    """What the columns of the file are called."""
    return [
        _("Reference"),
        _("Status"),
        _("Takes part as"),
        _("Organisation"),
        _("Kind of organisation"),
        _("Country"),
        _("City"),
        _("Website"),
        _("Applicant"),
        _("E-mail address"),
        _("Partnership"),
        _("Submitted on"),
        _("To be checked by"),
    ]


def day_of(moment: datetime.datetime | None) -> str:
    """The day of a moment as spreadsheets read it."""
    return programme_day(moment).isoformat() if moment else ""
