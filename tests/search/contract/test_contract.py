"""Every engine finds the same, counts the same and sorts the same."""

import dataclasses
import random

import pytest

from search.engines.choosing import Engine
from search.engines.database import DatabaseEngine
from search.facets import FacetName
from search.models import Kind
from search.queries import CatalogueQuery, SiteQuery
from tests.factories.invented_offers import DAY, VOCABULARY, WORD_WEIGHTS
from tests.search.contract.comparison import EVERYTHING, differs, put_questions
from tests.search.contract.conftest import SEED
from tests.search.contract.oracle import World

pytestmark = pytest.mark.django_db

QUESTIONS = 200


def test_two_hundred_questions(engine: Engine, world: World) -> None:
    outcome = put_questions(engine, world, QUESTIONS, SEED)
    assert outcome.wrong == []
    assert outcome.totals["some"] >= 0.6 * QUESTIONS
    assert min(outcome.overlaps) >= 0.9


def test_the_comparison_notices_what_is_wrong(engine: Engine, world: World) -> None:
    query = CatalogueQuery(day=DAY, language="en", text="textile")
    expected, found = world.oracle.answer(query), engine.find_offers(query)
    assert differs(query, found, expected) == []
    worse = {
        "hits": dataclasses.replace(found, entries=found.entries[::-1]),
        "total": dataclasses.replace(found, total=found.total + 1),
        "counts": dataclasses.replace(found, counts={**found.counts, "mode": {"VIRTUAL": 1}}),
        "page": dataclasses.replace(found, page=2),
    }
    assert {name: differs(query, one, expected) for name, one in worse.items()} == {
        name: [name] for name in worse
    }


def test_only_some_offers_on_request(engine: Engine, world: World) -> None:
    keys = world.oracle.answer(EVERYTHING).keys
    for within in (frozenset(keys[:30]), frozenset({0}), frozenset()):
        query = dataclasses.replace(EVERYTHING, within=within)
        assert differs(query, engine.find_offers(query), world.oracle.answer(query)) == []


def test_counts_on_request(engine: Engine, world: World) -> None:
    for facets in (frozenset(), frozenset({FacetName.COUNTRY}), frozenset({FacetName.MONTH})):
        query = dataclasses.replace(EVERYTHING, facets=facets, size=0)
        assert differs(query, engine.find_offers(query), world.oracle.answer(query)) == []


def test_a_reader_of_no_language_of_ours_finds_nothing(engine: Engine, world: World) -> None:
    assert engine.find_offers(dataclasses.replace(EVERYTHING, language="xx")).total == 0


def test_the_whole_site_is_found_the_same(engine: Engine, world: World) -> None:
    """The search of the site against the database engine, which other tests look at closely."""
    chance = random.Random(SEED)
    database = DatabaseEngine()
    wrong = []
    for _time in range(60):
        words = [
            word[: chance.randint(1, len(word))].lower()
            for word in chance.choices(VOCABULARY, WORD_WEIGHTS, k=chance.randint(1, 2))
        ]
        query = SiteQuery(
            day=DAY,
            language="en",
            text=" ".join(words),
            kind=chance.choice([None, Kind.OFFER, Kind.ORGANISATION, Kind.NEWS]),
            page=chance.choice([1, 2, 99]),
            size=chance.choice([4, 15]),
        )
        if query.asked and engine.find_site(query) != database.find_site(query):
            wrong.append(query)
    assert wrong == []
