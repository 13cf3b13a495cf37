"""What a partnership or the support office decides about an application."""

import datetime
import uuid
from collections.abc import Collection

from django.db import transaction

from core.emails.rendering import EmailDraft
from exchanges.application_form.findings import findings_for
from exchanges.calendar import programme_today
from exchanges.domain.eligibility import excludes, needs_approval
from exchanges.domain.lifecycle import Action, Guard
from exchanges.models import Application, Message
from exchanges.representation import acts_for
from exchanges.services.acceptance import end_participation, take_part
from exchanges.services.actor import Actor
from exchanges.services.submission import live_applications
from exchanges.services.transitions import begin, finish, lock
from partnerships.models import Partnership


def accept(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    words: str = "",
    mail: EmailDraft | None = None,
) -> Application:
    """Accept an application: from now on it takes part.

    Its organisation comes into the register, and each side gets a profile; a host's answers become
    an offer with a draft of its page. Raises `ActionNotAllowedError` and `GuardError`, as all here.
    """
    with transaction.atomic():
        application = lock(application_id)
        transition = begin(application, Action.ACCEPT, actor, acceptance_guards(application))
        application.due_at = None
        take_part(application, actor=actor, at=at)
        say(application, actor, words, at)
        return finish(
            application,
            transition,
            actor=actor,
            at=at,
            changed=("due_at",),
            words=words,
            mail=mail,
        )


def acceptance_guards(application: Application) -> frozenset[Guard]:
    """Which of the guards of accepting are met."""
    findings = findings_for(
        application.answers,
        rule_set=application.rule_set,
        on=programme_today(),
        organisation=application.organisation,
    )
    met = {
        Guard.ELIGIBLE: not excludes(findings),
        Guard.EXCEPTION_APPROVED: not needs_approval(findings)
        or application.exception_approved_at is not None,
        Guard.REPRESENTATION_APPROVED: application.organisation is not None
        and acts_for(application.applicant, application.organisation),
    }
    return frozenset(guard for guard, is_met in met.items() if is_met)


def approve_exception(
    *, application_id: uuid.UUID, actor: Actor, at: datetime.datetime, reason: str
) -> Application:
    """Approve what the rules leave to the support office, case by case."""
    with transaction.atomic():
        application = lock(application_id)
        transition = begin(application, Action.APPROVE_EXCEPTION, actor, given(reason))
        application.exception_approved_at = at
        say(application, actor, reason, at)
        return finish(
            application, transition, actor=actor, at=at, changed=("exception_approved_at",)
        )


def ask_for_more(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    fields: Collection[str],
    words: str,
    mail: EmailDraft | None = None,
) -> Application:
    """Send an application back to its applicant, naming the answers in question."""
    with transaction.atomic():
        application = lock(application_id)
        named = frozenset({Guard.FIELDS_NAMED}) if fields else frozenset()
        transition = begin(application, Action.ASK_FOR_MORE, actor, named)
        application.fields_asked_for = sorted(fields)
        application.due_at = None
        say(application, actor, words, at)
        return finish(
            application,
            transition,
            actor=actor,
            at=at,
            changed=("fields_asked_for", "due_at"),
            detail={"fields": sorted(fields)},
            words=words,
            mail=mail,
        )


def reject(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    reason: str,
    mail: EmailDraft | None = None,
) -> Application:
    """Reject an application with a reason that the applicant reads."""
    with transaction.atomic():
        application = lock(application_id)
        transition = begin(application, Action.REJECT, actor, given(reason))
        application.due_at = None
        say(application, actor, reason, at)
        return finish(
            application,
            transition,
            actor=actor,
            at=at,
            changed=("due_at",),
            words=reason,
            mail=mail,
        )


def hand_over(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    partnership: Partnership,
    reason: str,
    mail: EmailDraft | None = None,
) -> Application:
    """Give an application to a partnership that fits better; the applicant is told.

    The time to check it begins anew. The private notes stay with the partnership that wrote them.
    """
    with transaction.atomic():
        application = lock(application_id)
        before = application.partnership
        is_other = before is None or partnership.pk != before.pk
        met = given(reason) | (frozenset({Guard.OTHER_PARTNERSHIP}) if is_other else frozenset())
        transition = begin(application, Action.HAND_OVER, actor, met)
        say(application, actor, reason, at)
        application.partnership = partnership
        application.due_at = application.call.check_due(since=at)
        return finish(
            application,
            transition,
            actor=actor,
            at=at,
            changed=("partnership", "due_at"),
            detail={"from": before.slug if before else "", "to": partnership.slug},
            words=reason,
            mail=mail,
        )


def reopen(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    reason: str,
    mail: EmailDraft | None = None,
) -> Application:
    """Check a rejected application again."""
    with transaction.atomic():
        application = lock(application_id)
        met = set(given(reason))
        organisation = application.organisation
        if organisation and not live_applications(application, organisation).exists():
            met.add(Guard.ONLY_APPLICATION)
        transition = begin(application, Action.REOPEN, actor, met)
        application.due_at = application.call.check_due(since=at)
        say(application, actor, reason, at)
        return finish(
            application,
            transition,
            actor=actor,
            at=at,
            changed=("due_at",),
            words=reason,
            mail=mail,
        )


def revoke(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    reason: str,
    mail: EmailDraft | None = None,
) -> Application:
    """Take an acceptance back; the offer is closed."""
    with transaction.atomic():
        application = lock(application_id)
        transition = begin(application, Action.REVOKE, actor, given(reason))
        end_participation(application)
        say(application, actor, reason, at)
        return finish(application, transition, actor=actor, at=at, words=reason, mail=mail)


def given(reason: str) -> frozenset[Guard]:
    """Whether a reason was written."""
    return frozenset({Guard.REASON_GIVEN}) if reason.strip() else frozenset()


def say(application: Application, actor: Actor, words: str, at: datetime.datetime) -> None:
    """Keep what was written with a decision among the messages, where it is read again."""
    if words.strip():
        Message.objects.create(
            application=application,
            author=actor.user,
            is_from_partnership=True,
            body=words.strip(),
            sent_at=at,
        )
