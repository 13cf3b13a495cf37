"""Makes messages of the outbox, and somebody who delivers them."""

import datetime

from django.core.mail import EmailMultiAlternatives

from core.emails.sending import EMAIL, built
from core.models import OutboxMessage
from core.outbox import enqueue, register_handler

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


class Recorder:
    """A handler that remembers what it got, and fails as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.got: list[dict[str, object]] = []

    def __call__(self, message: OutboxMessage) -> None:
        self.got.append(message.payload)
        if self.failures:
            raise self.failures.pop(0)


def recorder(*failures: Exception) -> Recorder:
    """The handler of the kind `greeting`."""
    handler = Recorder(*failures)
    register_handler("greeting", handler)
    return handler


def write(**values: object) -> OutboxMessage:
    """A greeting that is due at noon."""
    return enqueue(**{"kind": "greeting", "payload": {"to": "x"}, "at": NOON, **values})


def mailbox() -> list[EmailMultiAlternatives]:
    """The mails that were written, as they would be sent, in their order.

    A test is one transaction, inside which nothing is delivered.
    """
    rows = OutboxMessage.objects.filter(kind=EMAIL).order_by("created_at", "pk")
    return [built(row) for row in rows]


def empty_mailbox() -> None:
    """Forget the mails so far."""
    OutboxMessage.objects.filter(kind=EMAIL).delete()
