"""The worker: delivers, tells what it did, and ends when it is told to."""

import signal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.management.commands import run_outbox
from core.models import OutboxMessage
from core.models.outbox import OutboxState
from core.outbox import UndeliverableError, register_handler, work
from tests.factories.outbox import NOON, recorder, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection of a test is in a transaction, for which Django takes it to be in disorder."""
    monkeypatch.setattr(work, "close_old_connections", lambda: None)


def run(*arguments: str) -> list[str]:
    """What the command prints, without the times."""
    out = StringIO()
    call_command("run_outbox", *arguments, stdout=out)
    return [line[20:] if line[:2] == "20" else line for line in out.getvalue().splitlines()]


def test_once_delivers_all_that_is_due_and_purges() -> None:
    recorder(ValueError(), UndeliverableError())
    for _time in range(4):
        write()
    write(at=timezone.now() + timezone.timedelta(days=1))
    OutboxMessage.objects.create(
        kind="old",
        state=OutboxState.DELIVERED,
        delivered_at=NOON.replace(year=2020),
        available_at=NOON,
        created_at=NOON,
    )

    assert run("--once") == ["delivered 2, to be tried again 1, given up 1"]
    assert not OutboxMessage.objects.filter(kind="old").exists()


def test_only_some_kinds_are_delivered() -> None:
    recorder()
    register_handler("other", recorder())
    write()
    write(kind="other")

    assert run("--once", "--kind", "other") == ["delivered 1, to be tried again 0, given up 0"]


def test_a_kind_that_does_not_exist_is_told() -> None:
    with pytest.raises(CommandError, match="Nobody delivers letter"):
        run("--kind", "letter")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_during_a_delivery_lets_it_end_and_then_ends_the_worker(
    number: signal.Signals, settings: Any
) -> None:
    settings.OUTBOX_POLL_SECONDS = 3600
    done: list[str] = []

    def deliver(message: OutboxMessage) -> None:
        # To this thread: another one of the test process would not hold it back.
        signal.raise_signal(number)
        done.append(str(message.payload["n"]))

    register_handler("greeting", deliver)
    write(payload={"n": 1})
    write(payload={"n": 2})

    assert run() == [
        "Delivering; stop with Ctrl-C or SIGTERM.",
        "delivered 1, to be tried again 0, given up 0",
        "Stopped.",
    ]
    assert done == ["1"]
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) & run_outbox.STOPPING == set()


def test_a_signal_while_it_waits_ends_the_worker(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OUTBOX_POLL_SECONDS = 3600
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        signal.raise_signal(signal.SIGTERM)
        stock(seconds)

    stock: Any = run_outbox.wait
    monkeypatch.setattr(run_outbox, "wait", wait)

    assert run()[-1] == "Stopped."
    assert waits == [3600]
