"""Puts many questions to an engine and compares each answer with the oracle's."""

import dataclasses
from collections import Counter

from search.engines.choosing import Engine
from search.queries import CatalogueQuery, Found, Sort, bounds, reachable_page
from tests.factories.invented_offers import DAY
from tests.search.contract.oracle import Expected, World
from tests.search.contract.questions import Questioner, distribution, selectivity

EVERYTHING = CatalogueQuery(day=DAY, language="en")


def differs(query: CatalogueQuery, found: Found, expected: Expected) -> list[str]:
    """In what an answer is not as it has to be."""
    page = reachable_page(query.page, query.size, expected.total)
    start, end = bounds(page, query.size)
    keys = tuple(object_id for _kind, object_id in found.entries)
    compared = {
        "hits": (keys, expected.keys[start:end]),
        "total": (found.total, expected.total),
        "page": (found.page, page),
        "counts": (
            {facet: numbers for facet, numbers in found.counts.items() if numbers},
            expected.counts,
        ),
    }
    return [name for name, (got, wanted) in compared.items() if got != wanted]


def overlap(found: Found, expected: Expected) -> float:
    """How many of the best ten are among the first ten."""
    best = set(expected.keys[:10])
    first = {object_id for _kind, object_id in found.entries[:10]}
    return len(best & first) / len(best) if best else 1.0


@dataclasses.dataclass(slots=True)
class Outcome:
    """What came of many questions."""

    wrong: list[tuple[list[str], CatalogueQuery]]
    totals: Counter[str]
    overlaps: list[float]

    def __str__(self) -> str:
        mean = sum(self.overlaps) / len(self.overlaps)
        return (
            f"{len(self.wrong)} of {self.totals.total()} differ; {distribution(self.totals)};"
            f" overlap@10 {mean:.2f}"
        )


def put_questions(engine: Engine, world: World, number: int, seed: int) -> Outcome:
    """Ask an engine many questions and compare each answer."""
    everything = world.oracle.answer(EVERYTHING).total
    outcome = Outcome([], Counter(), [])
    for query in Questioner(world.population, seed).ask(number):
        expected = world.oracle.answer(query)
        found = engine.find_offers(query)
        outcome.totals[selectivity(expected.total, everything)] += 1
        if wrong := differs(query, found, expected):
            outcome.wrong.append((wrong, query))
        if query.words and query.sort is Sort.RELEVANCE:
            first = dataclasses.replace(query, page=1, size=10, facets=frozenset())
            outcome.overlaps.append(overlap(engine.find_offers(first), expected))
    print(f"\n{len(world.population.offers)} offers, {engine.name}, seed {seed}: {outcome}")
    return outcome
