"""A decision as it comes from a page that somebody looked at before."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from core.emails.rendering import EmailDraft
from exchanges.domain import lifecycle
from exchanges.domain.lifecycle import Action
from exchanges.models import Application
from exchanges.services import decisions, participation
from exchanges.services.actor import Actor
from exchanges.services.transitions import lock
from partnerships.models import Partnership


class ChangedMeanwhileError(Exception):
    """The application is not as it was when the page was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided, with what it needs; `mail` is the mail to the applicant as it was edited."""

    action: Action
    words: str = ""
    fields: Collection[str] = ()
    partnership: Partnership | None = None
    mail: EmailDraft | None = None


def stamp_of(application: Application) -> str:
    """What changes with every step and every answer: a page holds it, and a decision shows it."""
    return f"{application.status_changed_at.timestamp():.6f}-{application.answers_version}"


def decide(
    *,
    application_id: uuid.UUID,
    decision: Decision,
    actor: Actor,
    at: datetime.datetime,
    seen: str,
) -> Application:
    """Carry a decision out, if the application still is as `seen` (`stamp_of`) says.

    Raises `ActionNotAllowedError`, `ChangedMeanwhileError` and `GuardError`, in this order, and
    `ValueError` for an action that is not decided here.
    """
    with transaction.atomic():
        application = lock(application_id)
        lifecycle.find(application.current_status, decision.action, actor.role)
        if stamp_of(application) != seen:
            raise ChangedMeanwhileError
        return carry_out(application.pk, decision, actor, at)


def carry_out(
    application_id: uuid.UUID, decision: Decision, actor: Actor, at: datetime.datetime
) -> Application:
    """Call the service of the decision with what it takes."""
    words, mail = decision.words, decision.mail
    match decision.action:
        case Action.ACCEPT:
            return decisions.accept(
                application_id=application_id, actor=actor, at=at, words=words, mail=mail
            )
        case Action.ASK_FOR_MORE:
            return decisions.ask_for_more(
                application_id=application_id,
                actor=actor,
                at=at,
                fields=decision.fields,
                words=words,
                mail=mail,
            )
        case Action.HAND_OVER if decision.partnership is not None:
            return decisions.hand_over(
                application_id=application_id,
                actor=actor,
                at=at,
                partnership=decision.partnership,
                reason=words,
                mail=mail,
            )
        case Action.REJECT:
            return decisions.reject(
                application_id=application_id, actor=actor, at=at, reason=words, mail=mail
            )
        case Action.REOPEN:
            return decisions.reopen(
                application_id=application_id, actor=actor, at=at, reason=words, mail=mail
            )
        case Action.REVOKE:
            return decisions.revoke(
                application_id=application_id, actor=actor, at=at, reason=words, mail=mail
            )
        case Action.APPROVE_EXCEPTION:
            return decisions.approve_exception(
                application_id=application_id, actor=actor, at=at, reason=words
            )
        case Action.PAUSE:
            return participation.pause(application_id=application_id, actor=actor, at=at)
        case Action.RESUME:
            return participation.resume(application_id=application_id, actor=actor, at=at)
    raise ValueError(f"{decision.action} is not decided here.")
