"""Takes messages out of the outbox and delivers them: the only code that changes their state.

A message is leased in a short transaction, delivered outside any, and marked in another. The lease
has a token and an end: when the process dies in between, somebody else takes the message over
after the end, and marks it as possibly delivered twice. Whoever lost a lease writes nothing.
"""

import datetime
import logging
import random
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from core.models import OutboxMessage
from core.models.outbox import PENDING, OutboxState
from core.outbox.backoff import SYSTEM_CHANCE, wait_after
from core.outbox.errors import (
    DeliveryUncertainError,
    NoHandlerError,
    SubjectFailedError,
    UndeliverableError,
    describe,
)
from core.outbox.registry import HANDLERS, Batch, Single

logger = logging.getLogger(__name__)

WORKER_LOST = "the process ended during each delivery"
WAS_TAKEN = Q(possibly_duplicate=True) | Q(state=OutboxState.LEASED)

Failures = dict[uuid.UUID, Exception]


@dataclass(slots=True)
class Summary:
    """How many messages were delivered, will be tried again, and were given up."""

    delivered: int = 0
    retried: int = 0
    dead: int = 0

    @property
    def total(self) -> int:
        """All that were taken."""
        return self.delivered + self.retried + self.dead


def deliver_due(
    *,
    now: datetime.datetime,
    limit: int = 100,
    kinds: Collection[str] | None = None,
    chance: random.Random = SYSTEM_CHANCE,
) -> Summary:
    """Deliver what is due at `now`, at most `limit` messages (a batch counts as one).

    For all of them it is `now`, so that tests can set the clock; workers call `deliver_next` with
    the time of each. Raises `RuntimeError` inside a transaction.
    """
    summary = Summary()
    for _time in range(limit):
        if not deliver_next(now=now, summary=summary, kinds=kinds, chance=chance):
            break
    return summary


def deliver_next(
    *,
    now: datetime.datetime,
    summary: Summary,
    kinds: Collection[str] | None = None,
    chance: random.Random = SYSTEM_CHANCE,
) -> bool:
    """Deliver the message that has been due longest, or its batch; whether there was one."""
    token = uuid.uuid4()
    messages = lease(token=token, now=now, kinds=kinds)
    if not messages:
        return False
    failed = deliver(messages)
    with transaction.atomic(durable=True):
        summary.delivered += mark_delivered(token, except_for=failed, now=now)
        for message in messages:
            if error := failed.get(message.pk):
                mark_failed(message, error, now=now, chance=chance, summary=summary)
    return True


def due(now: datetime.datetime) -> QuerySet[OutboxMessage]:
    """What may be taken: waiting and due, or leased by somebody whose time is over."""
    return OutboxMessage.objects.filter(state__in=PENDING, available_at__lte=now)


def lease(
    *, token: uuid.UUID, now: datetime.datetime, kinds: Collection[str] | None = None
) -> list[OutboxMessage]:
    """Take the first message that is due, for a batch kind as many of them as it delivers at once.

    On PostgreSQL rows that somebody else is just taking are skipped; elsewhere, and beyond doubt,
    the update takes a row only while it is still due.
    """
    with transaction.atomic(durable=True):
        first = next(iter(takeable(now, kinds)[:1]), None)
        if first is None:
            return []
        chosen = [first.pk]
        handler = HANDLERS.get(first.kind)
        if isinstance(handler, Batch):
            chosen += [row.pk for row in takeable(now, [first.kind])[: handler.size]]
        due(now).filter(pk__in=chosen).update(
            possibly_duplicate=ExpressionWrapper(WAS_TAKEN, output_field=BooleanField()),
            state=OutboxState.LEASED,
            lease_token=token,
            attempts=F("attempts") + 1,
            available_at=now + datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS),
        )
        return list(OutboxMessage.objects.filter(lease_token=token).order_by("created_at", "pk"))


def takeable(
    now: datetime.datetime, kinds: Collection[str] | None = None
) -> QuerySet[OutboxMessage]:
    """What is due and nobody holds, longest due first, but first what somebody left lying.

    LEASED sorts before WAITING: behind a long queue a lease would run over by all that it takes.
    """
    rows = due(now).order_by("state", "available_at", "created_at")
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return rows


def deliver(messages: Sequence[OutboxMessage]) -> Failures:
    """Call the handler of what was leased together; the failures by message."""
    worn_out: Failures = {
        message.pk: UndeliverableError(WORKER_LOST)
        for message in messages
        if message.attempts > settings.OUTBOX_MAX_ATTEMPTS
    }
    wanted = [message for message in messages if message.pk not in worn_out]
    if not wanted:
        return worn_out
    try:
        match HANDLERS.get(wanted[0].kind):
            case Batch() as handler:
                return worn_out | deliver_batch(handler, wanted)
            case Single() as handler:
                handler.deliver(wanted[0])
                return worn_out
    except Exception as error:  # noqa: BLE001 - whatever a handler does wrong, the next one waits
        return worn_out | {message.pk: error for message in wanted}
    return worn_out | {message.pk: NoHandlerError() for message in wanted}


def deliver_batch(handler: Batch, messages: Sequence[OutboxMessage]) -> Failures:
    """Deliver each subject once; all messages about a subject share what becomes of it."""
    subjects = list(dict.fromkeys(message.subject for message in messages))
    failed = set(handler.deliver(subjects))
    error = SubjectFailedError()
    return {message.pk: error for message in messages if message.subject in failed}


def mark_delivered(
    token: uuid.UUID, *, except_for: Collection[uuid.UUID], now: datetime.datetime
) -> int:
    """Write down that what was leased with the token was delivered; how many rows still were.

    The payload goes: what was delivered is not needed any more, and may be personal.
    """
    ours = OutboxMessage.objects.filter(lease_token=token).exclude(pk__in=except_for)
    return ours.update(
        state=OutboxState.DELIVERED, delivered_at=now, payload={}, last_error="", lease_token=None
    )


def mark_failed(
    message: OutboxMessage,
    error: Exception,
    *,
    now: datetime.datetime,
    chance: random.Random,
    summary: Summary,
) -> None:
    """Write down when to try again, or that the message is given up, unless its lease was lost."""
    ours = OutboxMessage.objects.filter(pk=message.pk, lease_token=message.lease_token)
    reason = describe(error)
    is_uncertain = message.possibly_duplicate or isinstance(error, DeliveryUncertainError)
    failed = {"last_error": reason, "possibly_duplicate": is_uncertain, "lease_token": None}
    is_hopeless = isinstance(error, UndeliverableError)
    if is_hopeless or message.attempts >= settings.OUTBOX_MAX_ATTEMPTS:
        summary.dead += ours.update(state=OutboxState.DEAD, **failed)
        logger.error("Given up: %s after %d attempts (%s)", message, message.attempts, reason)
        return
    at = now + wait_after(message.attempts, chance)
    summary.retried += ours.update(state=OutboxState.WAITING, available_at=at, **failed)
    logger.warning("Not delivered: %s, attempt %d (%s)", message, message.attempts, reason)


def retry(*, messages: QuerySet[OutboxMessage], at: datetime.datetime) -> int:
    """Give those of the messages that were given up all their attempts again; how many."""
    return messages.filter(state=OutboxState.DEAD).update(
        state=OutboxState.WAITING, attempts=0, available_at=at
    )


def purge(*, now: datetime.datetime) -> int:
    """Delete what was delivered OUTBOX_KEEP_DAYS ago or earlier; how many. Frees their keys."""
    before = now - datetime.timedelta(days=settings.OUTBOX_KEEP_DAYS)
    old = OutboxMessage.objects.filter(state=OutboxState.DELIVERED, delivered_at__lte=before)
    return old.delete()[0]
