"""Reads `who_may_what.txt`."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.permissions.world import PEOPLE

FILE = Path(__file__).with_name("who_may_what.txt")


class Row(NamedTuple):
    """What each kind of person gets from a pattern by a method, in the order of `PEOPLE`."""

    method: str
    route: str
    answers: tuple[str, ...]


def rows() -> Iterator[Row]:
    """The table, line by line; one answer alone is everybody's."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            method, route, *answers = line.split()
            yield Row(method, route, tuple(answers) * (len(PEOPLE) if len(answers) == 1 else 1))
