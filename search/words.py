"""What people write and type as words that can be compared: folded the same way on both sides."""

import re
import unicodedata
from typing import Final

from core.listing import WORDS_LIMIT, clean_words

WORD: Final = re.compile(r"[^\W_]+")
WORD_LENGTH: Final = 64
WORDS_SEARCHED: Final = 12
# Letters that Unicode does not take apart, as people without them on their keyboard type them.
LETTERS: Final = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "þ": "th",
        "ŧ": "t",
        "ə": "e",
    }
)
# Anything that could be an address or a number: the log of queries must not hold a person's.
AT_SIGNS: Final = re.compile(
    r"[@\N{FULLWIDTH COMMERCIAL AT}\N{SMALL COMMERCIAL AT}]|%40|[(\[{<]\s*at\s*[)\]}>]",
    re.IGNORECASE,
)
DIGITS_OF_A_PHONE: Final = 7


def fold(text: str) -> str:
    """Text without case, accents and ligatures: "Česko" and "cesko" become the same.

    NFKD takes accents and compatibility forms apart, case folding makes ß to ss; the marks go.
    Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower()
    # Case folding may put together what can be taken apart again.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(character for character in apart if unicodedata.category(character) != "Mn")
    return bare.translate(LETTERS)


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order; only letters and digits, never empty."""
    return [word[:WORD_LENGTH] for word in WORD.findall(fold(text))]


def query_words(text: str) -> tuple[str, ...]:
    """The folded words that a query asks for, without quotes, operators and signs.

    An engine gets nothing that it could take for syntax.
    """
    return tuple(words_of(clean_words(text))[:WORDS_SEARCHED])


def is_cut(text: str) -> bool:
    """Whether a query is longer than what is searched for: 200 characters and twelve words."""
    return len(text.strip()) > WORDS_LIMIT or len(words_of(text)) > WORDS_SEARCHED


def may_be_logged(text: str) -> bool:
    """Whether a query can be counted among what people look for.

    Not where an e-mail address or the number of a telephone could be in it.
    """
    digits = sum(character.isdigit() for character in text)
    return digits < DIGITS_OF_A_PHONE and not AT_SIGNS.search(text)
