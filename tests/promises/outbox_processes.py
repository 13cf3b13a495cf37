"""Writes messages, delivers them by real workers, and kills these: run as a process of its own.

::

    python -m tests.promises.outbox_processes '{"scenario": "mails", …}'

It prints one line of JSON. It starts workers by forking, which is fast enough to kill fifty, and
never has a connection of its own open when it does.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.promises.process import fork, run_as_told

GIVE_UP_SECONDS = 300


@dataclass(slots=True)
class Plan:
    """What a run does; `guard_off` names the guard that a control takes away."""

    scenario: str
    messages: int
    kills: int
    seed: int
    folder: str
    workers: int = 2
    guard_off: str = ""
    patience: float = GIVE_UP_SECONDS


@dataclass(slots=True)
class Crew:
    """The workers of a run."""

    start_one: Callable[[], int]
    pids: list[int] = field(default_factory=list)

    def start(self, number: int) -> None:
        """Start so many."""
        self.pids += [self.start_one() for _worker in range(number)]

    def kill_and_replace(self, index: int) -> None:
        """End one without warning and start another."""
        end(self.pids[index], signal.SIGKILL)
        self.pids[index] = self.start_one()

    def stop(self) -> list[int]:
        """Tell all to stop; their exit codes."""
        return [end(pid, signal.SIGTERM) for pid in self.pids]


def end(pid: int, number: signal.Signals) -> int:
    """Send a signal and wait; the exit code."""
    os.kill(pid, number)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def work() -> None:
    """Be a worker."""
    from django.core.management import call_command

    with Path(os.devnull).open("w") as silence:
        call_command("run_outbox", stdout=silence)


def write_messages(plan: Plan) -> None:
    """Write all messages, each in a transaction; every tenth transaction is rolled back.

    What was committed is written into the file `committed`, after the commit.
    """
    from django.db import transaction
    from django.utils import timezone

    from core.emails.sending import queue_email
    from core.outbox import enqueue

    chance = random.Random(plan.seed)
    with Path(plan.folder, "committed").open("a", buffering=1) as committed:
        for number in range(plan.messages):
            while_rolled_back = chance.random() < 0.1
            with transaction.atomic():
                if plan.scenario == "tasks":
                    message = enqueue(kind="task", payload={"n": number}, at=timezone.now())
                else:
                    message = queue_email(
                        code="promise",
                        to=f"person-{number}@example.org",
                        context={"number": number},
                        at=timezone.now(),
                    )
                transaction.set_rollback(while_rolled_back)
            if not while_rolled_back:
                committed.write(f"{message.pk}\n")


def register(plan: Plan) -> None:
    """Make an e-mail and a task known, and take away the guard that a control does without."""
    from core.emails import EmailKind, Placeholder, register_email
    from core.outbox import register_handler

    number = (Placeholder("number", "which", "1"),)
    register_email(EmailKind("promise", "Promise", "For tests.", number, "{number}", "{number}"))
    register_handler("task", lambda message: perform(plan, message))
    take_away(plan.guard_off)


def perform(plan: Plan, message: Any) -> None:
    """A task that takes its time; every fifth fails until the file `healed` is there."""
    time.sleep(random.Random(str(message.pk)).uniform(0, 0.03))
    if message.payload["n"] % 5 == 0 and not Path(plan.folder, "healed").exists():
        raise ValueError
    with Path(plan.folder, "done").open("a") as done:
        done.write(f"{message.pk}\n")


def take_away(guard: str) -> None:
    """Break what the promises rest on."""
    from django.db.models import Q

    from core.emails import sending
    from core.models import OutboxMessage
    from core.models.outbox import OutboxState
    from core.outbox import delivery

    if guard == "mark":
        delivery.WAS_TAKEN = Q(possibly_duplicate=True)
        sending.DeliveryUncertainError = RuntimeError  # type: ignore[assignment,misc]
    elif guard == "take-over":
        delivery.due = lambda now: OutboxMessage.objects.filter(
            state=OutboxState.WAITING, available_at__lte=now
        )


def pending(plan: Plan) -> tuple[int, float]:
    """How many messages are not done, and by how many seconds the oldest lease has run over."""
    from django.db import connection
    from django.utils import timezone

    from core.models import OutboxMessage
    from core.models.outbox import PENDING, OutboxState

    rows = OutboxMessage.objects.filter(state__in=PENDING)
    count = rows.count()
    lease = rows.filter(state=OutboxState.LEASED).order_by("available_at").first()
    connection.close()
    late = (timezone.now() - lease.available_at).total_seconds() if lease else 0.0
    return count, max(0.0, late)


def run(plan: Plan) -> dict[str, Any]:
    """Write, deliver and kill; what came of it."""
    register(plan)
    chance = random.Random(plan.seed + 1)
    crew = Crew(lambda: fork(work))
    crew.start(plan.workers)
    writer = fork(lambda: write_messages(plan))
    overrun = 0.0
    for _kill in range(plan.kills):
        time.sleep(chance.uniform(0.02, 0.4))
        crew.kill_and_replace(chance.randrange(plan.workers))
        overrun = max(overrun, pending(plan)[1])
    assert os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) == 0
    overrun = max(overrun, wait_until_done(plan))
    before = rows_now()
    if plan.scenario == "tasks":
        retry_all(plan)
        overrun = max(overrun, wait_until_done(plan))
    return {
        "rows": rows_now(),
        "before_retry": before,
        "committed": lines(plan, "committed"),
        "done": lines(plan, "done"),
        "overrun": overrun,
        "exit_codes": crew.stop(),
    }


def wait_until_done(plan: Plan) -> float:
    """Wait until nothing is pending, or patience ends; the worst overrun of a lease."""
    worst, deadline = 0.0, time.monotonic() + plan.patience
    while time.monotonic() < deadline:
        count, late = pending(plan)
        worst = max(worst, late)
        if not count:
            break
        time.sleep(0.1)
    return worst


def retry_all(plan: Plan) -> None:
    """Heal the tasks and retry what was given up, as an administrator does."""
    from django.db import connection
    from django.utils import timezone

    from core.models import OutboxMessage
    from core.outbox import retry

    Path(plan.folder, "healed").touch()
    retry(messages=OutboxMessage.objects.all(), at=timezone.now())
    connection.close()


def rows_now() -> dict[str, Any]:
    """State and mark of every row."""
    from django.db import connection

    from core.models import OutboxMessage

    rows = OutboxMessage.objects.values_list("pk", "state", "possibly_duplicate")
    found = {str(pk): [state, mark] for pk, state, mark in rows}
    connection.close()
    return found


def lines(plan: Plan, name: str) -> list[str]:
    """What a file of the run holds."""
    path = Path(plan.folder, name)
    return path.read_text().split() if path.exists() else []


def run_embedded(plan: Plan) -> dict[str, Any]:
    """Commit with the embedded thread beside it, say so, and wait for the delivery."""
    from core.outbox.embedded import DELIVERER

    register(plan)
    DELIVERER.start()
    write_messages(plan)
    print("committed", flush=True)
    wait_until_done(plan)
    DELIVERER.stop()
    return {"rows": rows_now(), "committed": lines(plan, "committed")}


def empty() -> None:
    """Begin without messages."""
    from django.db import connection

    from core.models import OutboxMessage

    OutboxMessage.objects.all().delete()
    connection.close()


def play(**given: Any) -> dict[str, Any]:
    """Do what a plan says, from an empty outbox on."""
    plan = Plan(**given)
    empty()
    return run_embedded(plan) if plan.scenario == "embedded" else run(plan)


if __name__ == "__main__":
    run_as_told(play)
