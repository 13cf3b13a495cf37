"""Nothing that a change sets going is lost, and what may have come twice is marked (ADR 0009)."""

import json
import random
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from core.models.outbox import OutboxState
from tests.promises.conftest import Tell
from tests.promises.mail_server import MailServer, Mood, serving
from tests.promises.outbox_processes import Plan
from tests.promises.process import ROOT, environment_for, run_process

SEED = 20_261_124
LEASE_TOLERANCE_SECONDS = 60

# The processes have a copy of the database; the mark lets the tests run on PostgreSQL too.
pytestmark = pytest.mark.django_db


def run(plan: Plan, database: str, port: int = 0, **environment: str) -> dict[str, Any]:
    """Run the processes of a plan to their end; what they found."""
    return run_process(
        "outbox_processes", asdict(plan), database, OUTBOX_MAIL_PORT=str(port), **environment
    )


def a_plan(folder: Path, scenario: str, **values: Any) -> Plan:
    """A short run."""
    given = {"messages": 60, "kills": 4, "seed": SEED}
    return Plan(scenario=scenario, folder=str(folder), **{**given, **values})


def send_mails(plan: Plan, database: str) -> tuple[dict[str, Any], MailServer]:
    """Send e-mails through a bad mail server with workers that are killed."""
    with serving(MailServer(random.Random(plan.seed))) as mails:
        return run(plan, database, mails.port), mails


def missing(result: dict[str, Any], taken: Counter[str]) -> set[str]:
    """What was committed and never arrived."""
    return set(result["committed"]) - set(taken)


def unmarked_doubles(result: dict[str, Any], taken: Counter[str]) -> set[str]:
    """What arrived more than once without being marked as possibly delivered twice."""
    return {pk for pk, times in taken.items() if times > 1 and not result["rows"][pk][1]}


def states(rows: dict[str, Any]) -> Counter[str]:
    """How many rows are in each state."""
    return Counter(state for state, _mark in rows.values())


def check_mails(result: dict[str, Any], mails: MailServer) -> None:
    """All that was committed arrived, nothing else did, and every double is marked."""
    committed = result["committed"]
    assert missing(result, mails.taken) == set()
    assert set(mails.taken) - set(committed) == set()
    assert unmarked_doubles(result, mails.taken) == set()
    assert states(result["rows"]) == {OutboxState.DELIVERED: len(committed)}
    assert result["exit_codes"] == [0, 0]


def test_mails_arrive_although_server_and_workers_fail(empty_database: str, tmp_path: Path) -> None:
    result, mails = send_mails(a_plan(tmp_path, "mails"), empty_database)

    check_mails(result, mails)
    assert 30 < len(result["committed"]) < 60  # some were rolled back


@pytest.mark.promise
def test_very_many_mails_arrive(promise: Tell, empty_database: str, tmp_path: Path) -> None:
    plan = a_plan(tmp_path, "mails", messages=1200, kills=50, seed=SEED + 1)
    result, mails = send_mails(plan, empty_database)

    doubles = {pk for pk, times in mails.taken.items() if times > 1}
    promise(
        f"{len(result['committed']):,} committed e-mails (of {plan.messages:,} written) through a "
        f"mail server that refuses, hangs and hangs up, workers killed {plan.kills} times: none "
        "missing, none of a rolled-back change, every double marked as possible",
        figure=f"{len(missing(result, mails.taken))} missing, "
        f"{len(set(mails.taken) - set(result['committed']))} too many, "
        f"{len(unmarked_doubles(result, mails.taken))} of {len(doubles)} doubles unmarked",
        target="0 missing, 0 too many, 0 unmarked",
        seed=plan.seed,
    )
    assert len(result["committed"]) >= 1000
    check_mails(result, mails)


def test_the_check_of_mails_notices_when_nothing_is_marked(
    empty_database: str, tmp_path: Path
) -> None:
    plan = a_plan(tmp_path, "mails", kills=0, guard_off="mark")
    result, mails = send_mails(plan, empty_database)

    assert unmarked_doubles(result, mails.taken) != set()


@pytest.mark.promise
def test_the_check_of_mails_notices_that_nobody_takes_over(
    empty_database: str, tmp_path: Path
) -> None:
    plan = a_plan(tmp_path, "mails", messages=200, kills=40, guard_off="take-over", patience=10)
    result, mails = send_mails(plan, empty_database)

    assert missing(result, mails.taken) != set()


def check_tasks(result: dict[str, Any], messages: int) -> None:
    """Each task was done at last; those that could not be were visible before."""
    committed = set(result["committed"])
    done = Counter(result["done"])
    assert set(done) == committed
    assert {pk for pk, times in done.items() if times > 1 and not result["rows"][pk][1]} == set()
    before = states(result["before_retry"])
    assert set(before) == {OutboxState.DELIVERED, OutboxState.DEAD}
    assert before[OutboxState.DEAD] > messages // 10
    assert states(result["rows"]) == {OutboxState.DELIVERED: len(committed)}
    assert result["overrun"] < LEASE_TOLERANCE_SECONDS
    assert result["exit_codes"] == [0, 0]


def test_killed_workers_lose_nothing_and_dead_letters_can_be_retried(
    empty_database: str, tmp_path: Path
) -> None:
    plan = a_plan(tmp_path, "tasks")
    result = run(plan, empty_database, OUTBOX_MAX_ATTEMPTS="5")

    check_tasks(result, plan.messages)


@pytest.mark.promise
def test_workers_killed_very_often_lose_nothing(
    promise: Tell, empty_database: str, tmp_path: Path
) -> None:
    plan = a_plan(tmp_path, "tasks", messages=1000, kills=50, seed=SEED + 2)
    result = run(plan, empty_database, OUTBOX_MAX_ATTEMPTS="5")

    left = [pk for pk, (state, _mark) in result["rows"].items() if state != OutboxState.DELIVERED]
    promise(
        f"Workers killed {plan.kills} times among {plan.messages:,} tasks, each fifth of which "
        "fails until it is retried by hand: none lost, none leased beyond its lease and a minute",
        figure=f"{len(set(result['committed']) - set(result['done']))} lost, {len(left)} left, "
        f"lease overrun {result['overrun']:.1f} s",
        target=f"0 lost, 0 left, overrun below {LEASE_TOLERANCE_SECONDS} s",
        seed=plan.seed,
    )
    check_tasks(result, plan.messages)


def test_the_check_of_tasks_notices_that_nobody_takes_over(
    empty_database: str, tmp_path: Path
) -> None:
    plan = a_plan(tmp_path, "tasks", messages=300, kills=10, guard_off="take-over", patience=3)
    result = run(plan, empty_database, OUTBOX_MAX_ATTEMPTS="5")

    assert states(result["rows"])[OutboxState.LEASED] > 0


def test_whoever_commits_does_not_wait_for_the_mail_server(
    empty_database: str, tmp_path: Path
) -> None:
    """The mail server answers nothing until the commit has been told."""
    mails = MailServer(random.Random(SEED), may_go_on=threading.Event())
    plan = a_plan(tmp_path, "embedded", messages=1, kills=0)
    with serving(mails):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.promises.outbox_processes", json.dumps(asdict(plan))],
            cwd=ROOT,
            env=environment_for(
                empty_database, OUTBOX_MAIL_PORT=str(mails.port), OUTBOX_DELIVERY="embedded"
            ),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "committed\n"
        assert mails.is_holding.wait(60)
        assert mails.taken == Counter()
        mails.may_go_on.set()
        result = json.loads(process.communicate(timeout=120)[0])
    assert states(result["rows"]) == {OutboxState.DELIVERED: 1}
    assert list(mails.taken) == result["committed"]


def test_the_mail_server_has_been_in_every_mood(empty_database: str, tmp_path: Path) -> None:
    """A server that always behaved would prove nothing."""
    chance = random.Random(SEED)
    mails = MailServer(chance, port=1)
    assert {mails.next_mood() for _connection in range(300)} == set(Mood)
