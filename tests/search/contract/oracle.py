"""What a query has to find, worked out in plain Python from the offers as they were invented."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from exchanges.models import OfferStatus
from search.asking import Ask
from search.facets import FacetName
from search.queries import CatalogueQuery, Sort
from search.words import words_of
from tests.factories.invented_offers import Label, OfferFacts, Population

LENGTHS = {"up-to-5": (1, 5), "6-to-10": (6, 10), "over-10": (11, 10_000)}


@dataclass(frozen=True)
class Candidate:
    """An offer with what it is filtered and found by."""

    key: int
    facts: OfferFacts

    @cached_property
    def values(self) -> dict[str, set[str]]:
        """The values of each facet but the month."""
        facts = self.facts
        modes = ["PHYSICAL", "VIRTUAL"] if facts.mode == "EITHER" else [facts.mode]
        return {
            "country": {facts.host.country.code},
            "partnership": {facts.partnership.code},
            "sector": {label.code for label in with_parents(facts.sectors)},
            "activity": {label.code for label in facts.activity_kinds},
            "topic": {label.code for label in facts.topics},
            "technology": {label.code for label in facts.technologies},
            "organisation_type": {facts.host.kind.value},
            "language": set(facts.languages),
            "mode": set(modes),
            "length": {
                name
                for name, (shortest, longest) in LENGTHS.items()
                if (facts.minimum_days or 0) <= longest
                and (facts.maximum_days or 10_000) >= shortest
            },
        }

    @cached_property
    def places(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """The words of each part of it, with the weight of that part."""
        facts = self.facts
        names = [facts.host.name, facts.host.city, facts.host.country.name]
        names += [facts.partnership.name[:40]]
        for labels in (facts.activity_kinds, facts.topics, facts.technologies):
            names += [label.name for label in labels]
        names += [label.name for label in with_parents(facts.sectors)]
        texts = ((8, facts.title), (4, facts.summary), (2, " ".join(names)), (1, facts.programme))
        return tuple((weight, frozenset(words_of(text))) for weight, text in texts)

    def score(self, asked: tuple[Ask, ...]) -> int:
        """The sum of the best ways to find each thing; 0 where one is missing."""
        scores = [self.best_way(ask) for ask in asked]
        return sum(scores) if all(scores) else 0

    def best_way(self, ask: Ask) -> int:
        """The best of the expressions, each as good as its least word."""
        ways = [min(map(self.place_of, expression)) for expression in ask.expressions]
        if ask.beginning:
            *whole, last = ask.beginning
            ways.append(min([*map(self.place_of, whole), self.place_of(last, is_beginning=True)]))
        return max(ways)

    def place_of(self, word: str, *, is_beginning: bool = False) -> int:
        """The weight of the best part with a word, or with one that begins so; 0 if none has."""
        for weight, found in self.places:
            if word in found or (is_beginning and any(one.startswith(word) for one in found)):
                return weight
        return 0

    def is_possible_in(self, month: str) -> bool:
        """Whether a visit is possible on some day of a month."""
        if not month[:1].isdigit():
            return False
        first = datetime.date.fromisoformat(f"{month}-01")
        following = (first + datetime.timedelta(days=31)).replace(day=1)
        start, end = self.facts.start, self.facts.end
        return (start is None or start < following) and (end is None or end >= first)

    def fits(self, query: CatalogueQuery, *, without: str = "") -> bool:
        """Whether the chosen facets let it through."""
        for facet, chosen in query.selections.items():
            if facet == without or not chosen:
                continue
            if facet == "month":
                if not any(self.is_possible_in(month) for month in chosen):
                    return False
            elif not self.values[facet] & set(chosen):
                return False
        return True


def with_parents(labels: Iterable[Label]) -> Iterator[Label]:
    """Labels and the ecosystems above them."""
    for label in labels:
        yield label
        if label.parent:
            yield label.parent


@dataclass(frozen=True, slots=True)
class Expected:
    """What an engine has to find: keys of pages, their number, the counts."""

    keys: tuple[int, ...]
    total: int
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class World:
    """The offers, and who knows what has to be found among them."""

    population: Population
    oracle: "Oracle"


class Oracle:
    """Knows the answer to every query."""

    def __init__(self, population: Population, keys: dict[int, int]) -> None:
        pages = {number: key for key, number in keys.items()}
        self.candidates = [
            Candidate(pages[facts.number], facts) for facts in population.offers if is_listed(facts)
        ]

    def answer(self, query: CatalogueQuery) -> Expected:
        """The whole answer, all hits in their order."""
        found = {
            one: score
            for one in self.candidates
            if (one.facts.end is None or one.facts.end >= query.day)
            and (query.within is None or one.key in query.within)
            and (score := one.score(query.asked) if query.asked else 1)
        }
        hits = [one for one in found if one.fits(query)]
        hits.sort(key=lambda one: sorting_key(one, found[one], query))
        counts: dict[str, dict[str, int]] = {}
        for facet in query.facets:
            chosen = [one for one in found if one.fits(query, without=facet)]
            if facet is FacetName.MONTH:
                months = (f"{month:%Y-%m}" for month in query.months)
                numbers = {m: sum(one.is_possible_in(m) for one in chosen) for m in months}
            else:
                numbers = Counter(value for one in chosen for value in one.values[facet])
            if present := {value: number for value, number in numbers.items() if number}:
                counts[facet] = present
        return Expected(tuple(one.key for one in hits), len(hits), counts)


def is_listed(facts: OfferFacts) -> bool:
    """Whether anyone may see it, its last day apart."""
    is_hidden = facts.is_draft or facts.is_private or not facts.host.is_public
    return facts.status == OfferStatus.OPEN and not is_hidden


def sorting_key(one: Candidate, score: int, query: CatalogueQuery) -> tuple[float, ...]:
    """What puts the hits in the order that a query asks for."""
    newest = (-one.facts.published_at.timestamp(), -one.key)
    if query.sort is Sort.SOONEST:
        return ((one.facts.start or datetime.date.min).toordinal(), *newest)
    if query.sort is Sort.RELEVANCE:
        return (-score, *newest)
    return newest
