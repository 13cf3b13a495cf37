"""Whoever was told that an application has been sent finds it, once, whatever was killed."""

from typing import Any

import pytest

from tests.promises.applying import ONCE
from tests.promises.conftest import Tell
from tests.promises.process import run_process

SEED = 20_261_125

# The processes have a copy of the database; the mark lets the tests run on PostgreSQL too.
pytestmark = pytest.mark.django_db


def submit(database: str, **plan: Any) -> list[dict[str, int]]:
    """Let people apply as the plan says; what is there of each who was answered."""
    result = run_process("killed_submissions", plan, database)
    assert result["answered"] == list(range(plan["people"]))
    assert result["killed"] > plan["kills"] / 2
    found: list[dict[str, int]] = result["found"]
    return found


def test_each_acknowledged_application_is_there_once(empty_database: str) -> None:
    assert submit(empty_database, people=12, kills=3, seed=SEED) == [ONCE] * 12


@pytest.mark.promise
def test_a_thousand_submissions_survive_twenty_kills(empty_database: str, promise: Tell) -> None:
    found = submit(empty_database, people=1000, kills=20, seed=SEED)
    promise(
        "1,000 applications while the process is killed at 20 random moments: each that was "
        "acknowledged is there exactly once, with one entry in its history and one e-mail",
        figure=f"{sum(one != ONCE for one in found)} wrong",
        target="0 wrong",
        seed=SEED,
    )
    assert found == [ONCE] * 1000


def test_the_check_notices_answers_before_the_commit(empty_database: str) -> None:
    found = submit(empty_database, people=10, kills=5, seed=SEED, answers_too_early=True)
    assert sum(one != ONCE for one in found) > 0
