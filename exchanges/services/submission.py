"""Sending an application to its partnership, the first time or again."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from exchanges.application_form.findings import findings_for, missing_answers
from exchanges.application_form.pages import extra_questions_of
from exchanges.application_form.suggestions import suggest
from exchanges.calendar import programme_today
from exchanges.domain import questions
from exchanges.domain.eligibility import excludes
from exchanges.domain.lifecycle import Action, Guard
from exchanges.models import REQUIRED_CONSENTS, Application, Representative, RuleSet
from exchanges.representation import choosable, organisations_of
from exchanges.services.actor import Actor
from exchanges.services.representation import (
    represent_new_organisation,
    request_representation,
)
from exchanges.services.transitions import begin, finish, lock
from partnerships.models import (
    Country,
    Organisation,
    OrganisationState,
    Partnership,
    PartnershipPage,
    Sector,
)
from partnerships.selectors import partnership_coverage

SLUG_LENGTH = 80


def submit(*, application_id: uuid.UUID, actor: Actor, at: datetime.datetime) -> Application:
    """Send an application, or send it again after a question.

    Raises `ActionNotAllowedError` and `GuardError`; with the latter nothing is written.
    """
    with transaction.atomic():
        application = lock(application_id)
        application.rule_set = RuleSet.objects.in_force(on=programme_today())
        organisation = chosen_organisation(application)
        transition = begin(
            application, Action.SUBMIT, actor, satisfied(application, organisation, at)
        )
        application.organisation = organisation or describe_organisation(application)
        ask_to_act(application.organisation, is_new=organisation is None, actor=actor, at=at)
        if application.partnership is None or application.is_draft:
            application.partnership = chosen_partnership(application.answers)
        application.submitted_at = application.submitted_at or at
        application.due_at = application.call.check_due(since=at)
        application.fields_asked_for = []
        return finish(
            application,
            transition,
            actor=actor,
            at=at,
            changed=(
                "rule_set",
                "organisation",
                "partnership",
                "submitted_at",
                "due_at",
                "fields_asked_for",
            ),
        )


def satisfied(
    application: Application, organisation: Organisation | None, at: datetime.datetime
) -> frozenset[Guard]:
    """Which of the guards of sending are met."""
    findings = findings_for(
        application.answers,
        rule_set=application.rule_set,
        on=programme_today(),
        organisation=organisation,
    )
    given = set(application.consents.filter(withdrawn_at=None).values_list("text__kind", flat=True))
    met = {
        Guard.CALL_OPEN: application.call.is_open(at=at),
        Guard.COMPLETE: application.rule_set is not None
        and not missing_answers(
            application.answers,
            organisation_kind=organisation.kind if organisation else "",
            extra_questions=extra_questions_of(application.call_id),
        )
        and (organisation is not None or is_new_organisation(application.answers)),
        Guard.CONSENTS_GIVEN: given >= REQUIRED_CONSENTS,
        Guard.ELIGIBLE: not excludes(findings),
        Guard.ONLY_APPLICATION: organisation is None
        or not live_applications(application, organisation).exists(),
    }
    return frozenset(guard for guard, is_met in met.items() if is_met)


def live_applications(application: Application, organisation: Organisation) -> Any:
    """Other applications of an organisation in the same call that have not ended."""
    return (
        Application.objects.seen_by_partnerships()
        .filter(call=application.call, organisation=organisation)
        .exclude(pk=application.pk)
        .live()
    )


def is_new_organisation(answers: Mapping[str, Any]) -> bool:
    """Whether the organisation is described instead of chosen from the register."""
    return answers.get("organisation") == questions.NEW_ORGANISATION


def chosen_organisation(application: Application) -> Organisation | None:
    """The organisation of the register that the answers name; none for a new one.

    Only what the applicant may choose is found, or was sent with this application before.
    """
    answers = application.answers
    if is_new_organisation(answers):
        return None
    slug = str(answers.get("organisation") or "")
    own = organisations_of(application.applicant)
    sent_before = Organisation.objects.known().filter(pk=application.organisation_id)
    found = choosable(own=own | sent_before)
    return found.select_related("country").filter(slug=slug).first()


def describe_organisation(application: Application) -> Organisation:
    """The new organisation as the answers describe it, unverified until the acceptance.

    Sent again, the application changes its own organisation, as long as nobody has accepted it.
    """
    answers = application.answers
    name = str(answers["organisation_name"])
    own = application.organisation
    if own is None or own.is_known:
        own = Organisation(slug=free_slug(name), state=OrganisationState.UNVERIFIED)
    own.name = name
    own.kind = answers["organisation_kind"]
    own.country = Country.objects.get(code=answers["organisation_country"])
    own.region = answers.get("organisation_region") or ""
    own.city = answers.get("organisation_city") or ""
    own.website = answers.get("organisation_website") or ""
    own.is_sample = application.is_sample
    own.save()
    own.sectors.set(Sector.objects.filter(code__in=answers.get("sectors") or []))
    own.save()
    return own


def ask_to_act(
    organisation: Organisation, *, is_new: bool, actor: Actor, at: datetime.datetime
) -> None:
    """Who brings an organisation in acts for it; for one of the register approval is asked for."""
    own = Representative.objects.live().filter(organisation=organisation, user=actor.user)
    if own.exists():
        return
    begin_to_act = represent_new_organisation if is_new else request_representation
    begin_to_act(organisation=organisation, actor=actor, at=at)


def free_slug(name: str) -> str:
    """A slug of the name that no organisation has."""
    base = slugify(name)[: SLUG_LENGTH - 10] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def chosen_partnership(answers: Mapping[str, Any]) -> Partnership:
    """The partnership that was chosen, or the best one by sector and geography."""
    chosen = str(answers.get("partnership") or "")
    if chosen != questions.ASSIGN_FOR_ME:
        found = Partnership.objects.filter(slug=chosen).first()
        if found is not None:
            return found
    best = suggest(
        partnership_coverage(PartnershipPage.objects.all()),
        sector_codes=answers.get("sectors") or [],
        country_code=country_code(answers),
    )[0]
    return Partnership.objects.get(slug=best.partnership.slug)


def country_code(answers: Mapping[str, Any]) -> str | None:
    """The country of the organisation that the answers name or describe."""
    if is_new_organisation(answers):
        return answers.get("organisation_country") or None
    return (
        Organisation.objects.filter(slug=str(answers.get("organisation") or ""))
        .values_list("country__code", flat=True)
        .first()
    )
