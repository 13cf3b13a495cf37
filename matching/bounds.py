"""For every profile of a side, quickly: no less than the score it can have with the one who asks.

The questions with most weight are counted as they are, in two-byte steps rounded up; those that
are dear to compute (periods, texts, scales) are taken as fully met unless the asking side left
them open. A rule that is cheap to check makes the bound zero. The true score never exceeds the
bound, so that whoever's bound is below the k-th best true score need not be looked at: this is
what makes the list exact. A test compares each bound with each true score.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from matching.answers import Role
from matching.columns import LIKED, NOT_EXCLUDED, Columns
from matching.criteria import POINTS
from matching.encoding import Encoded
from matching.fusion import Floats, fuse_bounds
from matching.kept import STEPS, Contentment, Halves, Share, Silence, steps
from matching.kernels import (
    BASIC,
    FLUENT,
    FURTHER,
    NOT_PREFERRED,
    WISH_DIFFERENT,
    WISH_EITHER,
    WISH_SAME,
    WORKING,
    Asked,
)
from matching.questions import Kernel, Rule
from matching.rules import PHYSICAL_OR_VIRTUAL
from matching.scoring import Scorer, Units

MARGIN = 2
"""Steps added to each directed bound: more than single precision loses in joining the two."""

Bytes = NDArray[np.uint8]
Truths = NDArray[np.bool_]
Integers = NDArray[np.int64]
TOWARDS, BACK = 0, 1
"""What the asker wants of the others, and what they want of the asker."""


class Bounds:
    """Upper bounds for one asking profile over one side."""

    def __init__(self, scorer: Scorer, columns: Columns, asker: Encoded, units: Units) -> None:
        """Compute `values`: one bound per row, in points, zero where a cheap rule excludes it."""
        self._columns = columns
        self._asker = asker
        self._used = columns.used
        self._same = [MARGIN, MARGIN]
        self._silences: list[list[tuple[int, int]]] = [[], []]
        self._rows: Halves = np.zeros((2, self._used), np.uint16)
        self._scratch: Halves = np.empty(self._used, np.uint16)
        visiting = asker.role is Role.VISITOR
        own, given = (units.visitor, units.host) if visiting else (units.host, units.visitor)
        for asked, own_weight, given_weight in zip(scorer.asked, own, given, strict=True):
            self._TERMS[asked.kernel](self, asked, own_weight, given_weight)
        towards, back = self._sums()
        sides = (towards, back) if visiting else (back, towards)
        values = fuse_bounds(scorer.criteria.fusion, *sides)
        self.values: Floats = np.multiply(values, self._eligible(scorer), out=values)

    def _sums(self) -> list[Floats]:
        sums = []
        for total, same, silences in zip(self._rows, self._same, self._silences, strict=True):
            total += np.uint16(same)
            if silences:
                total += self._columns.kept(Silence(tuple(silences)))[: self._used]
            sums.append(np.multiply(total, np.float32(POINTS / STEPS), dtype=np.float32))
        return sums

    # Rules

    def _eligible(self, scorer: Scorer) -> Truths:
        """Who passes the rules that are cheap to check."""
        asker, used = self._asker, self._used
        rules, book, numbers = scorer.criteria.rules, scorer.rules, self._columns.numbers
        if not book.admits(asker.role, asker.country, asker.organisation_type):
            return np.zeros(used, np.bool_)
        eligible = self._columns.admitted[:used].copy()
        countries, types = numbers["country"][:used], numbers["organisation_type"][:used]
        if Rule.OTHER_COUNTRY in rules:
            eligible &= countries != asker.country
        if Rule.COUNTRY_NOT_EXCLUDED in rules:
            self._exclude(eligible, "countries", countries, asker.country)
        if Rule.TYPE_NOT_EXCLUDED in rules:
            self._exclude(eligible, "types", types, asker.organisation_type)
        if Rule.COMMON_MODE in rules:
            modes = numbers["mode"][:used]
            offered = modes | (modes == 0) * np.uint8(PHYSICAL_OR_VIRTUAL)
            possible = (asker.mode or PHYSICAL_OR_VIRTUAL) & book.modes
            eligible &= offered & np.uint8(possible) != 0
        if Rule.PLACES in rules:
            capacity = numbers["capacity"][:used]
            visiting = asker.role is Role.VISITOR
            eligible &= capacity >= asker.capacity if visiting else capacity <= asker.capacity
        return eligible

    def _exclude(self, eligible: Truths, kind: str, theirs: Halves, own: int) -> None:
        """Leave out whom the asker excludes, and who excludes the asker."""
        for option in self._chosen(f"excluded_{kind}"):
            eligible &= theirs != option
        eligible &= self._columns.stances[kind][own, : self._used] & np.uint8(NOT_EXCLUDED) != 0

    # Adding up

    def _both_sides(self, own_steps: int, given_steps: int) -> None:
        """Add the same to everyone."""
        self._same[TOWARDS] += own_steps
        self._same[BACK] += given_steps

    def _neutral(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        self._both_sides(_worth(asked, own_weight), _worth(asked, given_weight))

    def _silent(self, asked: Asked, slot: int, side: int, weight: int) -> None:
        """Add the neutral value to those who left `slot` open."""
        self._silences[side].append((slot, _worth(asked, weight)))

    def _add(self, side: int, counts: Bytes | Halves, factor: int | Halves) -> None:
        """Add `counts` times `factor` to the rows."""
        scratch = self._scratch
        np.copyto(scratch, counts)
        np.multiply(scratch, factor, out=scratch, dtype=np.uint16)
        np.add(self._rows[side], scratch, out=self._rows[side])

    def _count(self, slot: int, mask: int) -> Bytes:
        """How many of the options in `mask` each row has."""
        has, used = self._columns.has[slot], self._used
        counts: Bytes = np.zeros(used, np.uint8)
        for option in _options(mask):
            np.add(counts, has[option, :used], out=counts)
        return counts

    def _chosen(self, wish: str) -> list[int]:
        return _options(self._asker.masks[self._columns.slots[wish]])

    # Questions

    def _containment(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        masks = self._asker.masks
        wanted, given = masks[asked.wants], masks[asked.gives]
        counts = self._contained(asked, wanted, own_weight)
        if not given:
            self._both_sides(0, _worth(asked, given_weight))
            return
        self._silent(asked, asked.wants, BACK, given_weight)
        if counts is None or asked.wants != asked.gives:
            counts = self._count(asked.wants, given)
        self._add(BACK, counts, self._shares(Share(asked.wants, given_weight)))

    def _contained(self, asked: Asked, wanted: int, own_weight: int) -> Bytes | None:
        if not wanted:
            self._both_sides(_worth(asked, own_weight), 0)
            return None
        self._silent(asked, asked.gives, TOWARDS, own_weight)
        counts = self._count(asked.gives, wanted)
        self._add(TOWARDS, counts, steps(own_weight, wanted.bit_count()))
        return counts

    def _shares(self, recipe: Share | Contentment) -> Halves:
        return self._columns.kept(recipe)[: self._used]

    def _ecosystem(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        asker, columns, used = self._asker, self._columns, self._used
        own = asker.masks[asked.wants]
        counts = None
        if asker.wish == WISH_EITHER:
            self._both_sides(steps(own_weight), 0)
        elif asker.wish == WISH_DIFFERENT and own:
            self._silent(asked, asked.gives, TOWARDS, own_weight)
            shared = self._count(asked.gives, own & asked.constant)
            new = (columns.ecosystems[:used] > shared).view(np.uint8)
            self._add(TOWARDS, new, steps(own_weight))
        else:
            counts = self._contained(asked, own if asker.wish == WISH_SAME else 0, own_weight)
        back = self._rows[BACK]
        full, neutral = steps(given_weight), _worth(asked, given_weight)
        back += self._shares(Contentment(asked.wants, full, neutral, bool(own)))
        if own:
            counts = self._count(asked.wants, own) if counts is None else counts
            self._add(BACK, counts, self._shares(Share(asked.wants, given_weight, same_only=True)))

    def _languages(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        slot = asked.wants
        basic, working, fluent = self._asker.masks[slot : slot + 3]
        if not basic:
            self._neutral(asked, own_weight, given_weight)
            return
        self._silent(asked, slot, TOWARDS, own_weight)
        self._silent(asked, slot, BACK, given_weight)
        tenths = _any(self._count(slot, basic)) * np.uint8(BASIC)
        if working:
            common = self._count(slot + 1, working)
            tenths += _any(common) * np.uint8(WORKING - FURTHER)
            tenths += common * np.uint8(FURTHER)
        if fluent:
            tenths += _any(self._count(slot + 2, fluent)) * np.uint8(FLUENT)
        # A column of tens, because numpy is ten times slower with a single number here.
        np.minimum(tenths, np.full(self._used, 10, np.uint8), out=tenths)
        self._add(TOWARDS, tenths, steps(own_weight, 10))
        self._add(BACK, tenths, steps(given_weight, 10))

    def _country(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        countries = self._columns.numbers["country"]
        self._preference("countries", countries, self._asker.country, own_weight, given_weight)

    def _organisation_type(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        types, own = self._columns.numbers["organisation_type"], self._asker.organisation_type
        self._preference("types", types, own, own_weight, given_weight)

    def _preference(
        self, kind: str, theirs: Halves, own: int, own_weight: int, given_weight: int
    ) -> None:
        preferred = self._chosen(f"preferred_{kind}")
        least = steps(own_weight * NOT_PREFERRED, 10) if preferred else steps(own_weight)
        self._both_sides(least, steps(given_weight * NOT_PREFERRED, 10))
        if preferred:
            liked = np.zeros(self._used, np.bool_)
            for option in preferred:
                liked |= theirs[: self._used] == option
            self._add(TOWARDS, liked.view(np.uint8), steps(own_weight) - least)
        more = steps(given_weight * (10 - NOT_PREFERRED), 10)
        self._add(BACK, self._columns.stances[kind][own, : self._used] >> np.uint8(LIKED - 1), more)

    def _difference(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        """Half for the same answer, full for another one or none."""
        own = self._asker[asked.wants]
        if not own:
            self._neutral(asked, own_weight, given_weight)
            return
        others = self._columns.numbers[Encoded._fields[asked.wants]][: self._used]
        different = (others != own).view(np.uint8)
        for side, weight in ((TOWARDS, own_weight), (BACK, given_weight)):
            half = steps(weight, 2)
            self._same[side] += half
            self._add(side, different, half)

    def _late(self, asked: Asked, own_weight: int, given_weight: int) -> None:
        """Fully met, unless the asker left the question open."""
        asker = self._asker
        answered = {
            Kernel.PERIOD: bool(asker.spans),
            Kernel.LENGTH: bool(asker.length),
            Kernel.WORDS: bool(asker.words),
        }.get(asked.kernel)
        if answered is None:
            answered = asker.scales[asked.wants] is not None
        if answered:
            self._both_sides(steps(own_weight), steps(given_weight))
        else:
            self._neutral(asked, own_weight, given_weight)

    _TERMS: ClassVar = {
        Kernel.CONTAINMENT: _containment,
        Kernel.ECOSYSTEM: _ecosystem,
        Kernel.LANGUAGES: _languages,
        Kernel.COUNTRY: _country,
        Kernel.ORGANISATION_TYPE: _organisation_type,
        Kernel.DIFFERENCE: _difference,
        Kernel.PERIOD: _late,
        Kernel.LENGTH: _late,
        Kernel.WORDS: _late,
        Kernel.NEARNESS: _late,
    }


def _worth(asked: Asked, weight: int) -> int:
    return steps(weight * asked.neutral, 1_000)


def _options(mask: int) -> list[int]:
    """Places of the options in a mask."""
    options = []
    while mask:
        lowest = mask & -mask
        options.append(lowest.bit_length() - 1)
        mask ^= lowest
    return options


def _any(counts: Bytes) -> Bytes:
    some: Bytes = (counts != 0).view(np.uint8)
    return some
