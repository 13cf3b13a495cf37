"""Texts end to end in one array: what was written is read, whatever was overwritten before."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings

from matching.texts import Texts
from tests.matching.makers import seeds


@settings(max_examples=50, deadline=None)
@given(seeds())
def test_each_row_has_the_words_last_written_to_it(rng: Random) -> None:
    texts = Texts()
    texts.resize(6)
    written = dict.fromkeys(range(6), frozenset[int]())
    for _ in range(rng.randint(1, 12)):
        rows = rng.sample(range(6), rng.randint(1, 6))
        new = {row: frozenset(rng.sample(range(1, 50), rng.choice([0, 1, 3, 9]))) for row in rows}
        texts.put(np.array(rows), [*new.values()])
        written |= new
    assert texts.of(np.arange(6)) == [*written.values()]
    words, sizes = texts.gather(np.array([4, 1]))
    assert sizes.tolist() == [len(written[4]), len(written[1])]
    assert {*words[: sizes[0]].tolist()} == written[4]
    assert {*words[sizes[0] :].tolist()} == written[1]


def test_room_of_overwritten_words_is_used_again() -> None:
    texts = Texts()
    texts.resize(2)
    for turn in range(200):
        texts.put(np.array([turn % 2]), [frozenset(range(turn, turn + 10))])
    assert len(texts.words) <= 60
    texts.resize(4)
    texts.put(np.array([3]), [frozenset({7})])
    assert texts.of(np.array([3, 2, 0])) == [{7}, frozenset(), frozenset(range(198, 208))]
