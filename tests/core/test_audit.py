"""The audit trail: written with the change, kept by the database itself."""

import datetime
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from core.audit import entries_for, record, remove_entries
from core.models import AuditEntry, AuditRemoval, OutboxMessage, User
from core.models.audit import AppendOnlyError
from tests.factories.people import make_user

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


def a_record() -> OutboxMessage:
    """Something with a UUID that things are done to."""
    return OutboxMessage.objects.create(kind="x", available_at=NOON, created_at=NOON)


def accepted(subject: models.Model, actor: User | None = None, **values: Any) -> AuditEntry:
    """An entry about a record."""
    given = {"action": "accept", "role": "manager", "at": NOON, "actor": actor, **values}
    return record(subject=subject, **given)


def sql(statement: str, *values: object) -> None:
    """Ask the database directly, in a transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_entry_says_who_did_what_as_what() -> None:
    subject, manager = a_record(), make_user("manager@example.org")
    entry = accepted(
        subject,
        manager,
        from_status="SUBMITTED",
        to_status="ACCEPTED",
        partnership="green-ports",
        detail={"fields": ["motivation", "period.start"], "round": 2, "late": True},
    )
    entry.refresh_from_db()

    assert (entry.at, entry.actor, entry.role, entry.action) == (NOON, manager, "manager", "accept")
    assert (entry.subject_type, entry.subject_id) == ("core.outboxmessage", subject.pk)
    assert (entry.from_status, entry.to_status) == ("SUBMITTED", "ACCEPTED")
    assert entry.partnership == "green-ports"
    assert entry.detail == {"fields": ["motivation", "period.start"], "round": 2, "late": True}


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    subject = a_record()
    with pytest.raises(transaction.TransactionManagementError):
        accepted(subject)
    with transaction.atomic():
        accepted(subject)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0
    with transaction.atomic():
        accepted(subject)
    assert AuditEntry.objects.count() == 1  # and it can be cleaned up


@pytest.mark.parametrize(
    "detail",
    [
        {"note": "Ana was late"},
        {"by": "ana@example.org"},
        {"fields": ["motivation", "two words"]},
        {"deep": {"deeper": ["a\nb"]}},
        {"a name": "x"},
        {"long": "x" * 101},
        {"when": NOON},
        {"price": 1.5},
    ],
)
def test_texts_are_refused_and_not_repeated(detail: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="audit trail") as caught:
        accepted(a_record(), detail=detail)
    assert "Ana" not in str(caught.value)
    assert "ana@" not in str(caught.value)


def test_action_and_role_are_codes() -> None:
    with pytest.raises(ValueError, match="codes"):
        accepted(a_record(), action="accepts gladly")


def test_a_record_without_a_uuid_is_refused() -> None:
    removal = AuditRemoval.objects.create(at=NOON, reason="samples")
    with pytest.raises(TypeError, match="UUID"):
        accepted(removal)


def test_a_timeline_is_one_query_in_the_order_of_writing(django_assert_num_queries: Any) -> None:
    subject, other, manager = a_record(), a_record(), make_user("manager@example.org")
    actions = ["submit", "ask", "answer", "accept", "pause"]
    for action in actions:
        accepted(subject, manager, action=action)
        accepted(other, manager, action="of-another")
    accepted(subject, action="first", at=NOON - datetime.timedelta(days=1))

    with django_assert_num_queries(1):
        found = [(one.action, str(one.actor)) for one in entries_for(subject)]

    assert found == [("first", "None"), *((action, "manager@example.org") for action in actions)]
    assert entries_for(subject, other).count() == 11


def test_the_model_refuses_to_change_or_delete() -> None:
    entry = accepted(a_record())
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="reject"),
        lambda: AuditEntry.objects.bulk_update([entry], ["action"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize("field", AuditEntry._meta.concrete_fields, ids=lambda field: field.name)
def test_the_database_refuses_to_change_any_column(field: models.Field[Any, Any]) -> None:
    subject, manager = a_record(), make_user("manager@example.org")
    accepted(subject, manager)
    other = make_user("other@example.org")
    values: dict[type, object] = {
        models.BigAutoField: 99,
        models.DateTimeField: NOON + datetime.timedelta(days=1),
        models.UUIDField: uuid.uuid4(),
        models.ForeignKey: other.pk,
        models.JSONField: {"a": 1},
    }
    new = values.get(type(field), "changed")
    before = list(AuditEntry.objects.values())

    with pytest.raises(IntegrityError, match="are kept"), transaction.atomic():
        models.QuerySet(AuditEntry).update(**{field.attname: new})

    assert list(AuditEntry.objects.values()) == before


def test_the_database_refuses_to_delete() -> None:
    accepted(a_record())
    with pytest.raises(IntegrityError, match="are kept"):
        sql("DELETE FROM core_auditentry")
    assert AuditEntry.objects.count() == 1


@pytest.mark.postgresql
def test_postgresql_refuses_to_truncate_unless_there_is_nothing() -> None:
    sql("TRUNCATE core_auditentry")
    accepted(a_record())
    with connection.cursor() as cursor:  # foreign keys are checked now, not at the end
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="are kept"):
        sql("TRUNCATE core_auditentry")
    assert AuditEntry.objects.count() == 1


def test_an_account_can_be_deleted_and_its_entries_stay() -> None:
    subject, manager = a_record(), make_user("manager@example.org")
    accepted(subject, manager)
    before = AuditEntry.objects.values().get()

    manager.delete()

    assert AuditEntry.objects.values().get() == before | {"actor_id": None}
    with pytest.raises(IntegrityError, match="are kept"), transaction.atomic():
        models.QuerySet(AuditEntry).update(actor=make_user("other@example.org"))


def test_entries_of_some_records_can_be_removed_and_that_is_written_down() -> None:
    subject, kept = a_record(), a_record()
    for one in (subject, subject, kept):
        accepted(one)

    removal = remove_entries(subjects=[subject], reason="samples", at=NOON)

    assert (removal.entries, removal.reason, removal.at) == (2, "samples", NOON)
    assert [entry.subject_id for entry in AuditEntry.objects.all()] == [kept.pk]
    assert AuditRemoval.objects.get().is_open is False
    with pytest.raises(IntegrityError, match="are kept"):
        sql("DELETE FROM core_auditentry")
