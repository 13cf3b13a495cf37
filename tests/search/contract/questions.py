"""Questions to the catalogue, as many as wanted, from nearly everything to a needle."""

import random
from collections import Counter
from collections.abc import Iterator

from search.asking import parse_synonyms
from search.facets import FacetName
from search.queries import CatalogueQuery, Sort, add_months, month_text
from search.words import fold
from tests.factories.invented_offers import DAY, LANGUAGES, VOCABULARY, WORD_WEIGHTS, Population

# How often a facet is used: those that leave much are used more.
FACET_WEIGHTS = {
    FacetName.COUNTRY: 3,
    FacetName.PARTNERSHIP: 2,
    FacetName.SECTOR: 4,
    FacetName.ACTIVITY: 3,
    FacetName.TOPIC: 2,
    FacetName.TECHNOLOGY: 2,
    FacetName.ORGANISATION_TYPE: 3,
    FacetName.LANGUAGE: 3,
    FacetName.MODE: 3,
    FacetName.LENGTH: 3,
    FacetName.MONTH: 3,
}
SYNONYMS = tuple(
    map(parse_synonyms, ("wool, Wolle", "solar wind, renewable energy, hydrogen", "Öl, oil, olive"))
)


class Questioner:
    """Asks; the same questions for the same seed."""

    def __init__(self, population: Population, seed: int) -> None:
        self.chance = random.Random(seed)
        self.options = {
            FacetName.COUNTRY: [label.code for label in population.countries][:8],
            FacetName.PARTNERSHIP: [label.code for label in population.partnerships],
            FacetName.SECTOR: [label.code for label in population.sectors],
            FacetName.ACTIVITY: [label.code for label in population.activity_kinds],
            FacetName.TOPIC: [label.code for label in population.topics],
            FacetName.TECHNOLOGY: [label.code for label in population.technologies],
            FacetName.ORGANISATION_TYPE: ["CLUSTER_ORGANISATION", "SCALING_UP_SUPPORT", "SME"],
            FacetName.LANGUAGE: list(LANGUAGES),
            FacetName.MODE: ["PHYSICAL", "VIRTUAL"],
            FacetName.LENGTH: ["up-to-5", "6-to-10", "over-10"],
            FacetName.MONTH: [
                month_text(add_months(DAY.replace(day=1), number)) for number in range(-2, 18)
            ],
        }

    def ask(self, number: int) -> Iterator[CatalogueQuery]:
        """So many questions."""
        for _time in range(number):
            yield self.question()

    def question(self) -> CatalogueQuery:
        """Words, facets, both or nothing; now and then a value that nothing has."""
        words = self.chance.choices([0, 1, 2, 3], [4, 6, 2, 0.5])[0]
        facets = self.chance.choices([0, 1, 2, 3], [2, 4, 3, 1])[0]
        return CatalogueQuery(
            day=DAY,
            language=self.chance.choice(["en", "en", "de"]),
            text=" ".join(self.word(is_last=place == words - 1) for place in range(words)),
            selections={facet: self.values(facet) for facet in self.facets(facets)},
            sort=self.chance.choice(list(Sort)),
            page=self.chance.choice([1, 1, 1, 2, 3, 99]),
            size=self.chance.choice([5, 12, 40]),
            synonyms=SYNONYMS if self.chance.random() < 0.5 else (),
        )

    def word(self, *, is_last: bool) -> str:
        """A word as people type it: folded, in capitals, half."""
        if self.chance.random() < 0.08:
            return "Solar wind"
        word = self.chance.choices(VOCABULARY, WORD_WEIGHTS)[0]
        if is_last and self.chance.random() < 0.4:
            word = word[: self.chance.randint(1, len(word))]
        kind = self.chance.random()
        if kind < 0.3:
            return fold(word)
        return word.upper() if kind < 0.5 else word

    def facets(self, number: int) -> set[FacetName]:
        """Some of the facets."""
        return set(self.chance.choices(list(FACET_WEIGHTS), list(FACET_WEIGHTS.values()), k=number))

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """One to three values of a facet."""
        if self.chance.random() < 0.02:
            return ("nowhere",)
        options = self.options[facet]
        number = self.chance.randint(1, min(3, len(options)))
        return tuple(self.chance.sample(options, number))


def distribution(totals: Counter[str]) -> str:
    """How selective the questions were, in words."""
    number = totals.total()
    return ", ".join(f"{totals[name] / number:.0%} {name}" for name in ("none", "some", "all"))


def selectivity(total: int, everything: int) -> str:
    """Whether a question found nothing, all, or something in between."""
    if total == 0:
        return "none"
    return "all" if total == everything else "some"
