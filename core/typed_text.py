"""What people type into forms, as it is stored.

Normalised to Unicode's NFC, so that what looks the same is the same; without control characters,
which no database and no file format wants; trimmed. Everything else stays as it was sent: emoji
with their joiners, right-to-left text with its marks.
"""

import unicodedata

CONTROL = frozenset({"Cc", "Cs"})
WITHOUT_INK = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


def one_line(text: str) -> str:
    """A text without line ends: each becomes a space."""
    return _normalised(text, kept="", replaced_by_space="\n\t\x0b\x0c\x85\u2028\u2029")


def several_lines(text: str) -> str:
    """A text with its line ends, each written as one newline."""
    return _normalised(text, kept="\n\t", replaced_by_space="\x0b\x0c\x85")


def says_something(text: str) -> bool:
    """Whether there is anything to see in a text."""
    return any(unicodedata.category(character) not in WITHOUT_INK for character in text)


def _normalised(text: str, *, kept: str, replaced_by_space: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    characters = []
    for character in unicodedata.normalize("NFC", text):
        if character in replaced_by_space:
            characters.append(" ")
        elif character in kept or unicodedata.category(character) not in CONTROL:
            characters.append(character)
    stripped = "".join(characters).strip()
    return stripped if says_something(stripped) else ""
