"""What is written about an application: messages between both sides, and private notes."""

import datetime
import uuid

from django.db import transaction

from core import audit
from core.emails.sending import queue_email
from exchanges.domain.lifecycle import Role
from exchanges.mails import applications as mails
from exchanges.models import AnswerChange, Application, Message, PrivateNote
from exchanges.services.actor import Actor
from exchanges.services.transitions import is_staff, lock
from partnerships.managers import addresses_of

SEE_CHANGES = "SEE_CHANGES"


class NobodyToReadError(Exception):
    """The application was not sent yet: no partnership reads what is written."""


class ForeignNoteError(Exception):
    """Only a manager of the application's own partnership notes something about it."""


def send_message(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    body: str,
    once: uuid.UUID,
) -> Message:
    """Write to the other side; it is told by mail. The same `once` again is the same message.

    Raises `NobodyToReadError` for a draft.
    """
    with transaction.atomic():
        application = lock(application_id)
        if application.partnership is None:
            raise NobodyToReadError
        message, is_new = Message.objects.get_or_create(
            application=application,
            once=own_word(application, once),
            defaults={
                "author": actor.user,
                "is_from_partnership": is_staff(actor.role),
                "body": body,
                "sent_at": at,
            },
        )
        if is_new:
            mark_messages_read(application=application, role=actor.role, at=at)
            tell_of_message(application, message, at=at)
        return message


def own_word(application: Application, once: uuid.UUID) -> uuid.UUID:
    """The one-time word for this application: another one's form cannot use it up."""
    return uuid.uuid5(application.pk, once.hex)


def tell_of_message(application: Application, message: Message, *, at: datetime.datetime) -> None:
    """Mail the message to the applicant, or to everybody who looks after the applicant."""
    if message.is_from_partnership:
        queue_email(
            code=mails.MESSAGE_TO_APPLICANT,
            to=application.applicant.email,
            context=mails.applicant_context(application, words=message.body),
            at=at,
        )
        return
    if application.partnership is None:
        return
    context = mails.manager_context(application, application.partnership)
    for address in addresses_of(application.partnership):
        queue_email(
            code=mails.MESSAGE_TO_PARTNERSHIP,
            to=address,
            context=context | {"words": message.body},
            at=at,
        )


def mark_messages_read(*, application: Application, role: Role, at: datetime.datetime) -> int:
    """Note that one side has read what the other wrote; how many were new."""
    return application.messages.filter(is_from_partnership=not is_staff(role), read_at=None).update(
        read_at=at
    )


def write_note(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    body: str,
    once: uuid.UUID,
) -> PrivateNote:
    """Note something for one's own partnership. The same `once` again is the same note.

    Raises `ForeignNoteError` for whoever is no manager of the application's partnership.
    """
    with transaction.atomic():
        application = lock(application_id)
        partnership = application.partnership
        if partnership is None or not partnership.managers.filter(user=actor.user).exists():
            raise ForeignNoteError
        note, _is_new = PrivateNote.objects.get_or_create(
            application=application,
            once=own_word(application, once),
            defaults={
                "partnership": partnership,
                "author": actor.user,
                "body": body,
                "written_at": at,
            },
        )
        return note


def mark_changes_seen(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    newest: AnswerChange,
) -> int:
    """Note that the partnership has looked at the changed answers up to `newest`; how many."""
    with transaction.atomic():
        application = lock(application_id)
        unseen = application.answer_changes.filter(seen_at=None, changed_at__lte=newest.changed_at)
        seen = unseen.update(seen_at=at)
        if seen:
            audit.record(
                subject=application,
                action=SEE_CHANGES,
                at=at,
                actor=actor.user,
                role=actor.role,
                partnership=application.partnership.slug if application.partnership else "",
            )
        return seen
