"""Which e-mails the site sends, and what they say unless an administrator says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A part of an e-mail that is filled in: `{name}` in subject and text.

    `sample` is what previews show. What is `is_required` must stay in the text: the link without
    which the e-mail is of no use. Only what is `is_multiline` keeps its line breaks.
    """

    name: str
    meaning: Words
    sample: Words
    is_required: bool = False
    is_multiline: bool = False


@dataclass(frozen=True, slots=True)
class EmailKind:
    """One kind of e-mail.

    `body` is plain text: paragraphs with empty lines between them. A paragraph of two lines, words
    with a colon and then an address of this site, becomes a button in the HTML part.
    """

    code: str
    title: Words
    description: Words
    placeholders: tuple[Placeholder, ...]
    subject: Words
    body: Words

    def placeholder(self, name: str) -> Placeholder:
        """The placeholder of a name; raises `KeyError`."""
        for placeholder in self.placeholders:
            if placeholder.name == name:
                return placeholder
        raise KeyError(name)

    @property
    def samples(self) -> Mapping[str, Any]:
        """What previews fill in."""
        return {placeholder.name: placeholder.sample for placeholder in self.placeholders}


EMAIL_KINDS: dict[str, EmailKind] = {}


def register_email(kind: EmailKind) -> EmailKind:
    """Make a kind known, in an `AppConfig.ready`; `ValueError` for another of the same code."""
    if EMAIL_KINDS.get(kind.code, kind) != kind:
        raise ValueError(f"There is an e-mail {kind.code} already.")
    EMAIL_KINDS[kind.code] = kind
    return kind
