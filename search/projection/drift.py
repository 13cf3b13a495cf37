"""What differs between two places that should hold the same."""

from dataclasses import dataclass, field

from search.projection.projected import Key


@dataclass(slots=True)
class Drift:
    """Entries that are not as they should be."""

    missing: set[Key] = field(default_factory=set)
    stale: set[Key] = field(default_factory=set)
    ghosts: set[Key] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.keys)

    @property
    def keys(self) -> set[Key]:
        """All of them."""
        return self.missing | self.stale | self.ghosts
