"""The criteria of the pilot: what a call starts from.

Countries, admitted organisations, lengths and kinds of activity are the pilot's own (COSME list,
FAQ and guides of the scheme). The weights are ours: the pilot published none. Seeking and
offering counts most; likeness of sectors counts only for those who ask for it; partners from
regions at another level of development and clusters at another stage are worth a little more, as
the programme wishes to "engage actors from regions with different levels of economic development
and cluster organizations with distinct stages of development and experience".
"""

from __future__ import annotations

import json
from pathlib import Path

from matching.criteria import Criteria
from matching.mapping import FrozenMapping
from matching.questions import Kernel, Question
from matching.vocabulary import Vocabulary

_OPTIONS = json.loads(Path(__file__).with_name("pilot_options.json").read_text(encoding="utf-8"))

COUNTRIES: list[str] = _OPTIONS["countries"]
"""EU 27, then the other COSME countries; GB is a special case and not eligible by default."""

LANGUAGES: list[str] = _OPTIONS["languages"]

ORGANISATION_TYPES: list[str] = _OPTIONS["organisation_types"]
ADMITTED_TYPES = frozenset(ORGANISATION_TYPES[:3])
"""The pilot's three groups; the others came with the second wave and as hosts only."""

ECOSYSTEMS: dict[str, list[str]] = _OPTIONS["sectors"]
"""The 14 industrial ecosystems of the EU and specialisations seen in the pilot's partnerships."""

TOPICS: list[str] = _OPTIONS["topics"]
TECHNOLOGIES: list[str] = _OPTIONS["technologies"]

ACTIVITIES: list[str] = _OPTIONS["activities"]
"""Five kinds named by the scheme, then the forms that partnerships gave them."""

OBJECTIVES: list[str] = _OPTIONS["objectives"]
"""What an exchange is sought or offered for; visitors and hosts choose from the same list."""

STOP_WORDS = frozenset(_OPTIONS["stop_words"])


def pilot_criteria() -> Criteria:
    """The criteria that the pilot is shipped with."""
    sectors = [*ECOSYSTEMS]
    parents = {}
    for ecosystem, specialisations in ECOSYSTEMS.items():
        for specialisation in specialisations:
            sectors.append(specialisation)
            parents[specialisation] = ecosystem
    vocabularies = (
        Vocabulary("sectors", tuple(sectors), FrozenMapping(parents)),
        Vocabulary("topics", tuple(TOPICS)),
        Vocabulary("technologies", tuple(TECHNOLOGIES)),
        Vocabulary("activities", tuple(ACTIVITIES)),
        Vocabulary("objectives", tuple(OBJECTIVES)),
        Vocabulary("languages", tuple(LANGUAGES)),
        Vocabulary("countries", tuple(COUNTRIES)),
        Vocabulary("organisation_types", tuple(ORGANISATION_TYPES)),
    )
    return Criteria(
        version="pilot-1",
        vocabularies={vocabulary.name: vocabulary for vocabulary in vocabularies},
        questions=(
            _question("objectives", Kernel.CONTAINMENT, "seeks", 24, gives="offers"),
            _question("topics", Kernel.CONTAINMENT, "topics", 16),
            _question("sectors", Kernel.ECOSYSTEM, "sectors", 12),
            _question("languages", Kernel.LANGUAGES, "languages", 10),
            _question("technologies", Kernel.CONTAINMENT, "technologies", 8),
            _question("period", Kernel.PERIOD, "availability", 8),
            _question("activities", Kernel.CONTAINMENT, "activities", 6),
            _question("countries", Kernel.COUNTRY, "countries", 5),
            _question("words", Kernel.WORDS, "text", 3),
            _question("organisation-types", Kernel.ORGANISATION_TYPE, "types", 2),
            _question("development", Kernel.DIFFERENCE, "development", 2),
            _question("maturity", Kernel.DIFFERENCE, "maturity", 2),
            _question("length", Kernel.LENGTH, "length", 2),
        ),
        eligible_countries=frozenset(COUNTRIES) - {"GB"},
        admitted_visitors=ADMITTED_TYPES,
        admitted_hosts=ADMITTED_TYPES,
        stop_words=STOP_WORDS,
    )


def _question(
    name: str, kernel: Kernel, wants: str, weight: int, *, gives: str | None = None
) -> Question:
    return Question(
        name=name,
        kernel=kernel,
        wants=wants,
        gives=gives or wants,
        visitor_weight=weight,
        host_weight=weight,
    )
