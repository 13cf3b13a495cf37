"""Marks in a hit what was asked for, the same way whichever engine found it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.asking import Ask
from search.words import words_of

# A word with the accents that stand by themselves after its letters.
SHOWN_WORD: Final = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
EXCERPT_LENGTH: Final = 220
# How much of what stands before the first word found is shown with it.
LEAD: Final = 60


@dataclass(frozen=True, slots=True)
class Marker:
    """Knows the words that were asked for, and how the last one may begin."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, asked: Iterable[Ask]) -> "Marker":
        """The marker for what was asked for."""
        asked = tuple(asked)
        whole = [part for ask in asked for part in (*ask.expressions, ask.beginning[:-1])]
        return cls(
            frozenset(word for part in whole for word in part),
            tuple(ask.beginning[-1] for ask in asked if ask.beginning),
        )

    def knows(self, word: str) -> bool:
        """Whether a word of a text was asked for."""
        return any(
            piece in self.words or piece.startswith(self.beginnings) for piece in words_of(word)
        )

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words that were asked for stand in a text."""
        if not (self.words or self.beginnings):
            return
        for match in SHOWN_WORD.finditer(text):
            if self.knows(match[0]):
                yield match.span()


def marked(text: str, marker: Marker) -> SafeString:
    """The text as HTML, what was asked for inside `mark` elements."""
    text = plain(text)
    pieces: list[str] = []
    shown = 0
    for start, end in marker.spans(text):
        pieces += (escape(text[shown:start]), "<mark>", escape(text[start:end]), "</mark>")
        shown = end
    pieces.append(escape(text[shown:]))
    return mark_safe("".join(pieces))  # noqa: S308  every piece of the text was escaped


def excerpt(texts: Iterable[str], marker: Marker) -> SafeString:
    """About two lines of the first text that has a word asked for, else the start of the first."""
    written = [text for text in map(plain, texts) if text]
    for text in written:
        for start, _end in marker.spans(text):
            return marked(passage(text, start), marker)
    return marked(passage(written[0], 0), marker) if written else SafeString("")


def plain(text: str) -> str:
    """A text in single spaces, letters and their accents as one character where there is one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def passage(text: str, place: int) -> str:
    """A piece of a text around a place, cut between words."""
    start = text.rfind(" ", 0, max(0, place - LEAD)) + 1
    end = start + EXCERPT_LENGTH
    if end < len(text):
        space = text.rfind(" ", place, end)
        end = space if space > place else end
    cut = text[start:end]
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"
