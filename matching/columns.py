"""One side of the catalogue as columns of numbers.

Two views of the same answers are kept. Row by row: sets of options as 64-bit words, and a line of
all other numbers, from which exact scores and reasons are computed for the few. Option by option:
one byte per profile, so that "how many of these options does each host have" is a sum of a few
short columns, for the many. No profile object is kept; a hundred thousand profiles take some tens
of megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.answers import Role
from matching.encoding import WISH_SLOTS, Batch, Encoded, Encoder
from matching.kept import Halves, Recipe
from matching.rules import RuleBook
from matching.texts import Texts

Rows = NDArray[np.int64]
Bits = NDArray[np.uint8]
Target = Rows | slice

NOT_EXCLUDED, LIKED = 1, 2
"""What a profile thinks of a country or type, as bits; without preferences everything is liked."""
NO_ANSWER = np.iinfo(np.int32).min
NEVER = (1, 0)
"""A span without days."""
MAX_KEPT = 64
"""Columns that are kept at hand because many lists need the same."""

NUMBERS = {name: place for place, name in enumerate(Encoded._fields[3:14])}
"""Answers that are one number, from country to partnership, and their places in a line."""
BOUNDED: dict[str, type[np.integer[Any]]] = {
    "country": np.uint16,
    "organisation_type": np.uint16,
    "development": np.uint8,
    "maturity": np.uint8,
    "mode": np.uint8,
    "wish": np.uint8,
    "capacity": np.uint16,
    "region": np.int32,
    "partnership": np.int32,
}
"""Those of them that bounds are computed from."""


class Columns:
    """The profiles of one role, in place: a row is added, overwritten or emptied."""

    def __init__(self, role: Role, encoder: Encoder, rules: RuleBook) -> None:
        """Lay out the columns for the fields of the criteria."""
        self.role = role
        self._rules = rules
        self.slots = encoder.slots
        self.options = [len(vocabulary.options) for vocabulary in encoder.vocabularies]
        self.rows: dict[str, int] = {}
        self.identifiers: list[str] = []
        self.texts = Texts()
        self._free: list[int] = []
        self._kept: dict[Recipe, Halves] = {}
        vocabularies = encoder.criteria.vocabularies
        self._top = vocabularies["sectors"].top if "sectors" in self.slots else 0
        widths = [max(1, -(-options // 64)) for options in self.options]
        self.word_starts = [sum(widths[:place]) for place in range(len(widths) + 1)]
        self.first_day = len(NUMBERS) + len(encoder.criteria.scales)
        self._make_columns()

    def _make_columns(self) -> None:
        counted = self.options[: -len(WISH_SLOTS)]
        self.lines = np.zeros((0, self.first_day + 2), np.int32)
        self.words = np.zeros((0, self.word_starts[-1]), np.uint64)
        self.has = [np.zeros((options, 0), np.uint8) for options in counted]
        self.sizes = np.zeros((len(counted), 0), np.uint8)
        self.ecosystems = np.zeros(0, np.uint8)
        self.stances = {
            kind: np.zeros((self.options[self.slots[f"preferred_{kind}"]], 0), np.uint8)
            for kind in ("countries", "types")
        }
        self.admitted = np.zeros(0, np.bool_)
        self.numbers = {name: np.zeros(0, kind) for name, kind in BOUNDED.items()}

    def __len__(self) -> int:
        """Number of profiles."""
        return len(self.rows)

    @property
    def used(self) -> int:
        """Rows in use or emptied."""
        return len(self.identifiers)

    @property
    def capacity(self) -> int:
        """Rows that there is room for."""
        return len(self.admitted)

    @property
    def nbytes(self) -> int:
        """Memory of the columns."""
        lists = [vars(self), vars(self.texts), self.stances, self.numbers]
        columns = [*self.has, *(column for named in lists for column in named.values())]
        return sum(column.nbytes for column in columns if isinstance(column, np.ndarray))

    def put(self, batch: Batch) -> None:
        """Add profiles, or overwrite those of the same identifier."""
        places = np.array([self._row(identifier) for identifier in batch.identifiers], np.int64)
        self._reserve(self.used)
        target = _together(places)
        bits = self._put_masks(batch.masks, target)
        self._put_stances(bits, target)
        for name, column in self.numbers.items():
            column[target] = batch.numbers[name]
        self._put_lines(batch, target)
        self.texts.put(places, batch.words)
        singles = zip(batch.numbers["country"], batch.numbers["organisation_type"], strict=True)
        self.admitted[target] = [self._rules.admits(self.role, *single) for single in singles]
        for recipe, column in self._kept.items():
            column[places] = recipe.column(self, places)

    def kept(self, recipe: Recipe) -> Halves:
        """A column that many lists need, computed once and again where a row changes."""
        column = self._kept.get(recipe)
        if column is None:
            if len(self._kept) >= MAX_KEPT:
                self._kept.clear()
            column = np.zeros(self.capacity, np.uint16)
            column[: self.used] = recipe.column(self, slice(0, self.used))
            self._kept[recipe] = column
        return column

    def remove(self, identifier: str) -> None:
        """Take a profile out; its row is used again."""
        row = self.rows.pop(identifier)
        self.admitted[row] = False
        self.texts.sizes[row] = 0
        self._free.append(row)

    def encoded(self, rows: Rows) -> list[Encoded]:
        """Profiles of some rows, back from the columns."""
        masks = self.words[rows].tolist()
        if len(self.options) < self.word_starts[-1]:
            starts = self.word_starts
            masks = [[_join(line[a:b]) for a, b in pairwise(starts)] for line in masks]
        scales, days = len(NUMBERS), self.first_day
        found = []
        for row, line, mask, words in zip(
            rows.tolist(), self.lines[rows].tolist(), masks, self.texts.of(rows), strict=True
        ):
            spans = zip(line[days::2], line[days + 1 :: 2], strict=True)
            profile = (
                self.identifiers[row],
                self.role,
                tuple(mask),
                *line[:scales],
                tuple([span for span in spans if span != NEVER]),
                words,
                tuple([None if value == NO_ANSWER else value for value in line[scales:days]]),
            )
            # As a tuple, because a call of the class takes longer than all the rest.
            found.append(tuple.__new__(Encoded, profile))
        return found

    def _row(self, identifier: str) -> int:
        row = self.rows.get(identifier)
        if row is None:
            if self._free:
                row = self._free.pop()
                self.identifiers[row] = identifier
            else:
                row = len(self.identifiers)
                self.identifiers.append(identifier)
            self.rows[identifier] = row
        return row

    def _reserve(self, rows: int) -> None:
        """Make room; rows that are never written to take no memory."""
        have = self.capacity
        if rows > have:
            self._resize(max(rows, have + have // 2 + 64))

    def _resize(self, capacity: int) -> None:
        for name, column in vars(self).items():
            if isinstance(column, np.ndarray):
                row_by_row = name in ("words", "lines")
                setattr(self, name, _longer(column, capacity, axis=0 if row_by_row else -1))
        for place, column in enumerate(self.has):
            self.has[place] = _longer(column, capacity)
        for columns in (self.stances, self.numbers):
            for name, column in columns.items():
                columns[name] = _longer(column, capacity)
        self.texts.resize(capacity)
        self._kept.clear()

    def _put_masks(self, masks: Sequence[list[int]], target: Target) -> list[Bits]:
        """Write the sets of options; give them back option by option."""
        found = []
        for slot, answers in enumerate(masks):
            start, end = self.word_starts[slot : slot + 2]
            width = 8 * (end - start)
            if width == 8:
                words = np.array(answers, np.uint64).reshape(-1, 1)
            else:
                packed = b"".join([mask.to_bytes(width, "little") for mask in answers])
                words = np.frombuffer(packed, np.uint64).reshape(len(answers), -1)
            self.words[target, start:end] = words
            bits = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")
            found.append(np.ascontiguousarray(bits[:, : self.options[slot]].T))
        for slot, column in enumerate(self.has):
            column[:, target] = found[slot]
            self.sizes[slot, target] = found[slot].sum(axis=0, dtype=np.uint8)
        if self._top:
            slot = self.slots["sectors"]
            tops = [option for option in range(self.options[slot]) if self._top >> option & 1]
            self.ecosystems[target] = found[slot][tops].sum(axis=0, dtype=np.uint8)
        return found

    def _put_stances(self, bits: list[Bits], target: Target) -> None:
        for kind, stance in self.stances.items():
            preferred = bits[self.slots[f"preferred_{kind}"]]
            excluded = bits[self.slots[f"excluded_{kind}"]]
            liked = (preferred == 1) | ~preferred.any(axis=0)
            stance[:, target] = liked * np.uint8(LIKED) + (excluded == 0) * np.uint8(NOT_EXCLUDED)

    def _put_lines(self, batch: Batch, target: Target) -> None:
        most = max(map(len, batch.spans), default=0)
        missing = self.first_day + 2 * most - self.lines.shape[1]
        if missing > 0:
            never = np.tile(np.array(NEVER, np.int32), (self.capacity, missing // 2))
            self.lines = np.hstack([self.lines, never])
        spans = (self.lines.shape[1] - self.first_day) // 2
        padded = [[*own, *[NEVER] * (spans - len(own))] for own in batch.spans]
        answers = [
            *batch.numbers.values(),
            *([NO_ANSWER if value is None else value for value in scale] for scale in batch.scales),
        ]
        self.lines[target, : self.first_day] = np.array(answers, np.int32).T
        self.lines[target, self.first_day :] = np.array(padded, np.int32).reshape(len(padded), -1)


def _together(places: Rows) -> Target:
    """Rows that follow each other as a slice, which is written to much faster."""
    first, last = int(places[0]), int(places[-1])
    if last - first + 1 == len(places) and bool((np.diff(places) == 1).all()):
        return slice(first, last + 1)
    return places


def _join(words: Sequence[int]) -> int:
    return sum(word << 64 * place for place, word in enumerate(words))


def _longer(column: NDArray[Any], capacity: int, axis: int = -1) -> NDArray[Any]:
    shape = list(column.shape)
    old = shape[axis]
    shape[axis] = capacity
    longer = np.zeros(shape, column.dtype)
    if axis == 0:
        longer[:old] = column
    else:
        longer[..., :old] = column
    return longer
