"""Writes and reads the audit trail: who did what to what record, and when."""

import datetime
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models, transaction
from django.db.models import QuerySet

from core.models import AuditEntry, AuditRemoval, User

# Codes, names of fields, identifiers, dates: one word without an @, so that no text of a person
# gets in by oversight.
CODE = re.compile(r"[\w.:/+-]{0,100}")


def record(
    *,
    subject: models.Model,
    action: str,
    at: datetime.datetime,
    actor: User | None,
    role: str,
    from_status: str = "",
    to_status: str = "",
    partnership: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write that `actor`, as `role`, did `action` to `subject`; `None` is the site itself.

    `subject` is a saved record with a UUID as its key. `partnership` is a slug. `detail` holds
    codes only: texts raise `ValueError`. Raises `TransactionManagementError` outside a
    transaction, because the entry belongs to the change.
    """
    require_transaction()
    subject_type, subject_id = identity_of(subject)
    for word in (action, role, from_status, to_status):
        require_code(word)
    require_codes(detail or {})
    return AuditEntry.objects.create(
        at=at,
        actor=actor,
        role=role,
        subject_type=subject_type,
        subject_id=subject_id,
        action=action,
        from_status=from_status,
        to_status=to_status,
        partnership=partnership,
        detail=dict(detail or {}),
    )


def entries_for(*subjects: models.Model) -> QuerySet[AuditEntry]:
    """The entries about some records, with their actors, as they were written: one query."""
    wanted = models.Q(pk__in=[])
    for subject in subjects:
        subject_type, subject_id = identity_of(subject)
        wanted |= models.Q(subject_type=subject_type, subject_id=subject_id)
    return AuditEntry.objects.filter(wanted).select_related("actor").order_by("at", "pk")


def remove_entries(
    *, subjects: Iterable[models.Model], reason: str, at: datetime.datetime
) -> AuditRemoval:
    """Remove all entries about some records, and write down that this was done.

    For samples, and for records whose time of keeping is over; `reason` is a code. Call it in the
    transaction that deletes the records, before it does.
    """
    require_transaction()
    require_code(reason)
    removal = AuditRemoval.objects.create(at=at, reason=reason, is_open=True)
    for subject in subjects:
        subject_type, subject_id = identity_of(subject)
        # A plain set of rows: that of the model refuses to delete.
        found: QuerySet[AuditEntry] = QuerySet(AuditEntry).filter(
            subject_type=subject_type, subject_id=subject_id
        )
        removal.entries += found.delete()[0]
    removal.is_open = False
    removal.save(update_fields=["entries", "is_open"])
    return removal


def identity_of(subject: models.Model) -> tuple[str, uuid.UUID]:
    """Type and key of a record; raises `TypeError` for one whose key is no UUID."""
    if not isinstance(subject.pk, uuid.UUID):
        raise TypeError(f"{subject._meta.label} has no UUID as its key.")
    return subject._meta.label_lower, subject.pk


def require_codes(value: Any) -> None:
    """Raise `ValueError` for a text anywhere in a value of JSON."""
    match value:
        case Mapping():
            for name, part in value.items():
                require_code(name)
                require_codes(part)
        case list() | tuple():
            for part in value:
                require_codes(part)
        case str():
            require_code(value)
        case None | bool() | int():
            pass
        case _:
            raise ValueError(f"{type(value).__name__} does not belong into the audit trail.")


def require_code(word: str) -> None:
    """Raise `ValueError` for what is no code; the message does not repeat it."""
    if not CODE.fullmatch(word):
        raise ValueError("The audit trail holds codes and names of fields, no texts.")


def require_transaction() -> None:
    """Raise `TransactionManagementError` where an entry would be kept without its change."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "Write to the audit trail in the transaction of the change."
        )
