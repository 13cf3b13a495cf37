"""Other ways to get the same list: what the matching is measured against.

Each rival gets what suits it: matrices in single precision and contiguous, filters as plain column
comparisons, and the matching's own exact scores for the re-ranking of its candidates.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.answers import Role
from matching.columns import LIKED, Columns, Rows
from matching.encoding import Encoded
from matching.exact import Exact
from matching.fusion import Floats
from matching.kernels import WISH_SAME
from matching.matcher import Matcher
from matching.questions import Kernel

LINEAR = (Kernel.CONTAINMENT, Kernel.ECOSYSTEM, Kernel.LANGUAGES)


class Catalogue:
    """The hosts as matrices, and the plain filter that every rival needs."""

    def __init__(self, matcher: Matcher, *, full: bool) -> None:
        """Turn the columns into dense matrices.

        `full` adds what else is linear (neutral values of unanswered questions, wishes for
        ecosystems, countries, development, maturity): more columns, better candidates.
        """
        self.full = full
        self.matcher = matcher
        self.columns: Columns = matcher.sides[Role.HOST]
        self.units = matcher.units(Role.VISITOR)
        columns, used = self.columns, self.columns.used
        numbers = {name: column[:used] for name, column in columns.numbers.items()}
        self.country = numbers["country"].astype(np.int8)
        self.type = numbers["organisation_type"].astype(np.int8)
        self.mode = numbers["mode"].astype(np.int8)
        self.places = numbers["capacity"].astype(np.int16)
        self.asked = [a for a in matcher.scorer.asked if a.kernel in LINEAR]
        self.positions = {asked.name: i for i, asked in enumerate(matcher.scorer.asked)}
        blocks_towards, blocks_back = [], []
        for asked in self.asked:
            gives, wants = (self._block(slot) for slot in (asked.gives, asked.wants))
            sizes = np.maximum(wants.sum(axis=1, keepdims=True), 1)
            shares = wants / sizes
            if full:
                silent_given = gives.sum(axis=1, keepdims=True) == 0
                silent_wanted = wants.sum(axis=1, keepdims=True) == 0
                worth = np.where(silent_wanted, asked.neutral / 1_000, 0.0)
                if asked.kernel is Kernel.ECOSYSTEM:
                    wishes = numbers["wish"][:, None]
                    shares = np.where(wishes == WISH_SAME, shares, 0)
                    worth = np.where(wishes == 0, asked.neutral / 1_000, worth)
                    worth = np.where(wishes > WISH_SAME, 1.0, worth)
                blocks_towards.append(silent_given)
                blocks_back.append(worth)
            blocks_towards.append(gives)
            blocks_back.append(shares)
        if full:
            one_hot = [
                (numbers[name][:, None] == np.arange(int(numbers[name].max()) + 1)[None, :])
                for name in ("country", "development", "maturity")
            ]
            liked = (columns.stances["countries"][:, :used] & LIKED != 0).T
            self.widths = [block.shape[1] for block in one_hot]
            blocks_towards.extend(one_hot)
            blocks_back.extend([liked, *one_hot[1:]])
        self.towards = np.ascontiguousarray(np.hstack(blocks_towards), np.float32)
        self.back = np.ascontiguousarray(np.hstack(blocks_back), np.float32)

    @property
    def width(self) -> int:
        """Columns of both matrices together."""
        return int(self.towards.shape[1] + self.back.shape[1])

    def _block(self, slot: int) -> Floats:
        return self.columns.has[slot][:, : self.columns.used].T.astype(np.float32)

    def queries(self, asker: Encoded) -> tuple[Floats, Floats]:
        """Weights of the asker's options in either direction."""
        towards, back = [], []
        for asked in self.asked:
            own, given = (self._bits(asker, slot) for slot in (asked.wants, asked.gives))
            place = self.positions[asked.name]
            if self.full:
                neutral = self.units.visitor[place] * asked.neutral / 1_000
                towards.append(np.array([neutral * own.any()], np.float32))
                told = given.any() or asked.kernel is Kernel.ECOSYSTEM
                back.append(np.array([self.units.host[place] * told], np.float32))
            wanted = asked.kernel is not Kernel.ECOSYSTEM or asker.wish == WISH_SAME
            towards.append(own * (wanted * self.units.visitor[place] / max(own.sum(), 1)))
            back.append(given * self.units.host[place])
        if self.full:
            self._facts(asker, towards, back)
        return np.concatenate(towards), np.concatenate(back)

    def _facts(self, asker: Encoded, towards: list[Floats], back: list[Floats]) -> None:
        """Country, development and maturity: what each value is worth."""
        units = [
            (self.units.visitor[self.positions[name]], self.units.host[self.positions[name]])
            for name in ("countries", "development", "maturity")
        ]
        preferred = asker.masks[self.columns.slots["preferred_countries"]]
        countries = np.arange(self.widths[0])
        worth = (
            np.ones(self.widths[0]) if not preferred else 0.3 + 0.7 * (preferred >> countries & 1)
        )
        towards.append((worth * units[0][0]).astype(np.float32))
        width = len(self.columns.stances["countries"])
        back.append((np.arange(width) == asker.country).astype(np.float32) * units[0][1] * 0.7)
        for own, (visitor, host), width in zip(
            (asker.development, asker.maturity), units[1:], self.widths[1:], strict=True
        ):
            values = np.arange(width)
            worth = np.where((values == 0) | (values == own) | (own == 0), 0.5, 1.0)
            towards.append((worth * visitor).astype(np.float32))
            back.append((worth * host).astype(np.float32))

    def _bits(self, asker: Encoded, slot: int) -> Floats:
        mask = asker.masks[slot]
        options = range(self.columns.options[slot])
        return np.array([mask >> option & 1 for option in options], np.float32)

    def eligible(self, asker: Encoded) -> NDArray[np.bool_]:
        """The cheap rules as comparisons of small columns."""
        modes = np.array([3, 1, 2, 3], np.int8)
        eligible: NDArray[np.bool_] = self.country != asker.country
        eligible &= self.places >= asker.capacity
        eligible &= (modes[self.mode] & (asker.mode or 3)) != 0
        slots = self.columns.slots
        for name, values in (("excluded_countries", self.country), ("excluded_types", self.type)):
            if asker.masks[slots[name]]:
                eligible &= (asker.masks[slots[name]] >> values.astype(np.int64) & 1) == 0
        return eligible

    def rerank(self, asker: Encoded, rows: Rows, k: int) -> list[str]:
        """The best `k` of some candidates by exact score."""
        exact = Exact(self.matcher.scorer, self.columns, asker, self.units)
        scores = exact.scores(rows)
        lines = [
            (-int(scores.score[i]), self.columns.identifiers[row])
            for i, row in enumerate(rows.tolist())
            if scores.allowed[i]
        ]
        return [name for _, name in sorted(lines)[:k]]

    def everybody(self, asker: Encoded, k: int) -> list[str]:
        """Brute force: exact scores of all who pass the filter."""
        return self.rerank(asker, np.flatnonzero(self.eligible(asker)), k)


class Dense:
    """Two dense matrix-vector products, harmonic mean, filter, candidates, exact re-ranking."""

    def __init__(self, catalogue: Catalogue, candidates: int) -> None:
        """Keep how many candidates are re-ranked."""
        self.catalogue = catalogue
        self.candidates = min(candidates, len(catalogue.towards))

    def products(self, own: Floats, given: Floats) -> tuple[Floats, Floats]:
        """Scores in either direction."""
        return self.catalogue.towards @ own, self.catalogue.back @ given

    def rank(self, asker: Encoded, k: int) -> list[str]:
        """The list; exact only if the candidates hold the true best."""
        catalogue = self.catalogue
        towards, back = self.products(*catalogue.queries(asker))
        fused = towards * back / np.maximum(towards + back, 1)
        fused[~catalogue.eligible(asker)] = -1
        rows = np.argpartition(fused, -self.candidates)[-self.candidates :]
        return catalogue.rerank(asker, rows[fused[rows] >= 0], k)


class Selected(Dense):
    """The same products over the columns that the asker's answers need, and no others.

    No longer a dense product: what is left of it when most weights are zero.
    """

    def __init__(self, catalogue: Catalogue, candidates: int = 1_000) -> None:
        """Keep the matrices the other way round, so that a column lies in one piece."""
        super().__init__(catalogue, candidates)
        self._columns = [
            np.ascontiguousarray(matrix.T) for matrix in (catalogue.towards, catalogue.back)
        ]

    def products(self, own: Floats, given: Floats) -> tuple[Floats, Floats]:
        """Scores in either direction."""
        towards, back = (
            self._sum(columns, weights)
            for columns, weights in zip(self._columns, (own, given), strict=True)
        )
        return towards, back

    def _sum(self, columns: Floats, weights: Floats) -> Floats:
        total, scratch = np.zeros((2, columns.shape[1]), np.float32)
        for column in np.flatnonzero(weights).tolist():
            np.multiply(columns[column], weights[column], out=scratch)
            np.add(total, scratch, out=total)
        return total


class Graph:
    """hnswlib over the arithmetic mean as one inner product, filter, exact re-ranking."""

    LINKS, EFFORT = 16, 200
    SETTINGS = f"M {LINKS}, ef_construction {EFFORT}"

    def __init__(self, catalogue: Catalogue) -> None:
        """Build the index (raises ImportError where hnswlib is not installed)."""
        hnswlib: Any = importlib.import_module("hnswlib")
        vectors = np.hstack([catalogue.towards, catalogue.back])
        self.catalogue = catalogue
        self.index = hnswlib.Index(space="ip", dim=vectors.shape[1])
        self.index.init_index(
            len(vectors), M=self.LINKS, ef_construction=self.EFFORT, random_seed=1
        )
        self.index.add_items(vectors, num_threads=2)
        self.index.set_num_threads(1)

    def looking_at(self, candidates: int) -> Callable[[Encoded, int], list[str]]:
        """A way to rank that fetches so many neighbours, with a search just as broad."""
        enough = min(candidates, len(self.catalogue.towards) // 2)
        return lambda asker, k: self.rank(asker, k, enough)

    def rank(self, asker: Encoded, k: int, candidates: int) -> list[str]:
        """The list, as far as the graph finds it."""
        self.index.set_ef(candidates)
        catalogue = self.catalogue
        query = np.concatenate(catalogue.queries(asker))
        labels, _ = self.index.knn_query(query, k=candidates)
        rows = labels[0].astype(np.int64)
        return catalogue.rerank(asker, rows[catalogue.eligible(asker)[rows]], k)


def recall(found: Sequence[str], truth: list[str]) -> float:
    """Share of the true list that was found."""
    return len({*found} & {*truth}) / len(truth) if truth else 1.0


__all__ = ["Catalogue", "Dense", "Graph", "Selected", "recall"]
