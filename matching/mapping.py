"""A mapping that cannot change, so that a profile and its criteria can be frozen values."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value_co = TypeVar("Value_co", covariant=True)


class FrozenMapping(Mapping[Key, Value_co], Generic[Key, Value_co]):
    """An immutable mapping with equality, a hash and an order that does not depend on insertion."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[Key, Value_co]) -> None:
        """Copy `entries`, ordered by key."""
        ordered = sorted(entries.items(), key=lambda entry: str(entry[0]))
        self._entries: dict[Key, Value_co] = dict(ordered)

    def __getitem__(self, key: Key) -> Value_co:
        """Value of `key`."""
        return self._entries[key]

    def __iter__(self) -> Iterator[Key]:
        """Keys, in order."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Number of keys."""
        return len(self._entries)

    def items(self) -> ItemsView[Key, Value_co]:
        """Entries, in order: those of the dictionary, which is faster than one by one."""
        return self._entries.items()

    def __hash__(self) -> int:
        """Hash of the entries."""
        return hash(tuple(self._entries.items()))

    def __repr__(self) -> str:
        """As a dictionary."""
        return repr(self._entries)
