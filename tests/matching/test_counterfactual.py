"""The one changed answer that brings somebody into a list: proved, and found if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from matching import (
    Criteria,
    DayRange,
    EcosystemWish,
    Matcher,
    Mode,
    Profile,
    Role,
    Rule,
    bring_in,
    explain_pair,
)
from matching.changes import Action, Change, changed_profile, possible_changes
from tests.matching.makers import (
    COUNTRIES,
    OBJECTIVES,
    SECTORS,
    TOPICS,
    TYPES,
    days,
    host,
    sides,
    small_criteria,
    visitor,
)

Sides = tuple[list[Profile], list[Profile]]
some = settings(max_examples=40, deadline=None, phases=[Phase.reuse, Phase.generate])
CRITERIA = small_criteria(rules=frozenset(Rule) - {Rule.OTHER_ORGANISATION})


def every_edit(asker: Profile, other: Profile) -> Iterator[Profile]:  # noqa: C901 (a list)
    """All single edits, relevant or not, written without the package's list of them."""
    fields = {"topics": TOPICS, "seeks": OBJECTIVES, "offers": OBJECTIVES}
    for name, options in fields.items():
        for option in options:
            yield replace(asker, **{name: getattr(asker, name) ^ {option}})
    for option in ("m1", "m2", "m3", "m69"):
        chosen = asker.choices.get("many", frozenset()) ^ {option}
        yield replace(asker, choices={"many": chosen})
    for kind, options in (("countries", COUNTRIES), ("types", TYPES)):
        wanted, unwanted = getattr(asker, f"preferred_{kind}"), getattr(asker, f"excluded_{kind}")
        for option in options:
            if option in unwanted:
                yield replace(asker, **{f"excluded_{kind}": unwanted - {option}})
            elif wanted:
                yield replace(asker, **{f"preferred_{kind}": wanted | {option}})
    for wish in EcosystemWish:
        yield replace(asker, ecosystem=wish)
    for mode in Mode:
        yield replace(asker, mode=mode)
    if other.length:
        yield replace(asker, length=other.length)
    if other.places:
        yield replace(asker, group_size=min(asker.group_size, other.places))
    for period in whole_periods(other):
        yield replace(asker, availability=(*asker.availability, period))
    for value in other.scales.values():
        yield replace(asker, scales={"budget": value})


def whole_periods(profile: Profile) -> list[DayRange]:
    """Runs of working days without a break; answers that touch or overlap are one run.

    Half of a run can serve where the whole does not: the whole may suit a third one even better.
    Such halves are without number, so only the whole is proposed.
    """
    answered = {
        date.fromordinal(number)
        for days_of in profile.availability
        for number in range(days_of.first.toordinal(), days_of.last.toordinal() + 1)
    }
    runs: list[list[date]] = []
    for day in sorted(day for day in answered if day.weekday() < 5):
        back = 3 if day.weekday() == 0 else 1
        if runs and runs[-1][-1] == day - timedelta(days=back):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [DayRange(run[0], run[-1]) for run in runs]


@some
@given(sides(8), st.integers(1, 3))
def test_a_change_is_found_exactly_when_one_brings_the_host_in(both: Sides, k: int) -> None:
    asker = both[0][0]
    hosts = both[1]
    matcher = Matcher(CRITERIA, hosts)
    for other in hosts[:3]:
        found = bring_in(matcher, Role.VISITOR, asker, other.identifier, k)
        if other.identifier in matcher.rank(asker, k).identifiers:
            assert found is None
            continue
        helpful = [
            edit
            for edit in every_edit(asker, other)
            if helps(asker, edit, other) and other.identifier in matcher.rank(edit, k).identifiers
        ]
        if found is None:
            assert helpful == []
            continue
        changed = changed_profile(asker, found.change)
        entry = matcher.rank(changed, k).entries[found.rank_after - 1]
        assert (entry.identifier, entry.score) == (other.identifier, found.score_after)
        assert found.score_before == explain_pair(CRITERIA, asker, other).score
        assert (found.asker, found.other) == (asker.identifier, other.identifier)
        assert helpful


def helps(asker: Profile, edit: Profile, other: Profile) -> bool:
    before, after = (explain_pair(CRITERIA, p, other) for p in (asker, edit))
    return after.allowed and (after.score > before.score or not before.allowed)


@some
@given(sides(3))
def test_a_change_to_numbers_is_the_same_change_to_the_profile(both: Sides) -> None:
    for asker, other in ((both[0][0], both[1][0]), (both[1][0], both[0][0])):
        encoder = Matcher(CRITERIA).encoder
        own, theirs = (encoder.encode(p, remember=True) for p in (asker, other))
        changes = list(possible_changes(encoder, own, theirs))
        assert len({change for change, _ in changes}) == len(changes)
        for change, encoded in changes:
            assert encoded != own
            assert encoder.encode(changed_profile(asker, change)) == encoded


def test_the_other_side_can_ask_too() -> None:
    crowd = [visitor(f"v{i}", seeks={"o1"}) for i in range(3)]
    late = visitor("late", seeks={"o1"}, group_size=3)
    asker = host(offers={"o1"}, places=1)
    found = bring_in(Matcher(CRITERIA, [*crowd, late]), Role.HOST, asker, "late", 1)
    assert found is not None
    assert found.change == Change("places", Action.SET, 3)
    assert (found.rank_after, found.score_before) == (1, found.score_after)


def test_personal_weights_count() -> None:
    hosts = [
        host("near", topics={"t1"}),
        host("far", topics={"t2"}, offers={"o1"}),
    ]
    asker = visitor(topics={"t1"})
    matcher = Matcher(CRITERIA, hosts)
    found = bring_in(matcher, Role.VISITOR, asker, "far", 1)
    assert found is not None
    heavy = bring_in(matcher, Role.VISITOR, asker, "far", 1, weights={"topics": 1000})
    assert heavy is not None
    assert heavy.change == Change("topics", Action.ADD, "t2")
    assert heavy.score_after != found.score_after


def test_days_are_proposed_as_whole_periods() -> None:
    """Half of the free days would do here; all of them suit somebody else even better."""
    asker = visitor(seeks={"o1"})
    wanted = host("wanted", offers={"o2"}, availability=(days(0, 4), days(3, 11)))
    better = host("better", offers={"o1"}, availability=(days(7, 18),))
    encoder = Matcher(CRITERIA).encoder
    own, theirs = (encoder.encode(p, remember=True) for p in (asker, wanted))
    changes = [c for c, _ in possible_changes(encoder, own, theirs) if c.field == "availability"]
    assert changes == [Change("availability", Action.ADD, "2026-03-02..2026-03-13")]
    matcher = Matcher(CRITERIA, [wanted, better])
    for period, first in ((days(0, 4), "wanted"), (days(0, 11), "better")):
        listing = matcher.rank(replace(asker, availability=(period,)), 1)
        assert listing.identifiers == (first,)


def test_nothing_helps_where_a_fact_excludes() -> None:
    matcher = Matcher(CRITERIA, [host(country="AT"), host("other")])
    assert bring_in(matcher, Role.VISITOR, visitor(country="AT"), "h", 1) is None


def test_facts_are_not_up_for_change() -> None:
    one = visitor(sectors={SECTORS[0]}, country="AT", text="wool")
    two = host(sectors={SECTORS[1]}, text="silk", region="r2")
    encoder = Matcher(CRITERIA).encoder
    pair = encoder.encode(one, remember=True), encoder.encode(two, remember=True)
    fields = {change.field for change, _ in possible_changes(encoder, *pair)}
    assert fields == {"ecosystem", "mode"}


def test_each_kind_of_change() -> None:
    one = visitor(
        seeks={"o1"},
        preferred_countries={"CZ"},
        excluded_types={"cluster"},
        choices={"many": {"m1"}},
        group_size=4,
        availability=(days(0, 4),),
    )
    two = host(
        offers={"o2"},
        choices={"many": {"m2"}},
        length=4,
        places=2,
        availability=(days(0, 2), days(14, 18)),
        scales={"budget": 7},
        ecosystem=EcosystemWish.SAME,
    )
    encoder = Matcher(CRITERIA).encoder
    pair = encoder.encode(one, remember=True), encoder.encode(two, remember=True)
    assert [change for change, _ in possible_changes(encoder, *pair)] == [
        Change("seeks", Action.ADD, "o2"),
        Change("seeks", Action.REMOVE, "o1"),
        Change("choices.many", Action.ADD, "m2"),
        Change("choices.many", Action.REMOVE, "m1"),
        Change("preferred_countries", Action.ADD, "BE"),
        Change("excluded_types", Action.REMOVE, "cluster"),
        Change("ecosystem", Action.SET, "same"),
        Change("ecosystem", Action.SET, "different"),
        Change("ecosystem", Action.SET, "either"),
        Change("mode", Action.SET, "physical"),
        Change("mode", Action.SET, "virtual"),
        Change("mode", Action.SET, "either"),
        Change("length", Action.SET, 4),
        Change("group_size", Action.SET, 2),
        Change("availability", Action.ADD, "2026-03-16..2026-03-20"),
        Change("scales.budget", Action.SET, 7),
    ]


def test_taking_back_a_specialisation_is_not_proposed() -> None:
    from matching import Kernel, Vocabulary
    from tests.matching.makers import question

    levels = Vocabulary("levels", ("a", "b", "c"), {"b": "a"})
    start = small_criteria()
    criteria: Criteria = replace(
        start,
        vocabularies={**start.vocabularies, "levels": levels},
        questions=(question("levels", Kernel.CONTAINMENT, "levels"),),
    )
    encoder = Matcher(criteria).encoder
    one, two = visitor(choices={"levels": {"b"}}), host(choices={"levels": {"c"}})
    pair = encoder.encode(one, remember=True), encoder.encode(two, remember=True)
    found = [c for c, _ in possible_changes(encoder, *pair) if c.field == "choices.levels"]
    assert found == [Change("choices.levels", Action.ADD, "c")]
    one = visitor(choices={"levels": {"a", "c"}})
    pair = encoder.encode(one, remember=True), encoder.encode(host(), remember=True)
    found = [c for c, _ in possible_changes(encoder, *pair) if c.field == "choices.levels"]
    assert found == [
        Change("choices.levels", Action.REMOVE, "a"),
        Change("choices.levels", Action.REMOVE, "c"),
    ]


@pytest.mark.parametrize("k", [1, 2])
def test_who_is_in_the_list_needs_no_change(k: int) -> None:
    matcher = Matcher(CRITERIA, [host("a"), host("b")])
    assert bring_in(matcher, Role.VISITOR, visitor(), "a", k) is None
