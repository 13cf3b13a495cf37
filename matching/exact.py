"""Exact scores of one asking profile with some rows of a side: the same numbers as `scoring`.

Used for the few hundred rows that the bounds leave. Whole numbers throughout.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.answers import Role
from matching.columns import NO_ANSWER, NUMBERS, Columns, Rows
from matching.encoding import Encoded
from matching.fusion import Integers, fuse_columns
from matching.kernels import (
    BASIC,
    FLUENT,
    FURTHER,
    NOT_PREFERRED,
    WISH_DIFFERENT,
    WISH_EITHER,
    WISH_SAME,
    WORDS_ENOUGH,
    WORKING,
    Asked,
)
from matching.questions import Kernel, Rule
from matching.scoring import Scorer, Units

Truths = NDArray[np.bool_]
Words = NDArray[np.uint64]


class Scores(NamedTuple):
    """Scores of some rows, and which of them no rule excludes."""

    score: Integers
    visitor_score: Integers
    host_score: Integers
    allowed: Truths


class Exact:
    """Computes the scores; made once per asking profile, called per batch of rows."""

    def __init__(self, scorer: Scorer, columns: Columns, asker: Encoded, units: Units) -> None:
        """Keep what does not change from batch to batch."""
        self._scorer = scorer
        self._columns = columns
        self._asker = asker
        self._visiting = asker.role is Role.VISITOR
        sides = (units.visitor, units.host) if self._visiting else (units.host, units.visitor)
        self._questions = tuple(zip(scorer.asked, *sides, strict=True))

    def scores(self, rows: Rows) -> Scores:
        """Scores of `rows`; rules that the bounds have checked already are not checked again."""
        columns = self._columns
        self._rows = rows
        self._words_of_rows = columns.words.take(rows, axis=0).T
        self._lines = columns.lines.take(rows, axis=0).T
        self._sizes = columns.sizes.take(rows, axis=1)
        self._read_periods()
        towards = np.zeros(len(rows), np.int64)
        back = np.zeros(len(rows), np.int64)
        for asked, own_weight, given_weight in self._questions:
            if own_weight or given_weight:
                own, given = self._PARTS[asked.kernel](self, asked, own_weight, given_weight)
                towards += own
                back += given
        sides = (towards, back) if self._visiting else (back, towards)
        score = fuse_columns(self._scorer.criteria.fusion, *sides)
        return Scores(score, *sides, self._allowed())

    def _allowed(self) -> Truths:
        rules = self._scorer.criteria.rules
        allowed = np.ones(len(self._rows), np.bool_)
        if Rule.OTHER_ORGANISATION in rules:
            allowed &= self._numbers("organisation") != self._asker.organisation
        if Rule.COMMON_PERIOD in rules and self._asker.spans:
            enough = self._longest >= self._scorer.criteria.minimum_days
            allowed &= enough | ~self._available
        if Rule.COMMON_LANGUAGE in rules:
            slot = self._columns.slots["languages.basic"]
            if self._asker.masks[slot]:
                common = self._both(slot, self._asker.masks[slot]) != 0
                allowed &= common | (self._sizes[slot] == 0)
        return allowed

    # Columns of the rows at hand

    def _read_periods(self) -> None:
        """Whether each row says when it is available, and its longest period with the asker."""
        days = self._lines[self._columns.first_day :]
        first, last = days[::2], days[1::2]
        self._available: Truths = first[0] <= last[0]
        self._longest = np.zeros(len(self._rows), np.int64)
        for own_first, own_last in self._asker.spans:
            runs = np.minimum(last, own_last) - np.maximum(first, own_first) + 1
            # Where a row has fewer spans the day before never comes and the run is not above 0.
            np.maximum(self._longest, runs.max(axis=0), out=self._longest)

    def _numbers(self, name: str) -> Integers:
        numbers: Integers = self._lines[NUMBERS[name]].astype(np.int64)
        return numbers

    def _both(self, slot: int, mask: int) -> Integers:
        """How many of the options in `mask` each row has."""
        start, end = self._columns.word_starts[slot : slot + 2]
        if end - start == 1:
            common = np.bitwise_count(self._words_of_rows[start] & np.uint64(mask))
            return common.astype(np.int64)
        wanted = np.frombuffer(mask.to_bytes(8 * (end - start), "little"), np.uint64)
        common = np.bitwise_count(self._words_of_rows[start:end] & wanted[:, None])
        counts: Integers = common.sum(axis=0, dtype=np.int64)
        return counts

    # Questions

    def _neutral(self, asked: Asked, weight: int) -> int:
        return weight * asked.neutral // 1_000

    def _contained(self, asked: Asked, wanted: int, weight: int) -> Integers | int:
        neutral = self._neutral(asked, weight)
        if not wanted:
            return neutral
        reached = self._both(asked.gives, wanted)
        silent = self._sizes[asked.gives] == 0
        return np.where(silent, neutral, weight * reached // wanted.bit_count())

    def _containing(self, asked: Asked, given: int, weight: int) -> Integers | int:
        neutral = self._neutral(asked, weight)
        if not given:
            return neutral
        sizes = self._sizes[asked.wants].astype(np.int64)
        reached = self._both(asked.wants, given)
        return np.where(sizes == 0, neutral, weight * reached // np.maximum(sizes, 1))

    def _containment(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        masks = self._asker.masks
        return (
            self._contained(asked, masks[asked.wants], own_weight),
            self._containing(asked, masks[asked.gives], given_weight),
        )

    def _ecosystem(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        own = self._asker.masks[asked.wants]
        neutral = self._neutral(asked, given_weight)
        wishes = self._numbers("wish")
        like = self._containing(asked, own, given_weight)
        back = np.where(wishes == WISH_SAME, like, neutral)
        tops = own & asked.constant
        if own:
            known = self._sizes[asked.wants] != 0
            different = (wishes == WISH_DIFFERENT) & known
            new_to_them = self._both(asked.wants, tops) < tops.bit_count()
            back = np.where(different, given_weight * new_to_them, back)
        back = np.where(wishes == WISH_EITHER, given_weight, back)
        return self._wished(asked, own, own_weight), back

    def _wished(self, asked: Asked, own: int, weight: int) -> Integers | int:
        wish = self._asker.wish
        if wish == WISH_EITHER:
            return weight
        if wish == WISH_DIFFERENT and own:
            silent = self._sizes[asked.gives] == 0
            shared = self._both(asked.gives, own & asked.constant)
            new = self._columns.ecosystems.take(self._rows) > shared
            return np.where(silent, self._neutral(asked, weight), weight * new)
        return self._contained(asked, own if wish == WISH_SAME else 0, weight)

    def _languages(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        slot = asked.wants
        basic, working, fluent = self._asker.masks[slot : slot + 3]
        neutral = self._neutral(asked, own_weight), self._neutral(asked, given_weight)
        if not basic:
            return neutral
        tenths = BASIC * (self._both(slot, basic) != 0)
        common = self._both(slot + 1, working)
        tenths = tenths + (common != 0) * (WORKING - FURTHER) + FURTHER * common
        tenths = np.minimum(tenths + FLUENT * (self._both(slot + 2, fluent) != 0), 10)
        silent = self._sizes[slot] == 0
        return (
            np.where(silent, neutral[0], own_weight * tenths // 10),
            np.where(silent, neutral[1], given_weight * tenths // 10),
        )

    def _country(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        others = self._numbers("country")
        return self._preference(asked, others, self._asker.country, own_weight, given_weight)

    def _organisation_type(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        others = self._numbers("organisation_type")
        own = self._asker.organisation_type
        return self._preference(asked, others, own, own_weight, given_weight)

    def _preference(
        self, asked: Asked, others: Integers, own: int, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        slot = asked.wants
        start, end = self._columns.word_starts[slot : slot + 2]
        anyone = ~self._words_of_rows[start:end].any(axis=0)
        liked = anyone | (self._both(slot, 1 << own) == 1)
        back = np.where(liked, given_weight, given_weight * NOT_PREFERRED // 10)
        preferred = self._asker.masks[slot]
        if not preferred:
            return own_weight, back
        wanted = np.array([preferred >> other & 1 for other in others.tolist()], np.bool_)
        return np.where(wanted, own_weight, own_weight * NOT_PREFERRED // 10), back

    def _difference(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        own = self._asker[asked.wants]
        if not own:
            return self._neutral(asked, own_weight), self._neutral(asked, given_weight)
        others = self._numbers(Encoded._fields[asked.wants])
        halves = np.where(others == own, 1, 2)
        return self._told(asked, others != 0, halves, 2, own_weight, given_weight)

    def _told(
        self,
        asked: Asked,
        known: Truths,
        reached: Integers,
        of: Integers | int,
        own_weight: int,
        given_weight: int,
    ) -> tuple[Integers, Integers]:
        """A measure that is the same from both sides."""
        return (
            np.where(known, own_weight * reached // of, self._neutral(asked, own_weight)),
            np.where(known, given_weight * reached // of, self._neutral(asked, given_weight)),
        )

    def _period(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        if not self._asker.spans:
            return self._neutral(asked, own_weight), self._neutral(asked, given_weight)
        runs, known = self._longest, self._available
        wanted = self._asker.length or asked.constant
        lengths = self._numbers("length")
        others = np.where(lengths == 0, asked.constant, lengths)
        own = own_weight * np.minimum(runs, wanted) // wanted
        given = given_weight * np.minimum(runs, others) // others
        return (
            np.where(known, own, self._neutral(asked, own_weight)),
            np.where(known, given, self._neutral(asked, given_weight)),
        )

    def _length(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        own = self._asker.length
        if not own:
            return self._neutral(asked, own_weight), self._neutral(asked, given_weight)
        others = self._numbers("length")
        reached, of = np.minimum(others, own), np.maximum(others, own)
        return self._told(asked, others != 0, reached, of, own_weight, given_weight)

    def _words(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        if not self._asker.words:
            return self._neutral(asked, own_weight), self._neutral(asked, given_weight)
        words, lengths = self._columns.texts.gather(self._rows)
        known = np.zeros(int(words.max(initial=0)) + 1, np.bool_)
        known[[word for word in self._asker.words if 0 < word < len(known)]] = True
        found = np.concatenate(([0], np.cumsum(known[words])))
        ends = np.cumsum(lengths)
        shared = found[ends] - found[ends - lengths]
        enough = np.maximum(WORDS_ENOUGH, np.minimum(lengths, len(self._asker.words)))
        return self._told(asked, lengths != 0, shared, enough, own_weight, given_weight)

    def _nearness(
        self, asked: Asked, own_weight: int, given_weight: int
    ) -> tuple[Integers | int, Integers | int]:
        own = self._asker.scales[asked.wants]
        if own is None:
            return self._neutral(asked, own_weight), self._neutral(asked, given_weight)
        others = self._lines[len(NUMBERS) + asked.wants].astype(np.int64)
        reached = asked.constant - np.abs(others - own)
        known = others != NO_ANSWER
        return self._told(asked, known, reached, asked.constant, own_weight, given_weight)

    _PARTS: ClassVar = {
        Kernel.CONTAINMENT: _containment,
        Kernel.ECOSYSTEM: _ecosystem,
        Kernel.LANGUAGES: _languages,
        Kernel.COUNTRY: _country,
        Kernel.ORGANISATION_TYPE: _organisation_type,
        Kernel.DIFFERENCE: _difference,
        Kernel.PERIOD: _period,
        Kernel.LENGTH: _length,
        Kernel.WORDS: _words,
        Kernel.NEARNESS: _nearness,
    }
