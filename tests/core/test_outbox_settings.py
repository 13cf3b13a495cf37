"""Who delivers, as the settings say; and settings that cannot be."""

import threading
from typing import Any
from unittest import mock

import pytest
from django.core.checks import run_checks
from django.core.signals import request_started
from django.db import transaction

from core.models import OutboxMessage
from core.models.outbox import OutboxState
from core.outbox import embedded, work
from core.outbox.delivery import Summary
from tests.factories.outbox import recorder, write

SECONDS = 20


@pytest.fixture
def deliverer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A thread of its own for the test, that ends with it."""
    own = embedded.Deliverer()
    monkeypatch.setattr(embedded, "DELIVERER", own)
    yield own
    own.stop()


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_left_to_deliver(settings: Any) -> None:
    settings.OUTBOX_DELIVERY = "worker"
    handler = recorder()
    with transaction.atomic():
        write()

    assert handler.got == []
    assert OutboxMessage.objects.get().state == OutboxState.WAITING


@pytest.mark.django_db(transaction=True)
def test_the_thread_is_woken_by_a_commit_and_not_by_a_rollback(
    settings: Any, deliverer: embedded.Deliverer
) -> None:
    settings.OUTBOX_DELIVERY = "embedded"
    with mock.patch.object(deliverer, "wake") as wake:
        with transaction.atomic():
            write()
            transaction.set_rollback(True)
        assert wake.call_count == 0
        with transaction.atomic():
            write()
            assert wake.call_count == 0
        assert wake.call_count == 1


@pytest.mark.django_db
def test_the_first_request_starts_the_thread_and_a_commit_wakes_it(
    settings: Any, deliverer: embedded.Deliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OUTBOX_DELIVERY, settings.OUTBOX_POLL_SECONDS = "embedded", 3600
    rounds, threads = threading.Semaphore(0), set()

    def work_off(**_arguments: Any) -> None:
        threads.add(threading.current_thread().name)
        rounds.release()

    monkeypatch.setattr(work, "work_off", work_off)
    monkeypatch.setattr(work, "purge", lambda **_arguments: None)

    for _request in range(3):
        request_started.send(sender=object)
    assert rounds.acquire(timeout=SECONDS)
    assert not rounds.acquire(blocking=False)
    deliverer.wake()
    assert rounds.acquire(timeout=SECONDS)
    deliverer.stop()
    assert threads == {"outbox"}


@pytest.mark.django_db
def test_without_embedded_delivery_no_request_starts_a_thread(
    deliverer: embedded.Deliverer,
) -> None:
    with mock.patch.object(deliverer, "start") as start:
        request_started.send(sender=object)
    assert start.call_count == 0


def test_stopping_waits_for_what_is_being_delivered(
    deliverer: embedded.Deliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work_off(**_arguments: Any) -> None:
        began.set()
        may_end.wait(SECONDS)
        ended.set()

    monkeypatch.setattr(work, "work_off", work_off)
    monkeypatch.setattr(work, "purge", lambda **_arguments: None)
    deliverer.start()
    assert began.wait(SECONDS)
    threading.Timer(0.1, may_end.set).start()
    deliverer.stop()
    assert ended.is_set()


def test_a_database_that_is_away_does_not_end_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[str] = []

    def work_off(*, summary: Summary, **_arguments: Any) -> None:
        rounds.append("tried")
        if len(rounds) == 1:
            raise ConnectionError
        summary.delivered = 3

    monkeypatch.setattr(work, "work_off", work_off)
    monkeypatch.setattr(work, "purge", lambda **_arguments: rounds.append("purged"))
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    reports: list[Summary] = []
    work.keep_working(
        is_stopped=lambda: len(rounds) >= 4,
        wait=lambda _seconds: rounds.append("waited"),
        report=reports.append,
    )

    assert rounds == ["tried", "waited", "tried", "purged"]
    assert reports == [Summary(delivered=3)]


@pytest.mark.parametrize(
    ("changes", "deploy", "expected"),
    [
        ({}, False, []),
        ({"OUTBOX_DELIVERY": "embeded"}, False, ["core.E001"]),
        ({"EMAIL_TIMEOUT": None}, False, ["core.W001"]),
        ({"OUTBOX_LEASE_SECONDS": 60}, False, ["core.W001"]),
        ({"OUTBOX_DELIVERY": "at-commit"}, True, ["core.W002"]),
        ({"OUTBOX_DELIVERY": "worker"}, True, []),
    ],
)
def test_settings_that_do_not_fit_are_told(
    settings: Any, changes: dict[str, object], deploy: bool, expected: list[str]
) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)

    found = [one.id for one in run_checks(include_deployment_checks=deploy)]

    assert [code for code in found if code and code.startswith("core.")] == expected
