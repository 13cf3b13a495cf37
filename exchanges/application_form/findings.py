"""What the rules say to an application, and which answers are missing: read from the answers."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from exchanges.domain import questions
from exchanges.domain.eligibility import (
    Applicant,
    CountryStanding,
    Finding,
    Side,
    find_obstacles,
)
from exchanges.models import ExchangeMode, ExtraQuestion, RuleSet
from partnerships.models import EligibilityPeriod, Organisation, OrganisationKind

EMPTY: tuple[Any, ...] = (None, "", [], {})


def sides_of(answers: Mapping[str, Any]) -> frozenset[Side]:
    """As what somebody wants to take part; unknown values are left out."""
    chosen = answers.get("sides") or []
    return frozenset(side for side in Side if side.value in chosen)


def findings_for(
    answers: Mapping[str, Any],
    *,
    rule_set: RuleSet | None,
    on: datetime.date,
    organisation: Organisation | None = None,
) -> list[Finding]:
    """What the rules say to these answers on a day; nothing where no rules are in force.

    `organisation` is the one of the register that the answers name, if the caller has it.
    """
    if rule_set is None:
        return []
    chosen = answers.get("organisation") or ""
    if organisation is None and chosen not in ("", questions.NEW_ORGANISATION):
        organisation = Organisation.objects.select_related("country").filter(slug=chosen).first()
    kind, country = (
        (organisation.kind, organisation.country.code if organisation.country else None)
        if organisation is not None
        else (answers.get("organisation_kind"), answers.get("organisation_country"))
    )
    cluster = answers.get("cluster")
    mode = answers.get("mode")
    return find_obstacles(
        rule_set.participation(on=on),
        Applicant(
            sides=sides_of(answers),
            kind=kind or None,
            country=country_standing(country, on=on) if country else None,
            is_cluster_member=None if not cluster else cluster != questions.NO_CLUSTER,
            is_cluster_on_platform=None if not cluster else cluster != questions.OTHER_CLUSTER,
            physical_visits_made=1 if answers.get("has_visited") else 0,
            wants_physical=mode != ExchangeMode.VIRTUAL if mode else None,
        ),
    )


def country_standing(code: str, *, on: datetime.date) -> CountryStanding:
    """Whether organisations of a country may take part on a day (one query)."""
    periods = list(
        EligibilityPeriod.objects.filter(
            Q(start_date__isnull=True) | Q(start_date__lte=on),
            Q(end_date__isnull=True) | Q(end_date__gte=on),
            country__code=code,
        ).values_list("is_special_case", flat=True)
    )
    if not periods:
        return CountryStanding.NOT_ELIGIBLE
    return CountryStanding.SPECIAL_CASE if all(periods) else CountryStanding.ELIGIBLE


def missing_answers(
    answers: Mapping[str, Any],
    *,
    organisation_kind: str = "",
    extra_questions: Iterable[ExtraQuestion] = (),
) -> list[str]:
    """Names of the required answers that are not given, in the order of the form.

    `organisation_kind` is that of an organisation of the register. Who is not a cluster
    organisation has to name a cluster, or say that there is none: the rules depend on it.
    """
    sides = sides_of(answers)
    required = {question.name for question in questions.asked(sides) if question.required}
    is_new = answers.get("organisation") == questions.NEW_ORGANISATION
    if is_new:
        required.update(questions.NEW_ORGANISATION_REQUIRED)
    if needs_cluster(str(answers.get("organisation_kind") or "") if is_new else organisation_kind):
        required.add("cluster")
    if answers.get("cluster") == questions.OTHER_CLUSTER:
        required.add("cluster_name")
    names = [question.name for question in questions.QUESTIONS if question.name in required]
    names += [
        question.key
        for question in extra_questions
        if question.required and question.sides & (sides or questions.BOTH)
    ]
    return [name for name in names if answers.get(name) in EMPTY]


def needs_cluster(organisation_kind: str) -> bool:
    """Whether an organisation of a kind has to say of which cluster it is a member."""
    return organisation_kind not in {"", OrganisationKind.CLUSTER_ORGANISATION}
