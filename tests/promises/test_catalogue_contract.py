"""The contract of the search engines over very many questions."""

import pytest

from search.engines.choosing import Engine
from tests.promises.conftest import Tell
from tests.search.contract.comparison import put_questions
from tests.search.contract.conftest import SEED, engine, index, world
from tests.search.contract.oracle import World

__all__ = ["engine", "index", "world"]

QUESTIONS = 2_000

pytestmark = [pytest.mark.django_db, pytest.mark.promise]


def test_two_thousand_questions(
    engine: Engine,
    world: World,
    promise: Tell,
) -> None:
    outcome = put_questions(engine, world, QUESTIONS, SEED + 1)
    promise(
        f"{QUESTIONS:,} questions to the catalogue find, count and sort as an oracle does"
        f" ({engine.name} engine)",
        figure=str(outcome),
        target="0 differ; at least 60% some; overlap@10 at least 0.9",
        seed=SEED + 1,
    )
    assert outcome.wrong == []
    assert outcome.totals["some"] >= 0.6 * QUESTIONS
    assert min(outcome.overlaps) >= 0.9
