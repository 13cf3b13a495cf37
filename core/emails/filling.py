"""Fills the placeholders of an e-mail, and finds what is wrong with them."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from core.emails.kinds import EmailKind
from core.listing import clean_words

LINE_LIMIT = 2000  # an address with its parameters
PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


def names_in(text: str) -> list[str]:
    """The names between braces, each once, in their order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def unknown_names(kind: EmailKind, text: str) -> list[str]:
    """Names in the text that this e-mail does not fill in."""
    known = {placeholder.name for placeholder in kind.placeholders}
    return [name for name in names_in(text) if name not in known]


def missing_names(kind: EmailKind, text: str) -> list[str]:
    """Names that must be in the text and are not."""
    used = names_in(text)
    required = (one.name for one in kind.placeholders if one.is_required)
    return [name for name in required if name not in used]


def values_of(kind: EmailKind, context: Mapping[str, Any]) -> dict[str, str]:
    """The value of each placeholder; raises `ValueError` where `context` has too few or many."""
    wanted = {placeholder.name for placeholder in kind.placeholders}
    if wanted != set(context):
        different = ", ".join(sorted(wanted ^ set(context)))
        raise ValueError(f"The e-mail {kind.code} and its values do not fit: {different}.")
    return {
        one.name: clean_lines(str(context[one.name]))
        if one.is_multiline
        else clean_words(str(context[one.name]), LINE_LIMIT)
        for one in kind.placeholders
    }


def clean_lines(text: str) -> str:
    """A text with its line breaks and without characters that control or are none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (one for one in lines if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with values in place of names. What stands between braces in a value stays.

    An empty value leaves no gap between paragraphs.
    """
    filled = PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n\n", filled)
