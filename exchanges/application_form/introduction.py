"""What the page of the application tells before one starts."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from exchanges.admin_forms import VISITOR_KINDS
from exchanges.application_form.question_wording import STEP_WORDING
from exchanges.calendar import programme_day
from exchanges.domain.eligibility import Side
from exchanges.domain.questions import BOTH, steps
from exchanges.models import Application, ApplicationPage, RuleSet
from partnerships.coverage import fold
from partnerships.models import Country


@dataclass(frozen=True, slots=True)
class Admitted:
    """A kind of organisation that may take part, and as what."""

    label: str
    sides: frozenset[Side]

    @property
    def may_visit(self) -> bool:
        """Whether it may be a visitor."""
        return Side.VISITOR in self.sides

    @property
    def may_host(self) -> bool:
        """Whether it may be a host."""
        return Side.HOST in self.sides


def introduction_context(
    page: ApplicationPage, request: HttpRequest, *, at: datetime.datetime
) -> dict[str, Any]:
    """Dates, who may apply, the steps, and the reader's own application in this call."""
    today = programme_day(at)
    rule_set = RuleSet.objects.in_force(on=today)
    return {
        "call": page.call,
        "call_is_open": page.call is not None and page.call.is_open(at=at),
        "call_is_over": page.call is not None and page.call.is_over(at=at),
        "admitted": admitted_kinds(rule_set),
        "rule_set": rule_set,
        "countries": eligible_countries(on=today),
        "steps": [STEP_WORDING[step] for step in steps(BOTH)],
        "own_application": own_application(page, request),
    }


def admitted_kinds(rule_set: RuleSet | None) -> list[Admitted]:
    """The kinds of organisation that the rules in force admit; none without rules."""
    if rule_set is None:
        return []
    found = []
    for kind, label in VISITOR_KINDS:
        admitting = {Side.VISITOR: rule_set.visitor_kinds, Side.HOST: rule_set.host_kinds}
        sides = frozenset(side for side, kinds in admitting.items() if kind in kinds)
        if sides:
            found.append(Admitted(str(label), sides))
    return found


def eligible_countries(*, on: datetime.date) -> list[Country]:
    """The countries whose organisations may take part on a day, by name; no special cases."""
    countries = Country.objects.filter(
        Q(eligibility_periods__start_date__isnull=True)
        | Q(eligibility_periods__start_date__lte=on),
        Q(eligibility_periods__end_date__isnull=True) | Q(eligibility_periods__end_date__gte=on),
        eligibility_periods__is_special_case=False,
        eligibility_periods__isnull=False,
    ).distinct()
    return sorted(countries, key=lambda country: fold(country.label))


def own_application(page: ApplicationPage, request: HttpRequest) -> Application | None:
    """The last application in this call that the reader began; a withdrawn one does not count."""
    if not request.user.is_authenticated or page.call_id is None:
        return None
    mine = Application.objects.filter(call=page.call_id, applicant=request.user.pk)
    for application in mine.order_by("-created_at", "-pk"):
        if not application.has_ended:
            return application
    return None
