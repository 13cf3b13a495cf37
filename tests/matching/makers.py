"""Small criteria that use every kind of question, and profiles drawn for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from matching import (
    Criteria,
    DayRange,
    Development,
    EcosystemWish,
    Fusion,
    Kernel,
    LanguageLevel,
    Maturity,
    Mode,
    Profile,
    Question,
    Role,
    Rule,
    Scale,
    Vocabulary,
)

MONDAY = date(2026, 3, 2)
COUNTRIES = ("AT", "BE", "CZ", "DE")
TYPES = ("cluster", "sme", "authority")
SECTORS = ("textile", "food", "yarn", "dye", "dairy")
PARENTS = {"yarn": "textile", "dye": "textile", "dairy": "food"}
LANGUAGES = ("en", "de", "cs")
TOPICS = ("t1", "t2", "t3", "t4")
OBJECTIVES = ("o1", "o2", "o3", "o4", "o5")
MANY = tuple(f"m{i}" for i in range(70))
"""More options than one 64-bit word holds."""
MANY_CHOSEN = (frozenset({"m1", "m69"}), frozenset({"m69", "m2", "m3"}), frozenset[str]())


def question(name: str, kernel: Kernel, wants: str, **other: Any) -> Question:
    """A question of weight 10 on both sides."""
    fields = {"gives": wants, "visitor_weight": 10, "host_weight": 10, **other}
    return Question(name=name, kernel=kernel, wants=wants, **fields)


QUESTIONS = (
    question(
        "objectives", Kernel.CONTAINMENT, "seeks", gives="offers", visitor_weight=25, host_weight=20
    ),
    question("topics", Kernel.CONTAINMENT, "topics", visitor_weight=13, neutral=300),
    question("sectors", Kernel.ECOSYSTEM, "sectors", host_weight=17),
    question("languages", Kernel.LANGUAGES, "languages"),
    question("countries", Kernel.COUNTRY, "countries", visitor_weight=7),
    question("types", Kernel.ORGANISATION_TYPE, "types", host_weight=3),
    question("development", Kernel.DIFFERENCE, "development", visitor_weight=5),
    question("maturity", Kernel.DIFFERENCE, "maturity", host_weight=0, neutral=0),
    question("region", Kernel.DIFFERENCE, "region", neutral=1000),
    question("partnership", Kernel.DIFFERENCE, "partnership", visitor_weight=2, host_weight=2),
    question("period", Kernel.PERIOD, "availability"),
    question("length", Kernel.LENGTH, "length", visitor_weight=0, host_weight=4),
    question("words", Kernel.WORDS, "text", visitor_weight=6),
    question("many", Kernel.CONTAINMENT, "many"),
    question("budget", Kernel.NEARNESS, "budget", visitor_weight=4, neutral=250),
)


def small_criteria(**changes: Any) -> Criteria:
    """Criteria with every kernel and every rule."""
    vocabularies = (
        Vocabulary("sectors", SECTORS, PARENTS),
        Vocabulary("topics", TOPICS),
        Vocabulary("objectives", OBJECTIVES),
        Vocabulary("languages", LANGUAGES),
        Vocabulary("countries", COUNTRIES),
        Vocabulary("organisation_types", TYPES),
        Vocabulary("many", MANY),
    )
    fields: dict[str, Any] = {
        "version": "small-1",
        "vocabularies": {vocabulary.name: vocabulary for vocabulary in vocabularies},
        "questions": QUESTIONS,
        "rules": frozenset(Rule),
        "eligible_countries": frozenset(COUNTRIES[:3]),
        "admitted_hosts": frozenset(TYPES[:2]),
        "stop_words": frozenset({"the", "and"}),
        "scales": {"budget": Scale(-5, 20)},
    }
    return Criteria(**{**fields, **changes})


def visitor(identifier: str = "v", **answers: Any) -> Profile:
    """A visitor from AT that answers only what it must."""
    return _profile(identifier, Role.VISITOR, "AT", answers)


def host(identifier: str = "h", **answers: Any) -> Profile:
    """A host from BE that answers only what it must."""
    return _profile(identifier, Role.HOST, "BE", answers)


def _profile(identifier: str, role: Role, country: str, answers: dict[str, Any]) -> Profile:
    fields: dict[str, Any] = {
        "identifier": identifier,
        "role": role,
        "organisation": f"organisation of {identifier}",
        "organisation_type": "cluster",
        "country": country,
    }
    return Profile(**{**fields, **answers})


def days(first: int, last: int) -> DayRange:
    """Days counted from a Monday."""
    return DayRange(MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


def _subset(rng: Random, options: tuple[str, ...], most: int = 3) -> frozenset[str]:
    return frozenset(rng.sample(options, rng.randint(0, most)))


def random_profile(rng: Random, role: Role, identifier: str) -> Profile:
    """A profile with any answers."""
    preferred = _subset(rng, COUNTRIES, 2)
    preferred_types = _subset(rng, TYPES, 1)
    excluded = rng.choice([frozenset[str](), frozenset[str](), frozenset({"CZ"})])
    languages = {language: rng.choice(list(LanguageLevel)) for language in _subset(rng, LANGUAGES)}
    availability = []
    for _ in range(rng.randint(0, 3)):
        first = rng.randint(0, 40)
        availability.append(days(first, first + rng.randint(2, 12)))
    return Profile(
        identifier=identifier,
        role=role,
        organisation=rng.choice(["one", "two", identifier, identifier]),
        organisation_type=rng.choice((*TYPES[:2], *TYPES)),
        country=rng.choice((*COUNTRIES[:3], *COUNTRIES)),
        region=rng.choice([None, "r1", "r2"]),
        development=rng.choice([None, *Development]),
        maturity=rng.choice([None, *Maturity]),
        partnership=rng.choice([None, "p1", "p2"]),
        sectors=_subset(rng, SECTORS),
        topics=_subset(rng, TOPICS),
        seeks=_subset(rng, OBJECTIVES),
        offers=_subset(rng, OBJECTIVES),
        languages=languages,
        preferred_countries=preferred,
        excluded_countries=excluded - preferred,
        preferred_types=preferred_types,
        excluded_types=_subset(rng, TYPES, 1) - preferred_types,
        ecosystem=rng.choice([None, *EcosystemWish]),
        availability=tuple(availability),
        length=rng.choice([None, 3, 4, 7]),
        mode=rng.choice([None, *Mode]),
        group_size=rng.randint(1, 3) if role is Role.VISITOR else 1,
        places=rng.randint(0, 4) if role is Role.HOST else 1,
        text=rng.choice(["", "the dyes", "yarn dyes wool and silk cotton linen", "wool"]),
        choices={"many": rng.choice(MANY_CHOSEN)} if rng.random() < 0.7 else {},
        scales=rng.choice([{}, {"budget": -5}, {"budget": 3}, {"budget": 20}]),
    )


def seeds() -> st.SearchStrategy[Random]:
    """Sources of chance; drawing whole profiles answer by answer would take most of the time."""
    return st.integers(0, 2**63).map(Random)


def sides(most: int = 12) -> st.SearchStrategy[tuple[list[Profile], list[Profile]]]:
    """Visitors and hosts, at least one of each; identifiers in no particular order."""

    def draw(rng: Random) -> tuple[list[Profile], list[Profile]]:
        visitors, hosts = (
            [
                random_profile(rng, role, f"{letter}{number:02}")
                for number in rng.sample(range(100), rng.randint(1, most))
            ]
            for role, letter in ((Role.VISITOR, "v"), (Role.HOST, "h"))
        )
        return visitors, hosts

    return seeds().map(draw)


def criteria_variants() -> st.SearchStrategy[Criteria]:
    """The small criteria with any fusion and some rules."""
    return st.builds(
        lambda fusion, rules, virtual: replace(
            small_criteria(), fusion=fusion, rules=rules, virtual_only=virtual
        ),
        st.sampled_from(list(Fusion)),
        st.one_of(
            st.just(frozenset(Rule)),
            st.just(frozenset[Rule]()),
            st.frozensets(st.sampled_from(list(Rule))),
        ),
        st.sampled_from([False, False, False, True]),
    )
