"""What an entry is to be, as a plain value."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final

from search.models import Kind
from search.words import words_of

# How much a word counts by the best place where it stands. Small whole numbers: both engines add
# them up exactly, so both put hits in the same order.
TITLE_WEIGHT: Final = 8
SUMMARY_WEIGHT: Final = 4
NAMES_WEIGHT: Final = 2
TEXT_WEIGHT: Final = 1
WEIGHTS: Final = (TITLE_WEIGHT, SUMMARY_WEIGHT, NAMES_WEIGHT, TEXT_WEIGHT)

Key = tuple[Kind, int]
Term = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """An entry with all that belongs to it; the fields are those of `SearchEntry`."""

    kind: Kind
    object_id: int
    language: str
    readers: str = ""
    title: str
    summary: str = ""
    names: str = ""
    text: str = ""
    url: str
    partnership: str = ""
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    published_at: datetime.datetime | None = None
    is_sample: bool = False
    terms: frozenset[Term] = frozenset()

    @property
    def key(self) -> Key:
        """What it is the entry of."""
        return self.kind, self.object_id

    @property
    def values(self) -> dict[str, object]:
        """The values of its row."""
        return {name: getattr(self, name) for name in ROW_FIELDS}

    def weighted_words(self) -> dict[str, int]:
        """All its words with their weights."""
        words: dict[str, int] = {}
        # The heaviest last: it overwrites.
        for text, weight in (
            (self.text, TEXT_WEIGHT),
            (self.names, NAMES_WEIGHT),
            (self.summary, SUMMARY_WEIGHT),
            (self.title, TITLE_WEIGHT),
        ):
            words.update(dict.fromkeys(words_of(text), weight))
        return words


ROW_FIELDS: Final = tuple(field.name for field in fields(Projected) if field.name != "terms")


def lines(parts: Iterable[str]) -> str:
    """Texts as lines, each once, empty ones left out."""
    return "\n".join(dict.fromkeys(text for part in parts if (text := part.strip())))
