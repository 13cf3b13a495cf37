"""Writes messages into the outbox, in the transaction of the change that they tell of."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from core.models import OutboxMessage
from core.outbox.embedded import deliver_after_commit


def enqueue(
    *, kind: str, payload: Mapping[str, Any], at: datetime.datetime, key: str | None = None
) -> OutboxMessage:
    """Write a message that is delivered, from `at` on, once the transaction is committed.

    With a `key`, the second message of the same kind and key is not written: the first is
    returned, delivered or not. Raises `TransactionManagementError` outside a transaction, because
    the message must come and go with the change that it tells of.
    """
    require_transaction()
    message = OutboxMessage(
        kind=kind, key=key, payload=dict(payload), available_at=at, created_at=at
    )
    if key is None:
        message.save(force_insert=True)
    else:
        # Waits for another transaction that is just writing the same key.
        OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
        message = OutboxMessage.objects.get(kind=kind, key=key)
    deliver_after_commit(at)
    return message


def enqueue_subjects(*, kind: str, subjects: Iterable[str], at: datetime.datetime) -> None:
    """Write that something has to be done again about each subject, for a batch kind.

    Always writes, whatever is waiting already: a message that waits for the same subject may be
    taken before this transaction is committed, and would then miss its change. What waits for one
    subject is delivered as one. Raises as `enqueue` does.
    """
    require_transaction()
    OutboxMessage.objects.bulk_create(
        OutboxMessage(kind=kind, subject=subject, available_at=at, created_at=at)
        for subject in dict.fromkeys(subjects)
    )
    deliver_after_commit(at)


def require_transaction() -> None:
    """Raise `TransactionManagementError` where what is written would be kept by itself."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "Write to the outbox in the transaction of the change that it tells of."
        )
