"""How the answers of two organisations to one question are compared: the definition of the score.

A kernel looks at one question in one direction: what the asking side wants, and what the other
side has. It answers with a fraction in whole numbers and with the options behind it, so that the
reason for a score is the score. Everything else (columns, bounds) only computes this faster.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from matching.answers import EcosystemWish
from matching.criteria import Criteria
from matching.encoding import LANGUAGE_SLOTS, Encoded, Encoder
from matching.questions import Kernel, Question

NOT_PREFERRED = 3
"""Tenths of the full score for a country or type outside the preferred ones."""
BASIC, WORKING, FLUENT, FURTHER = 3, 5, 2, 1
"""Tenths for a common language at basic level, more at working level, more when fluent; each
further common language at working level."""
WORDS_ENOUGH = 5
"""Common words that fully satisfy the shortest texts."""

WISH_SAME = tuple(EcosystemWish).index(EcosystemWish.SAME) + 1
WISH_DIFFERENT = tuple(EcosystemWish).index(EcosystemWish.DIFFERENT) + 1
WISH_EITHER = tuple(EcosystemWish).index(EcosystemWish.EITHER) + 1


class State(Enum):
    """Whether a question was answered, seen from the side that asks."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not answered"
    OTHER_NOT_ANSWERED = "other not answered"
    NO_PREFERENCE = "no preference"


Measure = tuple[int, int, int, int, State]
"""What a kernel finds: reached, of (how much), options that match, options missing, state.

A plain tuple, because hundreds are made for every list that is explained.
"""

ANSWERED = State.ANSWERED
NO_PREFERENCE: Measure = (1, 1, 0, 0, State.NO_PREFERENCE)
EQUAL: Measure = (1, 2, 0, 0, ANSWERED)
DIFFERENT: Measure = (2, 2, 0, 0, ANSWERED)


class Asked(NamedTuple):
    """A question ready for computing: fields by place in the masks, constants at hand."""

    name: str
    kernel: Kernel
    wants: int
    gives: int
    neutral: int
    constant: int
    not_answered: Measure
    other_not_answered: Measure


KernelFunction = Callable[[Asked, Encoded, Encoded], tuple[Measure, Measure]]
"""Measures of two organisations' answers, from the first to the second and back."""


def prepare(question: Question, criteria: Criteria, encoder: Encoder) -> Asked:
    """Resolve the field names of a question."""
    slots = encoder.slots
    wants, gives, constant = 0, 0, 0
    match question.kernel:
        case Kernel.CONTAINMENT | Kernel.ECOSYSTEM:
            wants, gives = slots[question.wants], slots[question.gives]
            constant = criteria.vocabularies["sectors"].top if wants == slots.get("sectors") else 0
        case Kernel.LANGUAGES:
            wants = gives = slots[LANGUAGE_SLOTS[0]]
        case Kernel.COUNTRY:
            wants = gives = slots["preferred_countries"]
        case Kernel.ORGANISATION_TYPE:
            wants = gives = slots["preferred_types"]
        case Kernel.DIFFERENCE:
            wants = gives = Encoded._fields.index(question.wants)
        case Kernel.PERIOD:
            constant = criteria.minimum_days
        case Kernel.NEARNESS:
            wants = gives = list(criteria.scales).index(question.wants)
            scale = criteria.scales[question.wants]
            constant = scale.highest - scale.lowest
        case _:
            pass
    neutral = question.neutral
    return Asked(
        question.name,
        question.kernel,
        wants,
        gives,
        neutral,
        constant,
        (neutral, 1_000, 0, 0, State.NOT_ANSWERED),
        (neutral, 1_000, 0, 0, State.OTHER_NOT_ANSWERED),
    )


def longest_common_run(
    spans: tuple[tuple[int, int], ...], others: tuple[tuple[int, int], ...]
) -> int:
    """Working days of the longest period in which both are available without a break."""
    longest = 0
    for first, last in spans:
        for other_first, other_last in others:
            # Comparisons, because this runs for every pair that is explained.
            run = last if last < other_last else other_last  # noqa: FURB136
            run -= first if first > other_first else other_first  # noqa: FURB136
            run += 1
            if run > longest:
                longest = run
    return longest


def _share_of(asked: Asked, wanted: int, given: int) -> Measure:
    if not wanted:
        return asked.not_answered
    if not given:
        return (asked.neutral, 1_000, 0, wanted, State.OTHER_NOT_ANSWERED)
    both = wanted & given
    return (both.bit_count(), wanted.bit_count(), both, wanted ^ both, ANSWERED)


def _containment(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    first, second = one.masks, two.masks
    wants, gives = asked.wants, asked.gives
    return (
        _share_of(asked, first[wants], second[gives]),
        _share_of(asked, second[wants], first[gives]),
    )


def _wished(asked: Asked, wish: int, own: int, given: int) -> Measure:
    if wish == WISH_EITHER:
        return NO_PREFERENCE
    if wish == WISH_DIFFERENT and own and given:
        new = given & asked.constant & ~own
        return (1 if new else 0, 1, new, 0, ANSWERED)
    return _share_of(asked, own if wish else 0, given)


def _ecosystem(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    first, second = one.masks[asked.wants], two.masks[asked.gives]
    return _wished(asked, one.wish, first, second), _wished(asked, two.wish, second, first)


def _open(asked: Asked, first_told: bool, second_told: bool) -> tuple[Measure, Measure]:
    """The neutral measure from both sides, saying who left the question open."""
    return (
        asked.other_not_answered if first_told else asked.not_answered,
        asked.other_not_answered if second_told else asked.not_answered,
    )


def _languages(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    slot = asked.wants
    first, second = one.masks, two.masks
    if not first[slot] or not second[slot]:
        return _open(asked, first[slot] != 0, second[slot] != 0)
    basic = first[slot] & second[slot]
    working = first[slot + 1] & second[slot + 1]
    tenths = BASIC if basic else 0
    if working:
        tenths += WORKING + FURTHER * (working.bit_count() - 1)
        if first[slot + 2] & second[slot + 2]:
            tenths += FLUENT
    measure = (min(tenths, 10), 10, basic, 0, ANSWERED)
    return measure, measure


def _preference(preferred: int, bit: int) -> Measure:
    if not preferred:
        return NO_PREFERENCE
    if preferred & bit:
        return (10, 10, bit, 0, ANSWERED)
    return (NOT_PREFERRED, 10, 0, preferred, ANSWERED)


def _country(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    slot = asked.wants
    return (
        _preference(one.masks[slot], 1 << two.country),
        _preference(two.masks[slot], 1 << one.country),
    )


def _organisation_type(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    slot = asked.wants
    return (
        _preference(one.masks[slot], 1 << two.organisation_type),
        _preference(two.masks[slot], 1 << one.organisation_type),
    )


def _difference(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    first, second = one[asked.wants], two[asked.gives]
    if not first or not second:
        return _open(asked, bool(first), bool(second))
    measure = EQUAL if first == second else DIFFERENT
    return measure, measure


def _period(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    if not one.spans or not two.spans:
        return _open(asked, bool(one.spans), bool(two.spans))
    run = longest_common_run(one.spans, two.spans)
    first, second = one.length or asked.constant, two.length or asked.constant
    return (
        (min(run, first), first, 0, 0, ANSWERED),
        (min(run, second), second, 0, 0, ANSWERED),
    )


def _length(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    first, second = one.length, two.length
    if not first or not second:
        return _open(asked, first != 0, second != 0)
    shorter, longer = (first, second) if first < second else (second, first)
    measure = (shorter, longer, 0, 0, ANSWERED)
    return measure, measure


def _words(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    first, second = one.words, two.words
    if not first or not second:
        return _open(asked, bool(first), bool(second))
    enough = max(WORDS_ENOUGH, min(len(first), len(second)))
    measure = (len(first & second), enough, 0, 0, ANSWERED)
    return measure, measure


def _nearness(asked: Asked, one: Encoded, two: Encoded) -> tuple[Measure, Measure]:
    first, second = one.scales[asked.wants], two.scales[asked.gives]
    if first is None or second is None:
        return _open(asked, first is not None, second is not None)
    measure = (asked.constant - abs(first - second), asked.constant, 0, 0, ANSWERED)
    return measure, measure


KERNELS: dict[Kernel, KernelFunction] = {
    Kernel.CONTAINMENT: _containment,
    Kernel.ECOSYSTEM: _ecosystem,
    Kernel.LANGUAGES: _languages,
    Kernel.COUNTRY: _country,
    Kernel.ORGANISATION_TYPE: _organisation_type,
    Kernel.DIFFERENCE: _difference,
    Kernel.PERIOD: _period,
    Kernel.LENGTH: _length,
    Kernel.WORDS: _words,
    Kernel.NEARNESS: _nearness,
}
