"""Starting an application and writing answers."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import audit
from core.models import User
from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import Action, ActionNotAllowedError, ApplicationStatus, Role
from exchanges.models import Application, Call, Consent, ConsentKind, ConsentText, ReferenceCounter
from exchanges.services.actor import Actor
from exchanges.services.publicity import follow_consent
from exchanges.services.transitions import lock

START = "START"
GIVE_CONSENT = "GIVE_CONSENT"
WITHDRAW_CONSENT = "WITHDRAW_CONSENT"


class CallClosedError(Exception):
    """The call takes no applications at this moment."""


class StaleAnswersError(Exception):
    """Somebody has changed the answers since they were read; `application` is as it is now."""

    def __init__(self, application: Application) -> None:
        super().__init__(f"The answers of {application} are at {application.answers_version}.")
        self.application = application


def start_application(*, call: Call, user: User, at: datetime.datetime) -> Application:
    """The person's draft in a call: the one that is there, or a new one.

    Called twice at once it makes one. Raises `CallClosedError` when there is none and the call
    takes none.
    """
    drafts = Application.objects.filter(call=call, applicant=user, status=ApplicationStatus.DRAFT)
    draft = drafts.first()
    if draft is not None:
        return draft
    if not call.is_open(at=at):
        raise CallClosedError
    with transaction.atomic():
        # The counter's row is the lock: who comes second finds the draft of the first.
        reference = _next_reference(call, at)
        draft = drafts.first()
        if draft is not None:
            return draft
        draft = Application.objects.create(
            reference=reference,
            call=call,
            applicant=user,
            created_at=at,
            answers_changed_at=at,
            status_changed_at=at,
        )
        audit.record(
            subject=draft,
            action=START,
            at=at,
            actor=user,
            role=Role.APPLICANT,
            to_status=ApplicationStatus.DRAFT,
        )
        return draft


def _next_reference(call: Call, at: datetime.datetime) -> str:
    """The next reference of a call's prefix; numbers may be left out, never given twice."""
    counters = ReferenceCounter.objects.filter(prefix=call.reference_prefix, year=at.year)
    ReferenceCounter.objects.bulk_create(
        [ReferenceCounter(prefix=call.reference_prefix, year=at.year)], ignore_conflicts=True
    )
    counter = counters.select_for_update().get()
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return str(counter)


def save_answers(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    answers: Mapping[str, Any],
    expected_version: int,
    at: datetime.datetime,
) -> Application:
    """Write answers while the application is open for them; those not named stay.

    Raises `StaleAnswersError` when `expected_version` is not the present one, unless the answers
    are what stands there already (the same form sent twice), and `ActionNotAllowedError` when the
    application is no longer open for answers.
    """
    with transaction.atomic():
        application = lock(application_id)
        if not application.is_open_for_answers or actor.role is not Role.APPLICANT:
            raise ActionNotAllowedError(application.current_status, Action.SUBMIT, actor.role)
        if not apply_answers(application, answers, expected_version, at):
            return application
        application.save(update_fields=ANSWER_FIELDS)
        return application


ANSWER_FIELDS = ["answers", "answers_version", "answers_changed_at", "is_host", "is_visitor"]


def apply_answers(
    application: Application,
    answers: Mapping[str, Any],
    expected_version: int,
    at: datetime.datetime,
) -> bool:
    """Put answers into a locked application, without saving; whether anything is different."""
    changed = {
        name: value
        for name, value in answers.items()
        if name not in application.answers or application.answers[name] != value
    }
    if not changed:
        return False
    if application.answers_version != expected_version:
        raise StaleAnswersError(application)
    application.answers = application.answers | changed
    application.answers_version += 1
    application.answers_changed_at = at
    sides = application.answers.get("sides") or []
    application.is_host = Side.HOST.value in sides
    application.is_visitor = Side.VISITOR.value in sides
    return True


def current_consent_text(kind: ConsentKind, *, at: datetime.datetime) -> ConsentText | None:
    """The version of a text that is agreed to at a moment."""
    texts = ConsentText.objects.filter(kind=kind, valid_from__lte=at)
    return texts.order_by("-version").first()


def give_consent(
    *, application_id: uuid.UUID, actor: Actor, kind: ConsentKind, at: datetime.datetime
) -> Consent:
    """Record agreement to the text in force; agreeing twice is one agreement.

    Raises `ConsentText.DoesNotExist` when there is no text, `ActionNotAllowedError` for others
    than the applicant.
    """
    with transaction.atomic():
        application = lock(application_id)
        _require_applicant(application, actor)
        text = current_consent_text(kind, at=at)
        if text is None:
            raise ConsentText.DoesNotExist
        given, is_new = Consent.objects.get_or_create(
            application=application,
            text=text,
            withdrawn_at=None,
            defaults={"given_by": actor.user, "given_at": at},
        )
        if is_new:
            _record_consent(application, GIVE_CONSENT, actor, kind, at)
            _follow_consent(application, kind, is_given=True)
        return given


def withdraw_consent(
    *, application_id: uuid.UUID, actor: Actor, kind: ConsentKind, at: datetime.datetime
) -> None:
    """Record that an agreement ends; what was agreed before stays on record."""
    with transaction.atomic():
        application = lock(application_id)
        _require_applicant(application, actor)
        given = application.consents.filter(text__kind=kind, withdrawn_at=None)
        if given.update(withdrawn_at=at):
            _record_consent(application, WITHDRAW_CONSENT, actor, kind, at)
            _follow_consent(application, kind, is_given=False)


def _require_applicant(application: Application, actor: Actor) -> None:
    if actor.role is not Role.APPLICANT or application.has_ended:
        raise ActionNotAllowedError(application.current_status, Action.SUBMIT, actor.role)


def _record_consent(
    application: Application,
    action: str,
    actor: Actor,
    kind: ConsentKind,
    at: datetime.datetime,
) -> None:
    audit.record(
        subject=application,
        action=action,
        at=at,
        actor=actor.user,
        role=actor.role,
        partnership=application.partnership.slug if application.partnership else "",
        detail={"kind": kind.value},
    )


def _follow_consent(application: Application, kind: ConsentKind, *, is_given: bool) -> None:
    """Profiles are shown to others only as long as the applicant agrees."""
    if kind is ConsentKind.CATALOGUE:
        application.profiles.update(is_listed=is_given)
        follow_consent(application.organisation)
