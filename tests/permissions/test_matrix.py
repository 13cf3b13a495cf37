"""Who may do what: every address, every kind of person, looking and sending.

`who_may_what.txt` says what comes of it. An address that is missing there fails, so that nobody
adds one without saying who may come.
"""

from collections.abc import Sequence

import pytest

from tests.permissions.addresses import all_patterns
from tests.permissions.asking import Answer, ask
from tests.permissions.examples import address_of, body_of
from tests.permissions.table import Row, rows
from tests.permissions.world import PEOPLE, READERS, Holding, World

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST")
MIRRORED = {
    "applicant": "other applicant",
    "other applicant": "applicant",
    "own manager": "other manager",
    "other manager": "own manager",
}
"""Who is who seen from the second partnership."""


def test_the_table_names_every_address_and_no_other() -> None:
    ours = [pattern.route for pattern in all_patterns() if not pattern.is_wagtails]
    expected = sorted(f"{method} {route}" for route in ours for method in METHODS)
    assert sorted(f"{row.method} {row.route}" for row in rows()) == expected
    assert {len(row.answers) for row in rows()} == {len(PEOPLE)}


def test_everybody_gets_what_the_table_says(world: World) -> None:
    asked = {row: answers_of(world, world.first, row) for row in rows()}
    expected = {f"{row.method} {row.route}": " ".join(row.answers) for row in asked}
    got = {
        f"{row.method} {row.route}": " ".join(answer.code for answer in answers.values())
        for row, answers in asked.items()
    }
    assert got == expected
    found = [
        (row.method, row.route, who, *problem)
        for row, answers in asked.items()
        for who, answer in answers.items()
        for problem in problems(answer, who, world.first)
    ]
    assert found == []


def test_the_other_partnership_is_as_closed(world: World) -> None:
    wrong = []
    for row in rows():
        if not row.route.startswith(("my/", "manage/")):
            continue
        expected = dict(zip(PEOPLE, row.answers, strict=True))
        answers = answers_of(world, world.second, row, tuple(MIRRORED))
        for role, who in MIRRORED.items():
            answer = answers[who]
            if answer.code != expected[role] or problems(answer, role, world.second):
                wrong.append((row.method, row.route, who, answer.code))
    assert wrong == []


def answers_of(
    world: World, holding: Holding, row: Row, people: Sequence[str] = PEOPLE
) -> dict[str, Answer]:
    """What each person gets from a pattern, about something in a holding."""
    address, body = address_of(row.route, holding), body_of(row.route, holding)
    return {who: ask(world.browsers[who], row.method, address, body) for who in people}


def problems(answer: Answer, who: str, holding: Holding) -> list[tuple[str, object]]:
    """What was told to somebody who may not know it, or written for somebody who was refused."""
    found: list[tuple[str, object]] = [
        ("tells", secret)
        for what, secret in holding.secrets.items()
        if who not in READERS[what] and secret in answer.text
    ]
    if answer.is_refused and answer.wrote:
        found.append(("writes", answer.wrote))
    return found


def test_the_harness_sees_what_is_told_and_written(world: World) -> None:
    row = Row("POST", "manage/applications/<uuid:application_id>/notes/", ())
    who = ["own manager"]
    written = answers_of(world, world.first, row, who)["own manager"]
    assert written.wrote == {"exchanges_privatenote"}
    page = answers_of(world, world.first, row._replace(method="GET"), who)["own manager"]
    told = {str(secret) for _tells, secret in problems(page, "anonymous", world.first)}
    assert {world.first.secrets["note"], world.first.secrets["motive"]} <= told
