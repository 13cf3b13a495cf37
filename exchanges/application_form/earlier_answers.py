"""What somebody told in an earlier application and need not tell again."""

import datetime
from collections.abc import Mapping
from typing import Any

from core.models import User
from exchanges.application_form.findings import EMPTY
from exchanges.domain.lifecycle import Role
from exchanges.domain.questions import NEW_ORGANISATION, QUESTIONS, Step
from exchanges.models import Application
from exchanges.representation import acts_for, organisations_of
from exchanges.services.actor import Actor
from exchanges.services.drafts import StaleAnswersError, save_answers
from partnerships.models import KNOWN_STATES, Organisation

LASTING_STEPS = frozenset(
    {Step.PERSON, Step.ORGANISATION, Step.CLUSTER, Step.SECTORS, Step.LANGUAGES}
)
"""Steps about who one is; what one looks for is asked anew."""
STEPS_OF_THE_PERSON = frozenset({Step.PERSON})
"""What lasts when somebody applies for one more organisation in the same call."""


def lasting_answers(earlier: Application, *, same_organisation: bool = True) -> dict[str, Any]:
    """The answers of an application that hold for the next one.

    An organisation that has come into the register since is named instead of described, unless it
    is not public and the applicant acts for it no longer.
    """
    answers: Mapping[str, Any] = earlier.answers
    steps = LASTING_STEPS if same_organisation else STEPS_OF_THE_PERSON
    lasting = {question.name for question in QUESTIONS if question.step in steps}
    kept = {name: value for name, value in answers.items() if name in lasting}
    organisation = earlier.organisation
    if (
        same_organisation
        and answers.get("organisation") == NEW_ORGANISATION
        and organisation is not None
        and is_in_the_register(organisation, earlier.applicant)
    ):
        described = [name for name in kept if name.startswith("organisation_")]
        kept = {name: value for name, value in kept.items() if name not in described}
        kept["organisation"] = organisation.slug
    return {name: value for name, value in kept.items() if value not in EMPTY}


def is_in_the_register(organisation: Organisation, applicant: User) -> bool:
    """Whether the applicant can choose an organisation."""
    return organisation.is_public or (organisation.is_known and acts_for(applicant, organisation))


def carry_over(application: Application, *, user: User, at: datetime.datetime) -> bool:
    """Write what is known of somebody into a new application; whether there was anything.

    That is the lasting answers of their latest application, or the organisation they act for.
    """
    earlier = (
        Application.objects.filter(applicant=user)
        .exclude(pk=application.pk)
        .select_related("organisation", "applicant")
        .order_by("-created_at", "-pk")
        .first()
    )
    answers = (
        lasting_answers(earlier, same_organisation=is_over_for(earlier, application))
        if earlier is not None
        else represented(user)
    )
    if not answers:
        return False
    try:
        save_answers(
            application_id=application.pk,
            actor=Actor(user=user, role=Role.APPLICANT),
            answers=answers,
            expected_version=application.answers_version,
            at=at,
        )
    except StaleAnswersError:  # somebody was quicker in another window
        return False
    return True


def is_over_for(earlier: Application, application: Application) -> bool:
    """Whether an organisation may apply again: each has one application in a call."""
    return earlier.has_ended or earlier.call_id != application.call_id


def represented(user: User) -> dict[str, Any]:
    """The organisation that somebody acts for, if it is one and in the register."""
    slugs = list(organisations_of(user).filter(state__in=KNOWN_STATES).values_list("slug")[:2])
    return {"organisation": slugs[0][0]} if len(slugs) == 1 else {}
