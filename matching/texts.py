"""The words of many free texts, as numbers end to end in one array."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.int32]
Places = NDArray[np.int64]


class Gathered(NamedTuple):
    """Words of some rows one after the other, and how many each row has."""

    words: Words
    sizes: Places


class Texts:
    """A text for each row; a row without one has size 0."""

    def __init__(self) -> None:
        """Start without rows."""
        self.words: Words = np.zeros(0, np.int32)
        self.starts: Places = np.zeros(0, np.int64)
        self.sizes = np.zeros(0, np.uint16)
        self._end = 0

    def resize(self, rows: int) -> None:
        """Make room for so many rows."""
        for name in ("starts", "sizes"):
            column = getattr(self, name)
            longer = np.zeros(rows, column.dtype)
            longer[: len(column)] = column
            setattr(self, name, longer)

    def put(self, rows: Places, texts: Sequence[frozenset[int]]) -> None:
        """Write texts; what these rows had before is left behind until room is needed."""
        sizes = np.array([len(words) for words in texts], np.int64)
        self.sizes[rows] = 0
        more = int(sizes.sum())
        if self._end + more > len(self.words):
            self._make_room(more)
        self.sizes[rows] = sizes
        self.starts[rows] = self._end + np.cumsum(sizes) - sizes
        words = chain.from_iterable(texts)
        self.words[self._end : self._end + more] = np.fromiter(words, np.int32, more)
        self._end += more

    def gather(self, rows: Places) -> Gathered:
        """Words of some rows."""
        sizes = self.sizes[rows].astype(np.int64)
        ends = np.cumsum(sizes)
        places = np.repeat(self.starts[rows] - (ends - sizes), sizes)
        places += np.arange(len(places))
        return Gathered(self.words[places], sizes)

    def of(self, rows: Places) -> list[frozenset[int]]:
        """The words of each of some rows."""
        words, sizes = self.gather(rows)
        numbers = words.tolist()
        ends = np.cumsum(sizes).tolist()
        return [frozenset(numbers[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    def _make_room(self, more: int) -> None:
        """Leave out the words that no row has any more, then make the array longer."""
        rows = np.flatnonzero(self.sizes)
        words, sizes = self.gather(rows)
        self._end = len(words)
        self.words = np.zeros((self._end + more) * 3 // 2, np.int32)
        self.words[: self._end] = words
        self.starts[rows] = np.cumsum(sizes) - sizes
