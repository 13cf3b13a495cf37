"""The matcher: a catalogue of visitors and hosts that answers with ranked and explained lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from matching.answers import Role
from matching.bounds import Bounds
from matching.columns import Columns, Rows
from matching.criteria import Criteria
from matching.encoding import Encoded, Encoder
from matching.errors import ProfileError, RequestError
from matching.exact import Exact, Scores
from matching.explanation import Explanation
from matching.fusion import Floats
from matching.lists import Listing, Ranked
from matching.profile import Profile
from matching.questions import Rule
from matching.scoring import Scorer, Units

BATCH = 1_024
MAX_LIST = 1_000_000
GROUP = 64
"""Rows of which only the best bound is looked at when the first candidates are chosen."""


Asker = Profile | Encoded | str
"""Who asks: a profile, one that `Matcher.encoded` has read already, or the name of one inside."""


class Pair(NamedTuple):
    """Score of one pair, and whether no rule excludes it."""

    score: int
    allowed: bool


class Matcher:
    """Profiles of both sides under one set of criteria.

    Changing profiles and asking for lists must not happen at the same time in two threads; lists
    may be asked for in several threads at once.
    """

    def __init__(self, criteria: Criteria, profiles: Iterable[Profile] = ()) -> None:
        """Take in profiles one after the other; they are not kept."""
        self.criteria = criteria
        self.encoder = Encoder(criteria)
        self.scorer = Scorer(criteria, self.encoder)
        self.sides = {role: Columns(role, self.encoder, self.scorer.rules) for role in Role}
        self.add(profiles)

    def __len__(self) -> int:
        """Number of profiles on both sides."""
        return sum(len(side) for side in self.sides.values())

    def count(self, role: Role) -> int:
        """Number of profiles of one side."""
        return len(self.sides[role])

    def identifiers(self, role: Role) -> tuple[str, ...]:
        """Identifiers of one side, in order."""
        return tuple(sorted(self.sides[role].rows))

    def add(self, profiles: Iterable[Profile]) -> None:
        """Take in new profiles, a batch after the other; one that is there already is refused.

        A refused profile leaves out the others of its batch; earlier batches stay.
        """
        stream = iter(profiles)
        while batch := list(islice(stream, BATCH)):
            self._add(batch)

    def put(self, profile: Profile) -> None:
        """Add a profile, or change the one of the same role and identifier."""
        batch = self.encoder.encode_all([profile], profile.role, remember=True)
        self.sides[profile.role].put(batch)

    def remove(self, role: Role, identifier: str) -> None:
        """Take a profile out."""
        self._row(role, identifier)
        self.sides[role].remove(identifier)

    def rank(
        self, asker: Asker, k: int = 20, *, weights: Mapping[str, int] | None = None
    ) -> Listing:
        """The `k` best hosts for a visitor; see `rank_for` for the other direction."""
        return self.rank_for(Role.VISITOR, asker, k, weights=weights)

    def rank_for(
        self,
        role: Role,
        asker: Asker,
        k: int = 20,
        *,
        weights: Mapping[str, int] | None = None,
    ) -> Listing:
        """The `k` best counterparts of a profile.

        `weights` are the asker's own and replace those of the criteria on its side only.
        """
        encoded = self.encoded(role, asker)
        return self.rank_encoded(encoded, k, self.units(role, weights))

    def rank_encoded(self, asker: Encoded, k: int, units: Units) -> Listing:
        """The list itself: bounds for all, exact scores for those that can be in it."""
        if isinstance(k, bool) or not isinstance(k, int) or not 0 < k <= MAX_LIST:
            raise RequestError("k", k, f"is not a whole number from 1 to {MAX_LIST}")
        other = asker.role.counterpart
        columns = self.sides[other]
        if not len(columns):
            raise RequestError(f"{other.value}s", 0, f"there are no {other.value}s to rank")
        bounds = Bounds(self.scorer, columns, asker, units).values
        rows, scores = _best(bounds, Exact(self.scorer, columns, asker, units), k)
        return Listing(
            asker.identifier,
            asker.role,
            self.criteria.version,
            _entries(columns, rows, scores, k),
        )

    def explain(
        self,
        role: Role,
        asker: Asker,
        others: Sequence[str],
        *,
        weights: Mapping[str, int] | None = None,
    ) -> tuple[Explanation, ...]:
        """Why the asker and each of `others` have the score they have."""
        encoded = self.encoded(role, asker)
        units = self.units(role, weights)
        side = role.counterpart
        rows = np.array([self._row(side, identifier) for identifier in others], np.int64)
        explain = self.scorer.explain
        found = self.sides[side].encoded(rows)
        if role is Role.VISITOR:
            return tuple([explain(encoded, other, units) for other in found])
        return tuple([explain(other, encoded, units) for other in found])

    def exclusions(self, role: Role, asker: Asker) -> dict[str, tuple[Rule, ...]]:
        """Whom a rule excludes, by identifier, with all the rules that do.

        Every counterpart is looked at, one by one: a few microseconds each.
        """
        encoded = self.encoded(role, asker)
        columns = self.sides[role.counterpart]
        rows = np.array(sorted(columns.rows.values()), np.int64)
        outcomes = self.scorer.rules.outcomes
        found = {}
        for other in columns.encoded(rows):
            pair = (encoded, other) if role is Role.VISITOR else (other, encoded)
            broken = tuple(one.rule for one in outcomes(*pair) if one.holds is False)
            if broken:
                found[other.identifier] = broken
        return found

    def encoded(self, role: Role, asker: Asker) -> Encoded:
        """The asker as numbers: from the catalogue by name, or checked against the criteria.

        Read once, it can ask for a list and for the reasons, until a profile changes.
        """
        if isinstance(asker, str):
            row = self._row(role, asker)
            return self.sides[role].encoded(np.array([row], np.int64))[0]
        if asker.role is not role:
            problem = f"is not the profile of a {role.value}"
            raise RequestError("role", asker.role.value, problem, subject=asker.identifier)
        return asker if isinstance(asker, Encoded) else self.encoder.encode(asker)

    def units(self, role: Role, weights: Mapping[str, int] | None = None) -> Units:
        """Weights of both sides, with the personal ones of the side of `role`."""
        return self.scorer.units(role, weights)

    def pair(self, asker: Encoded, other: Encoded, units: Units) -> Pair:
        """Score of two encoded profiles, and whether no rule excludes them."""
        sides = (asker, other) if asker.role is Role.VISITOR else (other, asker)
        score = self.scorer.score(*sides, units).score
        return Pair(score, self.scorer.rules.allows(*sides))

    def _add(self, profiles: list[Profile]) -> None:
        batches: dict[Role, dict[str, Profile]] = {role: {} for role in Role}
        for profile in profiles:
            role, identifier = profile.role, profile.identifier
            if identifier in self.sides[role].rows or identifier in batches[role]:
                problem = f"another {role.value} has it already"
                raise ProfileError("identifier", identifier, problem)
            batches[role][identifier] = profile
        encoded = {
            role: self.encoder.encode_all([*batch.values()], role, remember=True)
            for role, batch in batches.items()
            if batch
        }
        for role, batch in encoded.items():
            self.sides[role].put(batch)

    def _row(self, role: Role, identifier: str) -> int:
        try:
            return self.sides[role].rows[identifier]
        except KeyError:
            problem = f"there is no {role.value} of this name"
            raise RequestError(role.value, identifier, problem) from None


def _best(bounds: Floats, exact: Exact, k: int) -> tuple[Rows, Scores]:
    """Rows that hold the best `k` (and those tied with the last), with their scores.

    Everything whose bound reaches `floor` has been computed. The list is complete when the k-th
    best true score is at or above the floor: whatever was left out is strictly below it.
    """
    wanted = max(64, 12 * k)
    floor = _floor(bounds, wanted)
    rows = np.flatnonzero(bounds >= floor)
    scores = exact.scores(rows)
    while floor > SMALLEST:
        allowed = scores.score[scores.allowed]
        last = np.partition(allowed, len(allowed) - k)[len(allowed) - k] if len(allowed) >= k else 0
        if last >= floor:
            break
        wanted *= 4
        lower = max(float(last), _floor(bounds, wanted), SMALLEST)
        more = np.flatnonzero((bounds >= lower) & (bounds < floor))
        floor = lower
        rows = np.concatenate((rows, more))
        scores = Scores(*(np.concatenate(p) for p in zip(scores, exact.scores(more), strict=True)))
    return rows, scores


SMALLEST = 1.0
"""In points: a bound that no cheap rule excludes is above this (`bounds.MARGIN`)."""


def _floor(bounds: Floats, wanted: int) -> float:
    """A value that at least `wanted` bounds reach, or `SMALLEST` if there are not so many."""
    groups = len(bounds) // GROUP
    if wanted >= groups:
        if wanted >= len(bounds):
            return SMALLEST
        best = bounds
    else:
        best = bounds[: groups * GROUP].reshape(GROUP, groups).max(axis=0)
    return max(SMALLEST, float(np.partition(best, len(best) - wanted)[len(best) - wanted]))


def _entries(columns: Columns, rows: Rows, scores: Scores, k: int) -> tuple[Ranked, ...]:
    places = np.flatnonzero(scores.allowed)
    if len(places) > k:
        allowed = scores.score[places]
        places = places[allowed >= np.partition(allowed, len(allowed) - k)[len(allowed) - k]]
    names = columns.identifiers
    lines = sorted(
        zip(
            (-scores.score[places]).tolist(),
            [names[row] for row in rows[places].tolist()],
            scores.visitor_score[places].tolist(),
            scores.host_score[places].tolist(),
            strict=True,
        )
    )
    return tuple(
        [
            Ranked(rank, name, -negative, visitor_score, host_score)
            for rank, (negative, name, visitor_score, host_score) in enumerate(lines[:k], start=1)
        ]
    )
