"""What an accepted applicant does: change answers, pause, resume, withdraw."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from exchanges.application_form.findings import findings_for, missing_answers
from exchanges.calendar import programme_today
from exchanges.domain.eligibility import excludes
from exchanges.domain.lifecycle import Action, Guard
from exchanges.domain.questions import is_fixed_after_acceptance
from exchanges.models import AnswerChange, Application
from exchanges.services.acceptance import (
    PLACES,
    end_participation,
    pause_offers,
    resume_offers,
    set_places,
)
from exchanges.services.actor import Actor
from exchanges.services.drafts import ANSWER_FIELDS, apply_answers
from exchanges.services.transitions import begin, finish, lock


class FixedAnswerError(Exception):
    """An answer cannot change after acceptance; `names` says which."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def change_answers(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    answers: Mapping[str, Any],
    expected_version: int,
    at: datetime.datetime,
) -> Application:
    """Change answers of an accepted application; the partnership sees what changed.

    Raises `FixedAnswerError` for what was accepted as it is, `StaleAnswersError` as
    `save_answers` does, and `GuardError` where a required answer would be missing or the rules
    would exclude the organisation; then nothing is changed.
    """
    with transaction.atomic():
        application = lock(application_id)
        before = dict(application.answers)
        fixed = sorted(
            name
            for name, value in answers.items()
            if is_fixed_after_acceptance(name) and (value or None) != (before.get(name) or None)
        )
        if fixed:
            raise FixedAnswerError(fixed)
        is_changed = apply_answers(application, answers, expected_version, at)
        transition = begin(application, Action.CHANGE_ANSWERS, actor, answer_guards(application))
        if not is_changed:
            return application
        names = sorted(
            name for name, value in application.answers.items() if before.get(name) != value
        )
        AnswerChange.objects.create(
            application=application,
            changed_by=actor.user,
            changed_at=at,
            before={name: before.get(name) for name in names},
            after={name: application.answers[name] for name in names},
        )
        if PLACES & set(names):
            set_places(application)
        return finish(
            application,
            transition,
            actor=actor,
            at=at,
            changed=ANSWER_FIELDS,
            detail={"fields": names},
        )


def answer_guards(application: Application) -> frozenset[Guard]:
    """Which of the guards of changed answers are met."""
    findings = findings_for(
        application.answers,
        rule_set=application.rule_set,
        on=programme_today(),
        organisation=application.organisation,
    )
    met = {
        Guard.COMPLETE: not missing_answers(
            application.answers,
            organisation_kind=application.organisation.kind if application.organisation else "",
        ),
        Guard.ELIGIBLE: not excludes(findings),
    }
    return frozenset(guard for guard, is_met in met.items() if is_met)


def pause(*, application_id: uuid.UUID, actor: Actor, at: datetime.datetime) -> Application:
    """Take part no longer for a while; nobody is proposed."""
    with transaction.atomic():
        application = lock(application_id)
        transition = begin(application, Action.PAUSE, actor, ())
        pause_offers(application)
        return finish(application, transition, actor=actor, at=at)


def resume(*, application_id: uuid.UUID, actor: Actor, at: datetime.datetime) -> Application:
    """Take part again after a pause."""
    with transaction.atomic():
        application = lock(application_id)
        transition = begin(application, Action.RESUME, actor, ())
        resume_offers(application)
        return finish(application, transition, actor=actor, at=at)


def withdraw(*, application_id: uuid.UUID, actor: Actor, at: datetime.datetime) -> Application:
    """End an application for good; the applicant may apply anew."""
    with transaction.atomic():
        application = lock(application_id)
        transition = begin(application, Action.WITHDRAW, actor, ())
        application.due_at = None
        end_participation(application)
        return finish(application, transition, actor=actor, at=at, changed=("due_at",))
