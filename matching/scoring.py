"""The score of a pair and its explanation: the definition, one pair at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matching.answers import Role
from matching.criteria import Criteria
from matching.encoding import Encoded, Encoder
from matching.errors import RequestError
from matching.explanation import Direction, Explanation, Part
from matching.fusion import fuse, slopes, split
from matching.kernels import KERNELS, Asked, KernelFunction, Measure, prepare
from matching.profile import Profile
from matching.questions import Kernel
from matching.rules import RuleBook
from matching.vocabulary import Vocabulary


class Units(NamedTuple):
    """Weights in points of both sides, question by question."""

    visitor: tuple[int, ...]
    host: tuple[int, ...]


class PairScore(NamedTuple):
    """The two directed scores and what they come to."""

    score: int
    visitor_score: int
    host_score: int


class Scorer:
    """Scores and explains encoded pairs under one set of criteria."""

    def __init__(self, criteria: Criteria, encoder: Encoder) -> None:
        """Prepare questions and rules."""
        self.criteria = criteria
        self.rules = RuleBook(criteria, encoder)
        self.asked: tuple[Asked, ...] = tuple(
            prepare(question, criteria, encoder) for question in criteria.questions
        )
        self._kernels: tuple[tuple[Asked, KernelFunction], ...] = tuple(
            (asked, KERNELS[asked.kernel]) for asked in self.asked
        )
        nameless = Vocabulary("", ())
        self._names = tuple(
            (
                asked.name,
                (
                    encoder.vocabularies[asked.wants] if asked.kernel in WITH_OPTIONS else nameless
                ).names,
            )
            for asked in self.asked
        )
        self._units = Units(criteria.units(Role.VISITOR), criteria.units(Role.HOST))

    def units(self, role: Role = Role.VISITOR, personal: Mapping[str, int] | None = None) -> Units:
        """Weights of both sides; `personal` replaces weights of the side of `role`."""
        if not personal:
            return self._units
        own = self.criteria.units(role, personal)
        return self._units._replace(**{role.value: own})

    def score(self, visitor: Encoded, host: Encoded, units: Units) -> PairScore:
        """Score of a pair, rules aside."""
        visitor_score = host_score = 0
        weights = zip(self._kernels, units.visitor, units.host, strict=True)
        for (asked, kernel), visitor_units, host_units in weights:
            (reached, of, *_), (host_reached, host_of, *_) = kernel(asked, visitor, host)
            visitor_score += visitor_units * reached // of
            host_score += host_units * host_reached // host_of
        score = fuse(self.criteria.fusion, visitor_score, host_score)
        return PairScore(score, visitor_score, host_score)

    def explain(self, visitor: Encoded, host: Encoded, units: Units) -> Explanation:
        """The score of a pair with all its parts and rules."""
        towards_host, towards_visitor = [], []
        visitor_points, host_points = [], []
        weights = zip(self._kernels, units.visitor, units.host, strict=True)
        for (asked, kernel), visitor_units, host_units in weights:
            own, others = kernel(asked, visitor, host)
            towards_host.append(own)
            towards_visitor.append(others)
            visitor_points.append(visitor_units * own[0] // own[1])
            host_points.append(host_units * others[0] // others[1])
        visitor_score, host_score = sum(visitor_points), sum(host_points)
        fusion = self.criteria.fusion
        score = fuse(fusion, visitor_score, host_score)
        visitor_share, host_share = split(score, slopes(fusion, visitor_score, host_score))
        parts = self._parts(
            VISITOR_TO_HOST, units.visitor, towards_host, visitor_points, visitor_share
        )
        parts += self._parts(HOST_TO_VISITOR, units.host, towards_visitor, host_points, host_share)
        return Explanation(
            visitor.identifier,
            host.identifier,
            self.criteria.version,
            fusion,
            score,
            visitor_score,
            host_score,
            tuple(parts),
            self.rules.outcomes(visitor, host),
        )

    def _parts(
        self,
        direction: Direction,
        units: tuple[int, ...],
        measures: list[Measure],
        contributions: list[int],
        points: int,
    ) -> list[Part]:
        """The parts of one direction, to which `points` of the pair's score belong.

        They are shared out by differences of the rounded running sum: each share is within two
        points of its true value, and all sum to `points`.
        """
        total = sum(contributions) or 1
        running = before = 0
        # Made as tuples: 26 parts per pair, and explaining a list must cost next to nothing.
        new = tuple.__new__
        parts = []
        lines = zip(self._names, units, measures, contributions, strict=True)
        for (question, names), weight, measure, contribution in lines:
            reached, of, matched, missing, state = measure
            running += contribution
            now = points * running // total
            part = (
                question,
                direction,
                weight,
                reached,
                of,
                contribution,
                now - before,
                names[matched],
                names[missing],
                state,
            )
            parts.append(new(Part, part))
            before = now
        return parts


VISITOR_TO_HOST, HOST_TO_VISITOR = Direction

WITH_OPTIONS = frozenset(
    {
        Kernel.CONTAINMENT,
        Kernel.ECOSYSTEM,
        Kernel.LANGUAGES,
        Kernel.COUNTRY,
        Kernel.ORGANISATION_TYPE,
    }
)
"""Kernels whose measure names options."""


def explain_pair(
    criteria: Criteria,
    visitor: Profile,
    host: Profile,
    *,
    weights: Mapping[str, int] | None = None,
    weights_of: Role = Role.VISITOR,
) -> Explanation:
    """Score and explain one pair of profiles, without a catalogue around it."""
    for profile, role in ((visitor, Role.VISITOR), (host, Role.HOST)):
        if profile.role is not role:
            problem = f"is not the profile of a {role.value}"
            raise RequestError("role", profile.role.value, problem, subject=profile.identifier)
    encoder = Encoder(criteria)
    scorer = Scorer(criteria, encoder)
    units = scorer.units(weights_of, weights)
    encoded = (encoder.encode(visitor, remember=True), encoder.encode(host, remember=True))
    return scorer.explain(*encoded, units)
