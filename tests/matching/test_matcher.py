"""Lists: exact, deterministic, the same after changes in place as after building anew."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from matching import (
    Criteria,
    LanguageLevel,
    Matcher,
    Mode,
    Profile,
    ProfileError,
    RequestError,
    Role,
    Rule,
)
from matching.bounds import Bounds
from matching.exact import Exact
from matching.matcher import SMALLEST, _floor
from tests.matching import oracle
from tests.matching.makers import (
    COUNTRIES,
    OBJECTIVES,
    TOPICS,
    criteria_variants,
    days,
    host,
    random_profile,
    seeds,
    sides,
    small_criteria,
    visitor,
)

Sides = tuple[list[Profile], list[Profile]]
# Without shrinking: a failure here is small already, and shrinking it takes minutes.
some = settings(max_examples=40, deadline=None, phases=[Phase.reuse, Phase.generate])


def lists(matcher: Matcher, role: Role, k: int = 50) -> dict[str, Any]:
    return {name: matcher.rank_for(role, name, k).entries for name in matcher.identifiers(role)}


@some
@given(criteria_variants(), sides(6))
def test_exclusions_are_the_rules_that_an_explanation_names(
    criteria: Criteria, both: Sides
) -> None:
    visitors, hosts = both
    matcher = Matcher(criteria, visitors + hosts)
    for asker, others in ((visitors[0], hosts), (hosts[0], visitors)):
        found = matcher.exclusions(asker.role, asker)
        assert set(found) == {other.identifier for other in others} - set(
            matcher.rank_for(asker.role, asker, 50).identifiers
        )
        names = list(found)
        for explained in matcher.explain(asker.role, asker, names):
            name = explained.host if asker.role is Role.VISITOR else explained.visitor
            broken = [one.rule for one in explained.rules if one.holds is False]
            assert list(found[name]) == broken


def test_nobody_is_excluded_where_nobody_is() -> None:
    assert Matcher(small_criteria()).exclusions(Role.VISITOR, visitor()) == {}


@some
@given(criteria_variants(), sides(), st.integers(1, 15))
def test_lists_are_those_of_the_definition(criteria: Criteria, both: Sides, k: int) -> None:
    visitors, hosts = both
    matcher = Matcher(criteria, visitors + hosts)
    for asker, others in [(v, hosts) for v in visitors] + [(h, visitors) for h in hosts]:
        found = matcher.rank_for(asker.role, asker, k)
        expected = oracle.ranking(criteria, asker, others)[:k]
        assert [(entry.identifier, entry.score) for entry in found.entries] == expected
        assert [entry.rank for entry in found.entries] == list(range(1, len(expected) + 1))


@some
@given(
    criteria_variants(),
    sides(),
    st.dictionaries(st.sampled_from(["topics", "words", "maturity", "length"]), st.integers(0, 90)),
)
def test_personal_weights_replace_those_of_the_asker_only(
    criteria: Criteria, both: Sides, weights: dict[str, int]
) -> None:
    visitors, hosts = both
    matcher = Matcher(criteria, visitors + hosts)
    for asker, others in ((visitors[0], hosts), (hosts[0], visitors)):
        found = matcher.rank_for(asker.role, asker, 50, weights=weights)
        expected = oracle.ranking(criteria, asker, others, weights)
        assert [(entry.identifier, entry.score) for entry in found.entries] == expected


@some
@given(criteria_variants(), sides())
def test_no_true_score_exceeds_its_bound_and_no_allowed_pair_is_bounded_out(
    criteria: Criteria, both: Sides
) -> None:
    visitors, hosts = both
    matcher = Matcher(criteria, visitors + hosts)
    units = matcher.units(Role.VISITOR)
    for asker, others in ((visitors[0], hosts), (hosts[0], visitors)):
        columns = matcher.sides[asker.role.counterpart]
        encoded = matcher.encoded(asker.role, asker)
        bounds = Bounds(matcher.scorer, columns, encoded, units).values
        scores = Exact(matcher.scorer, columns, encoded, units).scores(np.arange(columns.used))
        for other in others:
            row = columns.rows[other.identifier]
            pair = (asker, other) if asker.role is Role.VISITOR else (other, asker)
            expected = oracle.score(criteria, *pair)
            assert (
                scores.score[row],
                scores.visitor_score[row],
                scores.host_score[row],
            ) == expected
            if oracle.allowed(criteria, *pair):
                assert bounds[row] >= expected[0]
                assert bounds[row] > SMALLEST
            else:
                assert bounds[row] == 0 or not scores.allowed[row]


@some
@given(sides())
def test_both_sides_see_the_same_score(both: Sides) -> None:
    matcher = Matcher(small_criteria(), [*both[0], *both[1]])
    seen = {
        role: {
            frozenset((asker, entry.identifier)): entry[2:]
            for asker, entries in lists(matcher, role).items()
            for entry in entries
        }
        for role in Role
    }
    assert seen[Role.VISITOR] == seen[Role.HOST]


@some
@given(sides(), st.randoms(use_true_random=False))
def test_the_order_of_the_profiles_does_not_matter(both: Sides, order: random.Random) -> None:
    everybody = [*both[0], *both[1]]
    shuffled = everybody.copy()
    order.shuffle(shuffled)
    one, two = Matcher(small_criteria(), everybody), Matcher(small_criteria(), shuffled)
    for role in Role:
        assert lists(one, role) == lists(two, role)


@some
@given(sides(8), seeds())
def test_changes_in_place_equal_a_new_catalogue(both: Sides, rng: random.Random) -> None:
    current = {(p.role, p.identifier): p for p in [*both[0], *both[1]]}
    matcher = Matcher(small_criteria(), current.values())
    lists(matcher, Role.VISITOR)  # so that whatever is kept for speed is there to go stale
    for step in range(rng.randint(1, 8)):
        key = rng.choice(sorted(current, key=str))
        match rng.choice(["add", "change", "remove"]):
            case "add":
                profile = random_profile(rng, key[0], f"x{step}")
            case "change":
                profile = random_profile(rng, *key)
            case _:
                if sum(role is key[0] for role, _ in current) > 1:
                    matcher.remove(*key)
                    del current[key]
                continue
        matcher.put(profile)
        current[profile.role, profile.identifier] = profile
    rebuilt = Matcher(small_criteria(), current.values())
    assert len(matcher) == len(rebuilt) == len(current)
    for columns in matcher.sides.values():
        for recipe, column in columns._kept.items():
            alive = [*columns.rows.values()]
            assert column[alive].tolist() == recipe.column(columns, np.array(alive)).tolist()
    for role in Role:
        assert matcher.identifiers(role) == rebuilt.identifiers(role)
        assert lists(matcher, role) == lists(rebuilt, role)
        for name in matcher.identifiers(role):
            others = matcher.identifiers(role.counterpart)
            assert matcher.explain(role, name, others) == rebuilt.explain(role, name, others)


@some
@given(sides(), st.integers(1, 12))
def test_a_longer_list_begins_with_the_shorter(both: Sides, k: int) -> None:
    matcher = Matcher(small_criteria(), [*both[0], *both[1]])
    name = both[0][0].identifier
    assert matcher.rank(name, 50).entries[:k] == matcher.rank(name, k).entries


@some
@given(sides(), st.sampled_from(OBJECTIVES))
def test_an_option_that_both_gain_never_lowers_the_pair(both: Sides, option: str) -> None:
    visitor_profile, host_profile = both[0][0], both[1][0]
    criteria = small_criteria(rules=frozenset())
    pair = [
        replace(p, seeks=p.seeks | {"o1"}, offers=p.offers | {"o2"})
        for p in (visitor_profile, host_profile)
    ]
    gained = [replace(p, seeks=p.seeks | {option}, offers=p.offers | {option}) for p in pair]
    before, after = (Matcher(criteria, both).rank(both[0], 1).entries[0] for both in (pair, gained))
    assert after.score >= before.score
    assert after.visitor_score >= before.visitor_score
    assert after.host_score >= before.host_score


def crowd(count: int) -> list[Profile]:
    """Enough hosts for the list to be made from bounds in groups and in several batches."""
    rng = random.Random(7)
    return [
        host(
            f"h{i:05}",
            country=rng.choice(COUNTRIES[1:3]),
            topics=frozenset(rng.sample(TOPICS, rng.randint(1, 3))),
            seeks=frozenset(rng.sample(OBJECTIVES, 2)),
            offers=frozenset(rng.sample(OBJECTIVES, 3)),
            languages={"en": rng.choice(list(LanguageLevel))},
            availability=(days(rng.randint(0, 60), 70),),
            mode=rng.choice([Mode.PHYSICAL, Mode.VIRTUAL, Mode.EITHER]),
            text=rng.choice(["", "wool silk dyes", "yarn"]),
        )
        for i in range(count)
    ]


@pytest.mark.parametrize("k", [1, 5, 20])
def test_a_large_list_equals_the_scores_of_everybody(k: int) -> None:
    hosts = crowd(9_000)
    askers = [
        # Available on a few days only, so that most of those with the best bounds are excluded
        # late and several batches are needed.
        visitor("v1", seeks={"o1", "o2"}, offers={"o3"}, topics={"t1"}, availability=(days(0, 2),)),
        visitor("v2", seeks={"o1", "o4"}, topics={"t1", "t2"}, text="wool dyes silk linen yarn"),
        visitor("v3", mode=Mode.VIRTUAL, languages={"en": LanguageLevel.FLUENT}),
    ]
    matcher = Matcher(small_criteria(), [*hosts, *askers])
    columns = matcher.sides[Role.HOST]
    for asker in askers:
        encoded = matcher.encoded(Role.VISITOR, asker)
        exact = Exact(matcher.scorer, columns, encoded, matcher.units(Role.VISITOR))
        scores = exact.scores(np.arange(columns.used))
        bounds = Bounds(matcher.scorer, columns, encoded, matcher.units(Role.VISITOR)).values
        lines = sorted(
            (-int(scores.score[row]), name)
            for name, row in columns.rows.items()
            if scores.allowed[row] and bounds[row] > 0
        )
        found = matcher.rank(asker, k).entries
        assert [(-entry.score, entry.identifier) for entry in found] == lines[:k]


def test_equal_scores_are_in_the_order_of_their_names() -> None:
    hosts = [host(f"h{i:04}") for i in reversed(range(9_000))]
    found = Matcher(small_criteria(), hosts).rank(visitor(), 3)
    assert found.identifiers == ("h0000", "h0001", "h0002")
    assert len({entry.score for entry in found.entries}) == 1


def test_the_floor_is_reached_by_at_least_as_many_as_wanted() -> None:
    rng = np.random.default_rng(3)
    bounds = rng.integers(0, 1_000_000, 20_000).astype(np.float32)
    for wanted in (1, 64, 300, 400, 5_000, 19_999):
        assert np.count_nonzero(bounds >= _floor(bounds, wanted)) >= wanted
    assert _floor(bounds, 20_000) == SMALLEST
    assert _floor(np.zeros(10_000, np.float32), 20) == SMALLEST


def test_a_list_may_be_empty_when_rules_exclude_everybody() -> None:
    matcher = Matcher(small_criteria(), [host("h", country="AT"), visitor("v")])
    assert matcher.rank("v").entries == ()


def test_asking_leaves_no_trace() -> None:
    matcher = Matcher(small_criteria(), [host("h", text="wool"), visitor("v")])
    before = matcher.rank(visitor("new", text="silk satin wool", region="elsewhere"), 5)
    assert len(matcher) == 2
    assert matcher.encoder._words == {None: 0, "wool": 1}
    assert matcher.rank(visitor("new", text="silk satin wool", region="elsewhere"), 5) == before


def test_the_same_organisation_is_not_matched_with_itself() -> None:
    same = host("h", organisation="one")
    matcher = Matcher(small_criteria(), [same, host("h2")])
    assert matcher.rank(visitor(organisation="one"), 5).identifiers == ("h2",)
    assert matcher.rank(visitor(organisation="unknown"), 5).identifiers == ("h", "h2")


@pytest.mark.parametrize("k", [0, -1, True, 2.0, "3", 1_000_001, None])
def test_a_length_that_is_none_is_refused(k: Any) -> None:
    with pytest.raises(RequestError, match="k: is not a whole number") as caught:
        Matcher(small_criteria(), [host(), visitor()]).rank("v", k)
    assert (caught.value.field, caught.value.value) == ("k", k)


def test_an_empty_side_is_refused_by_name() -> None:
    with pytest.raises(RequestError, match="hosts: there are no hosts to rank"):
        Matcher(small_criteria(), [visitor()]).rank("v")
    with pytest.raises(RequestError, match="visitors: there are no visitors"):
        Matcher(small_criteria(), [host()]).rank_for(Role.HOST, "h")


def test_an_emptied_side_is_empty() -> None:
    matcher = Matcher(small_criteria(), [visitor(), host()])
    matcher.remove(Role.HOST, "h")
    assert matcher.count(Role.HOST) == 0
    with pytest.raises(RequestError, match="hosts"):
        matcher.rank("v")


def test_a_double_identifier_is_refused_by_name() -> None:
    with pytest.raises(ProfileError, match="identifier: another host has it already"):
        Matcher(small_criteria(), [host("h1"), host("h1")])
    matcher = Matcher(small_criteria(), [host("h1"), visitor("h1")])
    with pytest.raises(ProfileError, match="another visitor has it"):
        matcher.add([visitor("h1")])
    assert len(matcher) == 2


@pytest.mark.parametrize("role", list(Role))
def test_an_unknown_name_is_refused(role: Role) -> None:
    matcher = Matcher(small_criteria(), [host(), visitor()])
    with pytest.raises(RequestError, match=f"{role.value}: there is no {role.value} of this name"):
        matcher.rank_for(role, "nobody")
    with pytest.raises(RequestError, match="nobody"):
        matcher.remove(role, "nobody")


def test_a_profile_of_the_wrong_side_is_refused() -> None:
    matcher = Matcher(small_criteria(), [host(), visitor()])
    with pytest.raises(RequestError, match="role: is not the profile of a visitor"):
        matcher.rank(host())


def test_what_is_kept_for_speed_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.columns.MAX_KEPT", 1)
    matcher = Matcher(small_criteria(), [host(f"h{i}", topics={"t1"}) for i in range(3)])
    asker = visitor(topics={"t1"}, seeks={"o1"}, offers={"o2"}, choices={"many": {"m1"}})
    expected = Matcher(small_criteria(), [host(f"h{i}", topics={"t1"}) for i in range(3)]).rank(
        asker
    )
    assert matcher.rank(asker) == expected == matcher.rank(asker)
    assert len(matcher.sides[Role.HOST]._kept) <= 1


def test_columns_tell_the_memory_that_they_take() -> None:
    few, many = (
        Matcher(small_criteria(), [host(f"h{number}") for number in range(size)]).sides[Role.HOST]
        for size in (1_000, 10_000)
    )
    row = sum(one.nbytes for one in (few.lines, few.words, few.admitted)) / few.capacity
    assert few.nbytes > row * few.capacity
    assert few.nbytes * 5 < many.nbytes < 500 * 10_000


def test_rules_that_are_off_exclude_nobody() -> None:
    neighbours = [visitor(), host(country="AT", places=0)]
    assert Matcher(small_criteria(), neighbours).rank("v").identifiers == ()
    free = small_criteria(rules=frozenset(Rule) - {Rule.OTHER_COUNTRY, Rule.PLACES})
    assert Matcher(free, neighbours).rank("v").identifiers == ("h",)


def test_several_profiles_take_the_rows_of_removed_ones() -> None:
    first = [host(f"h{i}", topics={"t1"}) for i in range(4)]
    matcher = Matcher(small_criteria(), first)
    matcher.remove(Role.HOST, "h0")
    matcher.remove(Role.HOST, "h2")
    later = [host(f"n{i}", topics={"t2"}, offers={"o1"}) for i in range(3)]
    matcher.add(later)
    asker = visitor(topics={"t2"}, seeks={"o1"})
    rebuilt = Matcher(small_criteria(), [first[1], first[3], *later])
    assert matcher.rank(asker, 9) == rebuilt.rank(asker, 9)
    assert matcher.sides[Role.HOST].used == 5
