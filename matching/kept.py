"""What every asker with the same weights adds to the bound of a row: computed once, then kept.

A recipe is a value that says how such a column is computed. `Columns.kept` keeps the column of each
recipe and computes it again for the rows that change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.criteria import POINTS
from matching.kernels import WISH_DIFFERENT, WISH_EITHER, WISH_SAME

if TYPE_CHECKING:
    from matching.columns import Columns, Target

Halves = NDArray[np.uint16]

STEPS = 50_000
"""Steps in which bounds count: fine enough to be close, coarse enough for two bytes per row.

Sixty questions of two hundred options, each rounded up, still stay below 65,536."""


def steps(points: int, parts: int = 1) -> int:
    """A share of some points in steps, rounded up."""
    return -(-points * STEPS // (POINTS * parts))


class Share(NamedTuple):
    """What one matched option of `slot` is worth to each row, which wants all that it chose.

    `same_only` leaves out the rows that do not wish for their own ecosystem.
    """

    slot: int
    weight: int
    same_only: bool = False

    def column(self, columns: Columns, rows: Target) -> Halves:
        """Steps for some rows."""
        worth = [0, *(steps(self.weight, size) for size in range(1, 256))]
        shares: Halves = np.array(worth, np.uint16)[columns.sizes[self.slot, rows]]
        if self.same_only:
            shares *= columns.numbers["wish"][rows] == WISH_SAME
        return shares


class Silence(NamedTuple):
    """What the questions that a row left open are worth together: pairs of slot and steps."""

    worths: tuple[tuple[int, int], ...]

    def column(self, columns: Columns, rows: Target) -> Halves:
        """Steps for some rows."""
        total = np.zeros(columns.admitted[rows].shape, np.uint16)
        for slot, worth in self.worths:
            total += (columns.sizes[slot, rows] == 0) * np.uint16(worth)
        return total


class Contentment(NamedTuple):
    """What an ecosystem question is worth to the rows that do not ask for their own one.

    `answered` tells whether the other side named its sectors.
    """

    slot: int
    full: int
    neutral: int
    answered: bool

    def column(self, columns: Columns, rows: Target) -> Halves:
        """Steps for some rows."""
        wishes = columns.numbers["wish"][rows]
        worth = np.full(wishes.shape, self.neutral, np.uint16)
        if self.answered:
            told = columns.sizes[self.slot, rows] != 0
            worth[told & (wishes == WISH_DIFFERENT)] = self.full
            worth[told & (wishes == WISH_SAME)] = 0
        worth[wishes == WISH_EITHER] = self.full
        return worth


Recipe = Share | Silence | Contentment
