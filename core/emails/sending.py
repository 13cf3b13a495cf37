"""Sends e-mails through the outbox."""

import datetime
import logging
import smtplib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.utils import translation

from core.emails.filling import clean_lines
from core.emails.rendering import EmailDraft, draft_email, frame, one_line
from core.models import OutboxMessage
from core.outbox.errors import DeliveryUncertainError, UndeliverableError
from core.outbox.writing import enqueue
from core.sender import programme_sender, programme_settings

logger = logging.getLogger(__name__)

EMAIL = "email"
# The server said no: it has not taken the mail.
REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)
PERMANENT = range(500, 600)
IS_SILENT: ContextVar[bool] = ContextVar("IS_SILENT", default=False)


def queue_email(
    *,
    code: str,
    to: str,
    context: Mapping[str, Any],
    at: datetime.datetime,
    reply_to: str | None = None,
    key: str | None = None,
    subject: str | None = None,
    body: str | None = None,
    language: str = settings.LANGUAGE_CODE,
    unsubscribe_url: str = "",
) -> OutboxMessage:
    """Write an e-mail to one address into the outbox, in the transaction of the change.

    The words are filled in now, so that the e-mail says what was true at `at`. `subject` and
    `body` are the words instead, of somebody who edited the draft. With a `key`, the second e-mail
    of the same key is not sent. A POST to `unsubscribe_url` must end such e-mails without signing
    in (RFC 8058). Raises `TransactionManagementError` outside a transaction,
    `ValidationError` for what is no address (alone, without a name), `ValueError` and `KeyError`
    as `draft_email` does.
    """
    validate_email(to)
    if reply_to:
        validate_email(reply_to)
    draft = draft_email(code, context, language)
    payload = {
        "code": code,
        "to": to,
        "reply_to": reply_to or "",
        "language": language,
        "unsubscribe_url": unsubscribe_url,
        "subject": one_line(draft.subject if subject is None else subject),
        "body": draft.body if body is None else clean_lines(body),
    }
    if IS_SILENT.get():
        return OutboxMessage(kind=EMAIL, payload=payload, available_at=at, created_at=at, key=key)
    return enqueue(kind=EMAIL, payload=payload, at=at, key=key)


@contextmanager
def without_sending() -> Iterator[None]:
    """Let e-mails that are queued inside be filled in and then forgotten: for invented people."""
    token = IS_SILENT.set(True)
    try:
        yield
    finally:
        IS_SILENT.reset(token)


def send(message: OutboxMessage) -> None:
    """Deliver one e-mail; the handler of the outbox.

    Its Message-ID comes from the row, so that a second delivery of the same e-mail can be told.
    """
    email = built(message)
    connection = get_connection()
    # What goes wrong here goes wrong before the mail is on its way.
    connection.open()
    try:
        connection.send_messages([email])
    except REFUSED as error:
        raise_refusal(error)
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryUncertainError from error
    finally:
        close(connection)


def close(connection: BaseEmailBackend) -> None:
    """Say goodbye; a server that does not know how has taken the mail all the same."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.warning("The mail server ended the connection in its own way", exc_info=True)


def built(message: OutboxMessage) -> EmailMultiAlternatives:
    """The e-mail of a row: plain text and HTML, from the programme."""
    payload = message.payload
    programme = programme_settings(None)
    with translation.override(payload["language"]):
        draft = EmailDraft(payload["subject"], payload["body"])
        rendered = frame(draft, programme, payload["language"])
    email = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=programme_sender(programme),
        to=[payload["to"]],
        reply_to=[payload["reply_to"]] if payload["reply_to"] else None,
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",
            **unsubscribe_headers(payload.get("unsubscribe_url", "")),
        },
    )
    email.attach_alternative(rendered.html, "text/html")
    return email


def unsubscribe_headers(url: str) -> dict[str, str]:
    """What lets a mail program end such e-mails with one click (RFC 2369 and 8058)."""
    if not url:
        return {}
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def message_id(message: OutboxMessage) -> str:
    """The same for every attempt."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{message.pk}@{domain}>"


def raise_refusal(error: Exception) -> None:
    """Give up at once what the server refuses for good, such as an address that does not exist."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _words = next(iter(error.recipients.values()))
        if code in PERMANENT:
            raise UndeliverableError(f"{type(error).__name__} {code}") from error
    raise error
