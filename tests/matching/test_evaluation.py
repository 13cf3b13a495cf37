"""Measures of lists, on examples worked by hand."""

from __future__ import annotations

from math import log2
from typing import Any

import pytest

from matching import RequestError
from matching.evaluation import (
    Agreement,
    Quality,
    agreement,
    bootstrap_interval,
    coverage,
    exposure,
    gini,
    ndcg,
    precision,
    quality,
    recall,
    reciprocal_rank,
)


def approximately(expected: Any) -> Any:
    """The same figures, but for what floating point loses."""
    return pytest.approx(tuple(expected), abs=1e-12)


GAINS = {"a": 1.0, "b": 0.0, "c": 1.0, "d": 3.0}


def test_ndcg() -> None:
    best = 3 + 1 / log2(3) + 1 / 2
    assert ndcg(["d", "a", "c"], GAINS, 3) == pytest.approx(1.0)
    assert ndcg(["b", "d", "x", "a"], GAINS, 3) == pytest.approx(3 / log2(3) / best)
    assert ndcg(["d"], GAINS, 1) == 1.0
    assert ndcg(["x"], {}, 3) == 0.0
    assert ndcg(["x"], {"x": 0.0}, 3) == 0.0


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(["b", "x", "c", "a"], GAINS, 4) == 1 / 3
    assert reciprocal_rank(["b", "x", "c"], GAINS, 2) == 0.0


def test_precision_and_recall() -> None:
    assert precision(["a", "b", "c", "x"], GAINS, 4) == 0.5
    assert precision(["a"], GAINS, 4) == 0.25
    assert precision(["a", "c"], GAINS, 1) == 1.0
    assert recall(["a", "b", "c", "x"], GAINS, 3) == 2 / 3
    assert recall(["a"], {"b": 0.0}, 3) == 0.0


def test_exposure_coverage_and_inequality() -> None:
    lists = {"v1": ["a", "b"], "v2": ["a", "c"], "v3": ["a"]}
    shown = exposure(lists, ["a", "b", "c", "d"], 2)
    assert shown == {"a": 3, "b": 1, "c": 1, "d": 0}
    assert exposure(lists, "abcd", 1) == {"a": 3, "b": 0, "c": 0, "d": 0}
    assert coverage(shown) == 0.75
    assert coverage({}) == 0.0
    assert gini({"a": 2, "b": 2}) == 0.0
    assert gini({"a": 0, "b": 0, "c": 0, "d": 8}) == 0.75
    assert gini({"a": 0}) == 0.0
    assert gini(shown) == pytest.approx(0.45)
    with pytest.raises(RequestError, match="v1: lists: is not one of everybody"):
        exposure(lists, ["b"], 2)


def test_quality_is_over_those_with_something_relevant() -> None:
    lists = {"v1": ["a", "b"], "v2": ["b", "a"], "v3": ["a", "b"], "v4": ["b", "a"]}
    gains = {"v1": {"a": 1.0}, "v2": {"a": 1.0}, "v3": {"a": 0.0}}
    assert quality(lists, gains, "abc", 2) == approximately(
        Quality(
            askers=2,
            ndcg=(1 + 1 / log2(3)) / 2,
            reciprocal_rank=0.75,
            precision=0.5,
            recall=1.0,
            coverage=2 / 3,
            gini=1 / 3,
        )
    )
    assert quality({}, {}, "a", 2) == Quality(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_agreement() -> None:
    same = {"v": ["a", "b", "c"], "w": ["a"]}
    assert agreement(same, same, 3) == Agreement(2, 1.0, 1.0, 1.0)
    assert agreement({"v": ["a", "b"]}, {"v": ["b", "a"]}, 2) == Agreement(1, 1.0, -1.0, 0.0)
    # a b against a c: pairs ab and ac agree, bc disagrees.
    assert agreement({"v": ["a", "b"]}, {"v": ["a", "c"]}, 2) == approximately(
        Agreement(1, 0.5, 1 / 3, 1.0)
    )
    # a b against c: ab is tied in the second list, ac and bc disagree.
    assert agreement({"v": ["a", "b"]}, {"v": ["c"]}, 2) == approximately(
        Agreement(1, 0.0, -2 / 3, 0.0)
    )
    assert agreement({"v": []}, {"v": []}, 2) == Agreement(1, 1.0, 1.0, 1.0)
    assert agreement({"v": ["a"]}, {"w": ["a"]}, 2) == Agreement(0, 0.0, 0.0, 0.0)
    assert agreement({"v": ["a", "b"]}, {"v": ["a", "c"]}, 1).overlap == 1.0


@pytest.mark.parametrize("k", [0, -3, True, 1.5, None])
def test_a_cut_off_that_is_none_is_refused(k: Any) -> None:
    for measure in (ndcg, reciprocal_rank, precision, recall):
        with pytest.raises(RequestError, match="k: is not a whole number above 0"):
            measure(["a"], {"a": 1.0}, k)
    with pytest.raises(RequestError, match="k: "):
        agreement({"v": ["a"]}, {"v": ["a"]}, k)


def test_bootstrap_interval() -> None:
    assert bootstrap_interval([0.5] * 10, seed=1) == (0.5, 0.5)
    values = [0.0, 1.0] * 50
    low, high = bootstrap_interval(values, seed=1)
    assert 0.38 < low < 0.42
    assert 0.58 < high < 0.62
    assert bootstrap_interval(values, seed=1) == (low, high)
    narrow = bootstrap_interval(values, seed=1, level=0.5)
    assert low < narrow[0] < narrow[1] < high
    with pytest.raises(RequestError, match="values: an interval needs"):
        bootstrap_interval([], seed=1)
