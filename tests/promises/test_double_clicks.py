"""Many clicks at once on the buttons of the application are one click."""

from typing import Any

import pytest

from tests.promises.applying import ONCE
from tests.promises.conftest import Tell
from tests.promises.process import run_process

# The processes have a copy of the database; the mark lets the tests run on PostgreSQL too.
pytestmark = pytest.mark.django_db


def click(database: str, **plan: Any) -> dict[str, Any]:
    """Press the buttons as the plan says; what is there afterwards."""
    return run_process("double_clicks", plan, database)


def test_clicks_at_once_make_one_application(empty_database: str) -> None:
    result = click(empty_database, people=2, clicks=4)
    assert result == {"failed": 0, "found": [ONCE] * 2}


@pytest.mark.promise
def test_two_hundred_clicks_at_once_make_one_application(
    empty_database: str, promise: Tell
) -> None:
    result = click(empty_database, people=10, clicks=20)
    wrong = sum(found != ONCE for found in result["found"]) + result["failed"]
    promise(
        "200 clicks at once to start and 200 to send, by 10 people: one application, one "
        "organisation and one e-mail each",
        figure=f"{wrong} wrong",
        target="0 wrong",
    )
    assert result == {"failed": 0, "found": [ONCE] * 10}


def test_the_check_notices_a_missing_lock(empty_database: str) -> None:
    assert click(empty_database, people=1, clicks=4, with_lock=False)["failed"] > 0
