"""Ten thousand hostile questions to catalogue, search, suggestions, export and saved searches."""

from collections import Counter

import pytest

from core.models import User
from tests.promises.conftest import Tell
from tests.search.conftest import catalogue
from tests.search.projection.conftest import small_site
from tests.search.test_hostile_queries import SEED, ana, unhelpful_answers, without_limits

__all__ = ["ana", "catalogue", "small_site", "without_limits"]

QUERIES = 10_000

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.promise,
    pytest.mark.usefixtures("small_site", "without_limits"),
]


def test_searches_answer_ten_thousand_hostile_queries(ana: User, promise: Tell) -> None:
    wrong = unhelpful_answers(QUERIES, ana, SEED + 10)
    promise(
        f"{QUERIES:,} hostile queries to catalogue, search, suggestions, export and saving a search"
        " are answered",
        figure=f"{wrong.total()} errors",
        target="0 errors",
        seed=SEED + 10,
    )
    assert wrong == Counter()
