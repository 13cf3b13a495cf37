"""Fusing two directed scores, and sharing the result out again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Fusion
from matching.fusion import fuse, fuse_bounds, fuse_columns, slopes, split

points = st.integers(0, 1_000_000)


@pytest.mark.parametrize(
    ("fusion", "a", "b", "expected"),
    [
        (Fusion.HARMONIC, 600_000, 300_000, 400_000),
        (Fusion.HARMONIC, 1, 2, 1),
        (Fusion.HARMONIC, 0, 0, 0),
        (Fusion.HARMONIC, 0, 5, 0),
        (Fusion.HARMONIC, 1, 0, 0),
        (Fusion.ARITHMETIC, 600_000, 300_001, 450_000),
        (Fusion.GEOMETRIC, 400_000, 900_000, 600_000),
        (Fusion.GEOMETRIC, 2, 4, 2),
        (Fusion.MINIMUM, 600_000, 300_000, 300_000),
        (Fusion.VISITOR, 600_000, 300_000, 600_000),
        (Fusion.HOST, 600_000, 300_000, 300_000),
    ],
)
def test_fusion_by_example(fusion: Fusion, a: int, b: int, expected: int) -> None:
    assert fuse(fusion, a, b) == expected
    columns = fuse_columns(fusion, np.array([a], np.int64), np.array([b], np.int64))
    assert columns.tolist() == [expected]


@given(st.sampled_from(list(Fusion)), st.lists(st.tuples(points, points), min_size=1, max_size=40))
def test_columns_equal_single_pairs_and_bounds_are_above(
    fusion: Fusion, pairs: list[tuple[int, int]]
) -> None:
    a, b = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    expected = [fuse(fusion, *pair) for pair in pairs]
    assert fuse_columns(fusion, a, b).tolist() == expected
    bounds = fuse_bounds(fusion, (a + 40).astype(np.float32), (b + 40).astype(np.float32))
    assert all(bound >= score for bound, score in zip(bounds.tolist(), expected, strict=True))
    looser = [fuse(fusion, one + 40, two + 40) + 2 for one, two in pairs]
    assert all(bound <= score for bound, score in zip(bounds.tolist(), looser, strict=True))


@pytest.mark.parametrize(
    ("fusion", "expected"),
    [
        (Fusion.HARMONIC, 400_000.0),
        (Fusion.ARITHMETIC, 450_000.0),
        (Fusion.GEOMETRIC, 424_264.0687),
        (Fusion.MINIMUM, 300_000.0),
        (Fusion.VISITOR, 600_000.0),
        (Fusion.HOST, 300_000.0),
    ],
)
def test_bounds_by_example(fusion: Fusion, expected: float) -> None:
    sides = (np.array([points], np.float32) for points in (600_000, 300_000))
    assert fuse_bounds(fusion, *sides).tolist() == [pytest.approx(expected, rel=1e-6)]


@pytest.mark.parametrize(
    ("fusion", "expected"),
    [
        (Fusion.HARMONIC, (300, 600)),
        (Fusion.ARITHMETIC, (600, 300)),
        (Fusion.GEOMETRIC, (1, 1)),
        (Fusion.MINIMUM, (0, 1)),
        (Fusion.VISITOR, (1, 0)),
        (Fusion.HOST, (0, 1)),
    ],
)
def test_slopes(fusion: Fusion, expected: tuple[int, int]) -> None:
    assert slopes(fusion, 600, 300) == expected


def test_the_slopes_of_equal_sides_are_equal_under_the_minimum() -> None:
    assert slopes(Fusion.MINIMUM, 5, 5) == (1, 1)
    assert slopes(Fusion.MINIMUM, 4, 5) == (1, 0)


@given(st.sampled_from(list(Fusion)), st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_a_split_score_is_whole_again(fusion: Fusion, one: int, two: int) -> None:
    score = fuse(fusion, one, two)
    parts = split(score, slopes(fusion, one, two))
    assert sum(parts) == score
    assert min(parts) >= 0


def test_a_score_is_split_in_proportion() -> None:
    assert split(400, (300, 600)) == (133, 267)
    assert split(0, (0, 0)) == (0, 0)
    assert split(7, (1, 0)) == (7, 0)
    assert split(7, (1, 1)) == (3, 4)
