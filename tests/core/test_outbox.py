"""The outbox: written with the change, delivered after it, again until it succeeds."""

import datetime
import random
import uuid
from collections.abc import Collection, Sequence
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.models import OutboxMessage
from core.models.outbox import OutboxState
from core.outbox import (
    DeliveryUncertainError,
    Summary,
    UndeliverableError,
    deliver_due,
    enqueue_subjects,
    purge,
    register_batch_handler,
    register_handler,
    retry,
)
from core.outbox.delivery import lease
from tests.factories.outbox import NOON, recorder, write

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def only() -> OutboxMessage:
    """The only row."""
    return OutboxMessage.objects.get()


def test_a_message_is_delivered_once_and_keeps_no_payload() -> None:
    handler = recorder()
    write()

    assert deliver_due(now=NOON) == Summary(delivered=1)
    assert deliver_due(now=NOON + DAY) == Summary()
    assert handler.got == [{"to": "x"}]
    row = only()
    assert (row.state, row.payload, row.delivered_at) == (OutboxState.DELIVERED, {}, NOON)
    assert (row.attempts, row.lease_token, row.possibly_duplicate) == (1, None, False)


def test_a_message_waits_for_its_time() -> None:
    recorder()
    write(at=NOON + MINUTE)

    assert deliver_due(now=NOON) == Summary()
    assert deliver_due(now=NOON + MINUTE) == Summary(delivered=1)


def test_messages_go_out_in_the_order_they_fall_due() -> None:
    handler = recorder()
    for minutes in (3, 1, 2):
        write(payload={"minute": minutes}, at=NOON + minutes * MINUTE)

    deliver_due(now=NOON + DAY)

    assert handler.got == [{"minute": 1}, {"minute": 2}, {"minute": 3}]


def test_the_limit_holds() -> None:
    recorder()
    for _time in range(3):
        write()

    assert deliver_due(now=NOON, limit=2) == Summary(delivered=2)


def test_only_the_kinds_that_are_asked_for_are_taken() -> None:
    recorder()
    register_handler("other", recorder())
    write()
    write(kind="other")

    assert deliver_due(now=NOON, kinds=["other"]) == Summary(delivered=1)
    assert OutboxMessage.objects.get(state=OutboxState.WAITING).kind == "greeting"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        write()
    with pytest.raises(transaction.TransactionManagementError):
        enqueue_subjects(kind="index", subjects=["a"], at=NOON)
    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_delivered_and_what_is_committed_is() -> None:
    handler = recorder()
    with transaction.atomic():
        write(payload={"n": 1})
        transaction.set_rollback(True)
    with transaction.atomic():
        write(payload={"n": 2})
        assert handler.got == []

    assert handler.got == [{"n": 2}]


@pytest.mark.django_db(transaction=True)
def test_a_handler_runs_outside_any_transaction() -> None:
    states = []
    register_handler(
        "greeting", lambda _message: states.append(transaction.get_connection().in_atomic_block)
    )
    with transaction.atomic():
        write()

    assert states == [False]
    with pytest.raises(RuntimeError), transaction.atomic():
        deliver_due(now=NOON)


def test_a_key_is_written_once_delivered_or_not() -> None:
    handler = recorder()
    first = write(key="accepted", payload={"n": 1})
    assert write(key="accepted", payload={"n": 2}).pk == first.pk
    deliver_due(now=NOON)
    write(key="accepted", payload={"n": 3})
    deliver_due(now=NOON)

    assert handler.got == [{"n": 1}]
    register_handler("other", handler)
    write(kind="other", key="accepted", payload={"n": 4})
    deliver_due(now=NOON)
    assert handler.got == [{"n": 1}, {"n": 4}]


def test_a_failure_is_tried_again_later_and_tells_no_personal_data() -> None:
    recorder(ValueError("ana@example.org is wrong"))
    write()

    assert deliver_due(now=NOON, chance=random.Random(3)) == Summary(retried=1)
    row = only()
    assert (row.state, row.last_error, row.attempts) == (OutboxState.WAITING, "ValueError", 1)
    assert row.payload == {"to": "x"}
    wait = (row.available_at - NOON).total_seconds()
    assert 22.5 <= wait <= 37.5
    assert deliver_due(now=row.available_at) == Summary(delivered=1)


def test_the_same_seed_gives_the_same_wait() -> None:
    waits = []
    for _time in range(2):
        recorder(ValueError())
        write()
        deliver_due(now=NOON, chance=random.Random(3))
        waits.append(only().available_at)
        OutboxMessage.objects.all().delete()

    assert waits[0] == waits[1]


def test_after_the_last_attempt_a_message_is_given_up_and_can_be_retried(settings: Any) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 3
    handler = recorder(*(ValueError() for _time in range(3)))
    write()
    results = [deliver_due(now=NOON + days * DAY) for days in range(4)]

    assert results == [Summary(retried=1), Summary(retried=1), Summary(dead=1), Summary()]
    assert only().state == OutboxState.DEAD
    assert retry(messages=OutboxMessage.objects.all(), at=NOON + 5 * DAY) == 1
    assert deliver_due(now=NOON + 5 * DAY) == Summary(delivered=1)
    assert len(handler.got) == 4


def test_what_cannot_be_delivered_is_given_up_at_once() -> None:
    recorder(UndeliverableError("no such mailbox"))
    write()

    assert deliver_due(now=NOON) == Summary(dead=1)
    assert only().last_error == "no such mailbox"


def test_an_uncertain_delivery_is_marked() -> None:
    recorder(DeliveryUncertainError())
    write()
    deliver_due(now=NOON)

    assert only().possibly_duplicate
    assert deliver_due(now=NOON + DAY) == Summary(delivered=1)
    assert only().possibly_duplicate


def test_a_kind_that_nobody_delivers_waits() -> None:
    write(kind="unheard-of")

    assert deliver_due(now=NOON) == Summary(retried=1)
    assert only().last_error == "NoHandlerError"


def test_a_lease_that_is_over_is_taken_over_and_marked(settings: Any) -> None:
    recorder()
    write()
    assert len(lease(token=uuid.uuid4(), now=NOON)) == 1
    end = NOON + datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)

    assert deliver_due(now=end - MINUTE) == Summary()
    assert deliver_due(now=end) == Summary(delivered=1)
    assert only().possibly_duplicate


def test_what_somebody_left_lying_goes_before_a_long_queue(settings: Any) -> None:
    handler = recorder()
    write(payload={"n": "left"})
    lease(token=uuid.uuid4(), now=NOON)
    for _time in range(3):
        write(payload={"n": "queue"})
    end = NOON + datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)

    deliver_due(now=end, limit=1)

    assert handler.got == [{"n": "left"}]


def test_whoever_lost_a_lease_writes_nothing() -> None:
    def slow(message: OutboxMessage) -> None:
        OutboxMessage.objects.filter(pk=message.pk).update(lease_token=uuid.uuid4())

    register_handler("greeting", slow)
    write()

    assert deliver_due(now=NOON) == Summary()
    assert only().state == OutboxState.LEASED


def test_a_message_that_ends_its_worker_is_given_up(settings: Any) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 2
    handler = recorder()
    write()
    for days in range(2):
        lease(token=uuid.uuid4(), now=NOON + days * DAY)

    assert deliver_due(now=NOON + 2 * DAY) == Summary(dead=1)
    assert handler.got == []
    assert only().last_error == "the process ended during each delivery"


def test_what_waits_for_a_subject_is_delivered_as_one() -> None:
    got: list[list[str]] = []

    def index(subjects: Sequence[str]) -> Collection[str]:
        got.append(list(subjects))
        return []

    register_batch_handler("index", index, size=3)
    for subjects in (["a", "b", "a"], ["b"], ["c", "d"]):
        enqueue_subjects(kind="index", subjects=subjects, at=NOON)

    assert deliver_due(now=NOON) == Summary(delivered=5)
    assert [sorted(batch) for batch in got] == [["a", "b"], ["c", "d"]]


def test_a_subject_that_fails_does_not_hold_up_the_others() -> None:
    register_batch_handler("index", lambda _subjects: ["b"])
    enqueue_subjects(kind="index", subjects=["a", "b", "c"], at=NOON)

    assert deliver_due(now=NOON) == Summary(delivered=2, retried=1)
    waiting = OutboxMessage.objects.get(state=OutboxState.WAITING)
    assert (waiting.subject, waiting.last_error) == ("b", "SubjectFailedError")


def test_a_batch_that_raises_is_tried_again_as_a_whole() -> None:
    def break_down(_subjects: Sequence[str]) -> Collection[str]:
        raise ConnectionRefusedError

    register_batch_handler("index", break_down)
    enqueue_subjects(kind="index", subjects=["a", "b"], at=NOON)

    assert deliver_due(now=NOON) == Summary(retried=2)


def test_many_subjects_are_written_and_leased_in_few_queries(
    django_assert_max_num_queries: Any,
) -> None:
    register_batch_handler("index", lambda _subjects: [])
    # SQLite takes 999 values in a statement.
    with django_assert_max_num_queries(20):
        enqueue_subjects(kind="index", subjects=map(str, range(1000)), at=NOON)
    with django_assert_max_num_queries(21):
        assert deliver_due(now=NOON) == Summary(delivered=1000)


def test_purging_takes_only_what_was_delivered_long_ago(settings: Any) -> None:
    recorder(UndeliverableError())
    write(payload={"n": "dead"})
    deliver_due(now=NOON)
    write(payload={"n": "old"})
    deliver_due(now=NOON)
    write(at=NOON + DAY)
    deliver_due(now=NOON + DAY)
    write(at=NOON + 99 * DAY)

    assert purge(now=NOON + datetime.timedelta(days=settings.OUTBOX_KEEP_DAYS)) == 1
    states = OutboxMessage.objects.order_by("created_at").values_list("state", flat=True)
    assert list(states) == [OutboxState.DEAD, OutboxState.DELIVERED, OutboxState.WAITING]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "LOST"},
        {"state": OutboxState.LEASED},
        {"state": OutboxState.DELIVERED},
        {"lease_token": uuid.uuid4()},
        {"delivered_at": NOON},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    message = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(**wrong)
