"""What a list of matches is."""

from __future__ import annotations

from typing import NamedTuple

from matching.answers import Role


class Ranked(NamedTuple):
    """One place of a list. `rank` starts at 1; scores are points of a million."""

    rank: int
    identifier: str
    score: int
    visitor_score: int
    host_score: int


class Listing(NamedTuple):
    """The best counterparts of one profile: by score, then by identifier."""

    asker: str
    asker_role: Role
    criteria_version: str
    entries: tuple[Ranked, ...]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """Identifiers of the counterparts, best first."""
        return tuple(entry.identifier for entry in self.entries)
