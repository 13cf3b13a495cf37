"""Each kind of question, by example; the numbers are those of docs/matching.md."""

from __future__ import annotations

from typing import Any

import pytest

from matching import DayRange, Development, EcosystemWish, Kernel, LanguageLevel, Maturity, State
from matching.encoding import Encoder
from matching.kernels import KERNELS, longest_common_run, prepare
from tests.matching.makers import days, host, question, small_criteria, visitor

BASIC, WORKING, FLUENT = LanguageLevel
OPEN, OTHER_OPEN, ANSWERED, ANY = (
    State.NOT_ANSWERED,
    State.OTHER_NOT_ANSWERED,
    State.ANSWERED,
    State.NO_PREFERENCE,
)


def measures(
    kernel: Kernel, wants: str, one: dict[str, Any], two: dict[str, Any], gives: str | None = None
) -> list[tuple[int, int, State]]:
    """Reached, of and state, from the visitor to the host and back."""
    criteria = small_criteria()
    encoder = Encoder(criteria)
    asked = prepare(question("q", kernel, wants, gives=gives or wants), criteria, encoder)
    pair = (
        encoder.encode(visitor(**one), remember=True),
        encoder.encode(host(**two), remember=True),
    )
    found = KERNELS[kernel](asked, *pair)
    return [(reached, of, state) for reached, of, _, _, state in found]


NEUTRAL, OTHER = (500, 1000, OPEN), (500, 1000, OTHER_OPEN)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({}, {}, [NEUTRAL, NEUTRAL]),
        ({"topics": {"t1"}}, {}, [OTHER, NEUTRAL]),
        ({}, {"topics": {"t1"}}, [NEUTRAL, OTHER]),
        ({"topics": {"t1"}}, {"topics": {"t2"}}, [(0, 1, ANSWERED), (0, 1, ANSWERED)]),
        (
            {"topics": {"t1", "t2", "t3"}},
            {"topics": {"t2", "t3"}},
            [(2, 3, ANSWERED), (2, 2, ANSWERED)],
        ),
    ],
)
def test_containment(one: Any, two: Any, expected: Any) -> None:
    assert measures(Kernel.CONTAINMENT, "topics", one, two) == expected


def test_a_further_question_with_more_options_than_a_word_has_bits() -> None:
    one, two = {"choices": {"many": {"m0", "m69"}}}, {"choices": {"many": {"m69"}}}
    found = measures(Kernel.CONTAINMENT, "many", one, two)
    assert found == [(1, 2, ANSWERED), (1, 1, ANSWERED)]


SAME, DIFFERENT, EITHER = EcosystemWish


@pytest.mark.parametrize(
    ("wish", "own", "theirs", "expected"),
    [
        (None, {"yarn"}, {"yarn"}, NEUTRAL),
        (SAME, set(), {"yarn"}, NEUTRAL),
        (SAME, {"yarn"}, set(), OTHER),
        (SAME, {"yarn"}, {"yarn"}, (2, 2, ANSWERED)),
        (SAME, {"yarn"}, {"dye"}, (1, 2, ANSWERED)),
        (SAME, {"textile"}, {"dye"}, (1, 1, ANSWERED)),
        (SAME, {"yarn"}, {"food"}, (0, 2, ANSWERED)),
        (DIFFERENT, set(), {"yarn"}, NEUTRAL),
        (DIFFERENT, {"yarn"}, set(), OTHER),
        (DIFFERENT, {"yarn"}, {"yarn"}, (0, 1, ANSWERED)),
        (DIFFERENT, {"yarn"}, {"dye"}, (0, 1, ANSWERED)),
        (DIFFERENT, {"yarn"}, {"dairy"}, (1, 1, ANSWERED)),
        (DIFFERENT, {"yarn"}, {"yarn", "food"}, (1, 1, ANSWERED)),
        (EITHER, {"yarn"}, {"food"}, (1, 1, ANY)),
        (EITHER, set(), set(), (1, 1, ANY)),
    ],
)
def test_ecosystem(wish: Any, own: Any, theirs: Any, expected: Any) -> None:
    one, two = {"sectors": own, "ecosystem": wish}, {"sectors": theirs}
    assert measures(Kernel.ECOSYSTEM, "sectors", one, two)[0] == expected
    one, two = {"sectors": theirs}, {"sectors": own, "ecosystem": wish}
    assert measures(Kernel.ECOSYSTEM, "sectors", one, two)[1] == expected


def test_who_wants_another_sector_is_not_ranked_by_likeness() -> None:
    """Seeds 000-003: exchanges across sectors; new is new, however unlike."""
    one = {"sectors": {"yarn", "dye"}, "ecosystem": DIFFERENT}
    found = {
        theirs: measures(Kernel.ECOSYSTEM, "sectors", one, {"sectors": set(theirs)})[0][0]
        for theirs in [("yarn", "dye"), ("yarn",), ("food",), ("dairy",), ("yarn", "dye", "dairy")]
    }
    assert list(found.values()) == [0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("own", "theirs", "tenths"),
    [
        ({"en": BASIC}, {"de": FLUENT}, 0),
        ({"en": BASIC}, {"en": FLUENT}, 3),
        ({"en": BASIC, "de": BASIC}, {"en": FLUENT, "de": BASIC}, 3),
        ({"en": WORKING}, {"en": FLUENT}, 8),
        ({"en": WORKING, "de": BASIC}, {"en": WORKING, "de": WORKING}, 8),
        ({"en": WORKING, "de": WORKING}, {"en": WORKING, "de": FLUENT}, 9),
        ({"en": FLUENT}, {"en": FLUENT}, 10),
        ({"en": FLUENT, "de": WORKING}, {"en": FLUENT, "de": WORKING}, 10),
        (
            {"en": WORKING, "de": WORKING, "cs": WORKING},
            {"en": WORKING, "de": WORKING, "cs": WORKING},
            10,
        ),
    ],
)
def test_languages(own: Any, theirs: Any, tenths: int) -> None:
    found = measures(Kernel.LANGUAGES, "languages", {"languages": own}, {"languages": theirs})
    assert found == [(tenths, 10, ANSWERED)] * 2


def test_languages_left_open() -> None:
    spoken = {"languages": {"en": FLUENT}}
    assert measures(Kernel.LANGUAGES, "languages", spoken, {}) == [OTHER, NEUTRAL]
    assert measures(Kernel.LANGUAGES, "languages", {}, spoken) == [NEUTRAL, OTHER]


def test_preferences() -> None:
    one, two = {"preferred_countries": {"BE", "CZ"}}, {"preferred_countries": {"CZ"}}
    found = measures(Kernel.COUNTRY, "countries", one, two)
    assert found == [(10, 10, ANSWERED), (3, 10, ANSWERED)]
    found = measures(Kernel.ORGANISATION_TYPE, "types", {"preferred_types": {"sme"}}, {})
    assert found == [(3, 10, ANSWERED), (1, 1, ANY)]
    found = measures(Kernel.ORGANISATION_TYPE, "types", {}, {"preferred_types": {"cluster"}})
    assert found == [(1, 1, ANY), (10, 10, ANSWERED)]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("development", Development.TRANSITION, Development.LESS_DEVELOPED),
        ("maturity", Maturity.MATURE, Maturity.EMERGING),
        ("region", "r1", "r2"),
        ("partnership", "p1", "p2"),
    ],
)
def test_difference(name: str, first: Any, second: Any) -> None:
    def found(one: Any, two: Any) -> Any:
        return measures(Kernel.DIFFERENCE, name, {name: one}, {name: two})

    assert found(first, first) == [(1, 2, ANSWERED)] * 2
    assert found(first, second) == [(2, 2, ANSWERED)] * 2
    assert found(first, None) == [OTHER, NEUTRAL]
    assert found(None, second) == [NEUTRAL, OTHER]


def test_period() -> None:
    def found(one: Any, two: Any) -> Any:
        return measures(Kernel.PERIOD, "availability", one, two)

    week, fortnight = (days(0, 4),), (days(0, 11),)
    assert found({"availability": week}, {}) == [OTHER, NEUTRAL]
    assert found({}, {"availability": week}) == [NEUTRAL, OTHER]
    one: Any = {"availability": week, "length": 10}
    two: Any = {"availability": fortnight}
    assert found(one, two) == [(5, 10, ANSWERED), (3, 3, ANSWERED)]
    one, two = {"availability": week}, {"availability": (days(4, 11),), "length": 4}
    assert found(one, two) == [(1, 3, ANSWERED), (1, 4, ANSWERED)]
    one, two = {"availability": week}, {"availability": (days(7, 11),)}
    assert found(one, two) == [(0, 3, ANSWERED), (0, 3, ANSWERED)]


def test_length() -> None:
    def found(one: int | None, two: int | None) -> Any:
        return measures(Kernel.LENGTH, "length", {"length": one}, {"length": two})

    assert found(3, 5) == [(3, 5, ANSWERED)] * 2
    assert found(5, 3) == [(3, 5, ANSWERED)] * 2
    assert found(None, 3) == [NEUTRAL, OTHER]
    assert found(3, None) == [OTHER, NEUTRAL]


def test_words() -> None:
    def found(one: str, two: str) -> Any:
        return measures(Kernel.WORDS, "text", {"text": one}, {"text": two})

    assert found("", "wool") == [NEUTRAL, OTHER]
    assert found("wool and the", "") == [OTHER, NEUTRAL]
    assert found("and the", "wool") == [NEUTRAL, OTHER]
    assert found("Wool, silk; WOOL!", "wool silk") == [(2, 5, ANSWERED)] * 2
    six = "wool silk linen yarn dyes cotton"
    assert found(six, six + " hemp flax") == [(6, 6, ANSWERED)] * 2
    assert found("Fädén wölle", "faden wolle") == [(2, 5, ANSWERED)] * 2


def test_nearness() -> None:
    def found(one: int | None, two: int | None) -> Any:
        answers: list[Any] = [{} if n is None else {"scales": {"budget": n}} for n in (one, two)]
        return measures(Kernel.NEARNESS, "budget", answers[0], answers[1])

    assert found(-5, 20) == [(0, 25, ANSWERED)] * 2
    assert found(3, 1) == [(23, 25, ANSWERED)] * 2
    assert found(1, 3) == [(23, 25, ANSWERED)] * 2
    assert found(0, 0) == [(25, 25, ANSWERED)] * 2
    assert found(None, 0) == [NEUTRAL, OTHER]
    assert found(0, None) == [OTHER, NEUTRAL]


@pytest.mark.parametrize(
    ("spans", "others", "days_in_common"),
    [
        ((), ((1, 5),), 0),
        (((1, 5),), ((6, 9),), 0),
        (((1, 5),), ((5, 9),), 1),
        (((1, 5), (10, 20)), ((3, 4), (8, 12)), 3),
        (((1, 5), (10, 20)), ((2, 15),), 6),
        (((1, 30),), ((2, 3), (5, 9), (11, 12)), 5),
    ],
)
def test_longest_common_run(spans: Any, others: Any, days_in_common: int) -> None:
    assert longest_common_run(spans, others) == days_in_common
    assert longest_common_run(others, spans) == days_in_common


def test_a_weekend_does_not_break_a_stay() -> None:
    one = {"availability": (days(3, 8),), "length": 4}  # Thursday to Tuesday
    two = {"availability": (DayRange(days(0, 4).first, days(0, 8).last),)}
    assert measures(Kernel.PERIOD, "availability", one, two)[0] == (4, 4, ANSWERED)


def whole(kernel: Kernel, wants: str, one: dict[str, Any], two: dict[str, Any]) -> Any:
    """Both measures with the options behind them, by name where there are any."""
    criteria = small_criteria()
    encoder = Encoder(criteria)
    asked = prepare(question("q", kernel, wants), criteria, encoder)
    pair = (
        encoder.encode(visitor(**one), remember=True),
        encoder.encode(host(**two), remember=True),
    )
    return KERNELS[kernel](asked, *pair)


DAYS = (days(0, 4),)


@pytest.mark.parametrize(
    ("kernel", "name", "answer"),
    [
        (Kernel.DIFFERENCE, "region", "r1"),
        (Kernel.PERIOD, "availability", DAYS),
        (Kernel.LENGTH, "length", 3),
        (Kernel.WORDS, "text", "wool"),
    ],
)
def test_questions_without_options_name_none(kernel: Kernel, name: str, answer: Any) -> None:
    for one, two in (({name: answer}, {name: answer}), ({name: answer}, {}), ({}, {name: answer})):
        for _, _, matched, missing, _ in whole(kernel, name, one, two):
            assert (matched, missing) == (0, 0)


def test_scales_name_no_options() -> None:
    answer = {"scales": {"budget": 3}}
    for one, two in ((answer, answer), (answer, {}), ({}, answer)):
        for _, _, matched, missing, _ in whole(Kernel.NEARNESS, "budget", one, two):
            assert (matched, missing) == (0, 0)


def test_the_options_behind_a_measure() -> None:
    first = {"topics": {"t1", "t3"}}
    assert whole(Kernel.CONTAINMENT, "topics", first, {"topics": {"t3", "t4"}}) == (
        (1, 2, 0b0100, 0b0001, ANSWERED),
        (1, 2, 0b0100, 0b1000, ANSWERED),
    )
    assert whole(Kernel.CONTAINMENT, "topics", first, {}) == (
        (500, 1000, 0, 0b0101, OTHER_OPEN),
        (500, 1000, 0, 0, OPEN),
    )
    different = {"sectors": {"yarn"}, "ecosystem": DIFFERENT}
    same = {"sectors": {"dairy"}, "ecosystem": SAME}
    assert whole(Kernel.ECOSYSTEM, "sectors", different, same) == (
        (1, 1, 0b00010, 0, ANSWERED),
        (0, 2, 0, 0b10010, ANSWERED),
    )
    english, german = {"languages": {"en": FLUENT}}, {"languages": {"en": BASIC, "de": FLUENT}}
    assert whole(Kernel.LANGUAGES, "languages", english, german) == ((3, 10, 1, 0, ANSWERED),) * 2
    one, two = {"preferred_countries": {"BE"}}, {"preferred_countries": {"BE", "CZ"}}
    assert whole(Kernel.COUNTRY, "countries", one, two) == (
        (10, 10, 0b0010, 0, ANSWERED),
        (3, 10, 0, 0b0110, ANSWERED),
    )


def test_questions_that_do_not_use_a_field_or_constant_leave_it_at_zero() -> None:
    criteria = small_criteria()
    encoder = Encoder(criteria)
    length = prepare(question("q", Kernel.LENGTH, "length"), criteria, encoder)
    assert (length.wants, length.gives, length.constant) == (0, 0, 0)
    topics = prepare(question("q", Kernel.CONTAINMENT, "topics"), criteria, encoder)
    assert (topics.wants, topics.gives, topics.constant) == (1, 1, 0)
