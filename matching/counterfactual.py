"""For somebody just outside a list: the one changed answer that would bring it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matching.answers import Role
from matching.changes import Change, possible_changes
from matching.matcher import Matcher
from matching.profile import Profile


class Counterfactual(NamedTuple):
    """A changed answer of the asker, and where the other stands in the list made with it."""

    asker: str
    other: str
    change: Change
    score_before: int
    score_after: int
    rank_after: int


def bring_in(
    matcher: Matcher,
    role: Role,
    asker: Profile | str,
    other: str,
    k: int = 20,
    *,
    weights: Mapping[str, int] | None = None,
) -> Counterfactual | None:
    """The single changed answer of the asker that lifts `other` into its list of `k`.

    Only changes that make this very pair fit better (or lift the rule that excludes it) are tried,
    the most helpful first, and each is proved by making the whole new list. None if `other` is in
    the list already or if no single change is enough.
    """
    own = matcher.encoded(role, asker)
    theirs = matcher.encoded(role.counterpart, other)
    units = matcher.units(role, weights)
    if other in matcher.rank_encoded(own, k, units).identifiers:
        return None
    before = matcher.pair(own, theirs, units)
    tried = []
    for place, (change, changed) in enumerate(possible_changes(matcher.encoder, own, theirs)):
        after = matcher.pair(changed, theirs, units)
        if after.allowed and (after.score > before.score or not before.allowed):
            tried.append((-after.score, place, change, changed))
    for negative, _, change, changed in sorted(tried, key=lambda line: line[:2]):
        found = matcher.rank_encoded(changed, k, units).identifiers
        if other in found:
            rank = found.index(other) + 1
            return Counterfactual(own.identifier, other, change, before.score, -negative, rank)
    return None
