"""The score of one pair and its reasons, against the definition written a second time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings

from matching import (
    Criteria,
    Direction,
    Fusion,
    Kernel,
    Matcher,
    Part,
    Profile,
    RequestError,
    Role,
    State,
    explain_pair,
)
from matching.encoding import Encoder
from matching.scoring import Scorer
from tests.matching import oracle
from tests.matching.makers import criteria_variants, host, question, sides, small_criteria, visitor

Sides = tuple[list[Profile], list[Profile]]
some = settings(max_examples=50, deadline=None, phases=[Phase.reuse, Phase.generate])


@some
@given(criteria_variants(), sides(4))
def test_explanations_sum_exactly_and_agree_with_the_definition(
    criteria: Criteria, both: Sides
) -> None:
    for one in both[0]:
        for two in both[1]:
            found = explain_pair(criteria, one, two)
            scores = (found.score, found.visitor_score, found.host_score)
            assert scores == oracle.score(criteria, one, two)
            assert found.allowed == oracle.allowed(criteria, one, two)
            sums = dict.fromkeys(Direction, 0)
            for part in found.parts:
                sums[part.direction] += part.contribution
                assert part.contribution == part.weight * part.reached // part.of
                assert part.share >= 0
            assert sums[Direction.VISITOR_TO_HOST] == found.visitor_score
            assert sums[Direction.HOST_TO_VISITOR] == found.host_score
            assert sum(part.share for part in found.parts) == found.score
            assert len(found.parts) == 2 * len(criteria.questions)


@some
@given(criteria_variants(), sides(4))
def test_explanations_from_the_catalogue_are_those_of_the_profiles(
    criteria: Criteria, both: Sides
) -> None:
    matcher = Matcher(criteria, [*both[0], *both[1]])
    one, two = both[0][0], both[1][0]
    expected = explain_pair(criteria, one, two)
    names = [profile.identifier for profile in both[1]]
    found = matcher.explain(Role.VISITOR, one, names)
    assert [e.host for e in found] == names
    assert found[0] == expected
    assert matcher.explain(Role.HOST, two.identifier, [one.identifier]) == (expected,)
    weights = {"topics": 80}
    personal = explain_pair(criteria, one, two, weights=weights, weights_of=Role.HOST)
    assert matcher.explain(Role.HOST, two, [one.identifier], weights=weights) == (personal,)
    encoder = Encoder(criteria)
    scorer = Scorer(criteria, encoder)
    pair = encoder.encode(one, remember=True), encoder.encode(two, remember=True)
    assert scorer.score(*pair, scorer.units()) == (
        expected.score,
        expected.visitor_score,
        expected.host_score,
    )


def parts(
    kernel: Kernel, wants: str, one: Profile, two: Profile, gives: str | None = None
) -> list[Part]:
    """Both parts of a pair under a single question."""
    criteria = small_criteria(questions=(question("only", kernel, wants, gives=gives or wants),))
    return list(explain_pair(criteria, one, two).parts)


def test_a_part_names_what_matches_and_what_is_missing() -> None:
    one = visitor(seeks={"o1", "o2", "o5"}, offers={"o4"})
    two = host(seeks={"o4", "o3"}, offers={"o2", "o3", "o5"})
    towards, back = parts(Kernel.CONTAINMENT, "seeks", one, two, gives="offers")
    assert towards == Part(
        "only",
        Direction.VISITOR_TO_HOST,
        1_000_000,
        2,
        3,
        666_666,
        towards.share,
        ("o2", "o5"),
        ("o1",),
        State.ANSWERED,
    )
    assert (back.direction, back.reached, back.of) == (Direction.HOST_TO_VISITOR, 1, 2)
    assert (back.contribution, back.matched, back.missing) == (500_000, ("o4",), ("o3",))


def test_shares_follow_the_slope_of_the_fusion() -> None:
    one = visitor(seeks={"o1", "o2", "o5"}, offers={"o4"})
    two = host(seeks={"o4", "o3"}, offers={"o2", "o3", "o5"})
    towards, back = parts(Kernel.CONTAINMENT, "seeks", one, two, gives="offers")
    score = 2 * 666_666 * 500_000 // 1_166_666
    assert towards.share == score * 500_000 // 1_166_666
    assert towards.share + back.share == score


def test_unanswered_questions_are_neutral_and_named() -> None:
    criteria = small_criteria(
        questions=(
            question("topics", Kernel.CONTAINMENT, "topics", neutral=300),
            question("length", Kernel.LENGTH, "length"),
        )
    )
    found = explain_pair(criteria, visitor(topics={"t1"}), host())
    states = {(p.question, p.direction): (p.state, p.contribution) for p in found.parts}
    assert states == {
        ("topics", Direction.VISITOR_TO_HOST): (State.OTHER_NOT_ANSWERED, 150_000),
        ("topics", Direction.HOST_TO_VISITOR): (State.NOT_ANSWERED, 150_000),
        ("length", Direction.VISITOR_TO_HOST): (State.NOT_ANSWERED, 250_000),
        ("length", Direction.HOST_TO_VISITOR): (State.NOT_ANSWERED, 250_000),
    }
    assert found.unanswered == ("topics", "length")
    assert found.parts[0].missing == ("t1",)
    assert (found.parts[0].reached, found.parts[0].of) == (300, 1_000)


def test_no_preference_is_no_missing_answer() -> None:
    found = parts(Kernel.COUNTRY, "countries", visitor(), host(preferred_countries={"AT", "CZ"}))
    assert [(p.state, p.reached, p.of) for p in found] == [
        (State.NO_PREFERENCE, 1, 1),
        (State.ANSWERED, 10, 10),
    ]
    assert found[1].matched == ("AT",)
    assert (
        explain_pair(
            small_criteria(questions=(question("only", Kernel.COUNTRY, "countries"),)),
            visitor(),
            host(),
        ).unanswered
        == ()
    )


def test_personal_weights_count_on_their_side_only() -> None:
    criteria = small_criteria(
        questions=(
            question("topics", Kernel.CONTAINMENT, "topics"),
            question("length", Kernel.LENGTH, "length"),
        )
    )
    one, two = visitor(topics={"t1"}, length=3), host(topics={"t1"}, length=6)
    found = explain_pair(criteria, one, two, weights={"topics": 30})
    assert [p.weight for p in found.parts] == [750_000, 250_000, 500_000, 500_000]
    assert (found.visitor_score, found.host_score) == (875_000, 750_000)
    found = explain_pair(criteria, one, two, weights={"length": 0}, weights_of=Role.HOST)
    assert [p.weight for p in found.parts] == [500_000, 500_000, 1_000_000, 0]
    assert (found.visitor_score, found.host_score) == (750_000, 1_000_000)


def test_personal_weights_start_from_those_of_their_side() -> None:
    criteria = small_criteria(
        questions=(
            question("topics", Kernel.CONTAINMENT, "topics", visitor_weight=30, host_weight=10),
            question("length", Kernel.LENGTH, "length", visitor_weight=10, host_weight=30),
        )
    )
    found = explain_pair(criteria, visitor(), host(), weights={"length": 20})
    assert [p.weight for p in found.parts] == [600_000, 400_000, 250_000, 750_000]
    found = explain_pair(criteria, visitor(), host(), weights={"length": 10}, weights_of=Role.HOST)
    assert [p.weight for p in found.parts] == [750_000, 250_000, 500_000, 500_000]


def test_the_record_as_plain_values() -> None:
    criteria = small_criteria(questions=(question("topics", Kernel.CONTAINMENT, "topics"),))
    plain = explain_pair(criteria, visitor(topics={"t1", "t2"}), host(topics={"t1"})).as_plain()
    rules = plain.pop("rules")
    assert plain == {
        "visitor": "v",
        "host": "h",
        "criteria": "small-1",
        "fusion": "harmonic",
        "score": 666_666,
        "visitor_score": 500_000,
        "host_score": 1_000_000,
        "allowed": True,
        "parts": [
            {
                "question": "topics",
                "direction": "visitor to host",
                "weight": 1_000_000,
                "reached": 1,
                "of": 2,
                "contribution": 500_000,
                "share": 444_444,
                "matched": ["t1"],
                "missing": ["t2"],
                "state": "answered",
            },
            {
                "question": "topics",
                "direction": "host to visitor",
                "weight": 1_000_000,
                "reached": 1,
                "of": 1,
                "contribution": 1_000_000,
                "share": 222_222,
                "matched": ["t1"],
                "missing": [],
                "state": "answered",
            },
        ],
    }
    assert rules[0] == {"rule": "eligible country", "holds": True, "detail": {}}
    assert rules[6] == {"rule": "common mode", "holds": None, "detail": {"mode": "either"}}
    assert len(rules) == 10


def test_a_pair_needs_one_of_each_side() -> None:
    with pytest.raises(RequestError, match="h: role: is not the profile of a visitor") as caught:
        explain_pair(small_criteria(), host(), visitor())
    assert caught.value.value == "host"
    with pytest.raises(RequestError, match="v2: role: is not the profile of a host"):
        explain_pair(small_criteria(), visitor(), visitor("v2"))


@pytest.mark.parametrize("fusion", list(Fusion))
def test_a_better_answer_never_lowers_the_pair(fusion: Fusion) -> None:
    criteria = small_criteria(fusion=fusion)
    one = visitor(seeks={"o1", "o2"}, topics={"t1"}, offers={"o3"})
    steps = [
        host(offers={"o4"}, seeks={"o3"}, topics={"t1"}),
        host(offers={"o4", "o1"}, seeks={"o3"}, topics={"t1"}),
        host(offers={"o4", "o1", "o2"}, seeks={"o3"}, topics={"t1"}),
    ]
    scores = [explain_pair(criteria, one, two).score for two in steps]
    assert scores == sorted(scores)
    if fusion not in (Fusion.HOST, Fusion.MINIMUM):
        assert scores[0] < scores[1] < scores[2]


def test_the_share_of_a_part_is_proportional_to_its_contribution() -> None:
    one = visitor(seeks={"o1", "o2"}, topics={"t1", "t2"}, offers={"o3"}, length=3)
    two = host(offers={"o1"}, seeks={"o3"}, topics={"t1"}, length=4)
    found = explain_pair(small_criteria(), one, two)
    total = found.visitor_score + found.host_score
    for part in found.parts:
        towards = part.direction is Direction.VISITOR_TO_HOST
        own = found.visitor_score if towards else found.host_score
        slope = Fraction(total - own, total)
        exact = found.score * slope * Fraction(part.contribution, own)
        assert abs(part.share - exact) < 2
