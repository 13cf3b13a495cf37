"""From two directed scores to the score of the pair, and back to the parts it is made of.

Every fusion here is homogeneous of degree one (doubling both directed scores doubles the result),
so by Euler's theorem it is the sum of each directed score times its slope. That gives each side,
and within a side each question, a share of the pair's score; the shares sum to the score exactly.
"""

from __future__ import annotations

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from matching.questions import Fusion

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]


def fuse(fusion: Fusion, visitor_score: int, host_score: int) -> int:
    """Score of the pair in points, rounded down."""
    match fusion:
        case Fusion.HARMONIC:
            return 2 * visitor_score * host_score // max(visitor_score + host_score, 1)
        case Fusion.ARITHMETIC:
            return (visitor_score + host_score) // 2
        case Fusion.GEOMETRIC:
            return isqrt(visitor_score * host_score)
        case Fusion.MINIMUM:
            return min(visitor_score, host_score)
        case Fusion.VISITOR:
            return visitor_score
        case _:
            return host_score


def fuse_columns(fusion: Fusion, visitor_scores: Integers, host_scores: Integers) -> Integers:
    """Scores of many pairs; the same numbers as `fuse`."""
    match fusion:
        case Fusion.HARMONIC:
            total = np.maximum(visitor_scores + host_scores, 1)
            harmonic: Integers = 2 * visitor_scores * host_scores // total
            return harmonic
        case Fusion.ARITHMETIC:
            return (visitor_scores + host_scores) // 2
        case Fusion.GEOMETRIC:
            # Exact: products stay below 2 ** 40, where the rounded root has the right floor.
            geometric: Integers = np.sqrt(visitor_scores * host_scores).astype(np.int64)
            return geometric
        case Fusion.MINIMUM:
            return np.minimum(visitor_scores, host_scores)
        case Fusion.VISITOR:
            return visitor_scores
        case _:
            return host_scores


def fuse_bounds(fusion: Fusion, visitor_bounds: Floats, host_bounds: Floats) -> Floats:
    """Upper bounds of many pairs from positive upper bounds of the directed scores."""
    match fusion:
        case Fusion.HARMONIC:
            product: Floats = visitor_bounds * host_bounds
            total = np.add(visitor_bounds, host_bounds)
            np.divide(product, total, out=product)
            np.multiply(product, np.float32(2), out=product)
            return product
        case Fusion.ARITHMETIC:
            arithmetic: Floats = (visitor_bounds + host_bounds) * np.float32(0.5)
            return arithmetic
        case Fusion.GEOMETRIC:
            geometric: Floats = np.sqrt(visitor_bounds * host_bounds)
            return geometric
        case Fusion.MINIMUM:
            lower: Floats = np.minimum(visitor_bounds, host_bounds)
            return lower
        case Fusion.VISITOR:
            return visitor_bounds.copy()
        case _:
            return host_bounds.copy()


def slopes(fusion: Fusion, visitor_score: int, host_score: int) -> tuple[int, int]:
    """Proportion in which the two sides make up the score of the pair (Euler's theorem)."""
    match fusion:
        case Fusion.HARMONIC:
            return host_score, visitor_score
        case Fusion.ARITHMETIC:
            return visitor_score, host_score
        case Fusion.GEOMETRIC:
            return 1, 1
        case Fusion.MINIMUM:
            return int(visitor_score <= host_score), int(host_score <= visitor_score)
        case Fusion.VISITOR:
            return 1, 0
        case _:
            return 0, 1


def split(score: int, proportion: tuple[int, int]) -> tuple[int, int]:
    """Points of a pair's score that belong to the visitor's and to the host's side."""
    visitor_side, host_side = proportion
    visitor_points = score * visitor_side // (visitor_side + host_side or 1)
    return visitor_points, score - visitor_points
