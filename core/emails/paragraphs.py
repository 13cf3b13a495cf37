"""Reads the plain text of an e-mail as paragraphs, for its HTML part.

Nothing is marked up by hand, so that the text can be edited by anybody and reads well as it is.
Only addresses of this site become links: what people wrote about themselves may stand in an e-mail
that we send, and must not lead anybody elsewhere.
"""

import re
from dataclasses import dataclass

from django.conf import settings

# Ends where a sentence may go on.
TRAILING = ".,;:!?)]}'\""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; with an address it is a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of pieces, or a button."""

    lines: tuple[tuple[Piece, ...], ...]
    button: Piece | None = None


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a text; empty lines stand between them."""
    blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n").strip())
    return [paragraph_of(block) for block in blocks if block.strip()]


def paragraph_of(block: str) -> Paragraph:
    """A paragraph; two lines, words with a colon and an address of ours, are a button."""
    lines = tuple(tuple(pieces_of(line.strip())) for line in block.split("\n"))
    match lines:
        case ((Piece(text=label, url=""),), (Piece(text=url) as link,)) if link.url == url and url:
            if label.endswith(":"):
                return Paragraph(lines, Piece(label.removesuffix(":").strip(), url))
    return Paragraph(lines)


def pieces_of(line: str) -> list[Piece]:
    """A line cut at the addresses of this site."""
    base = re.escape(settings.WAGTAILADMIN_BASE_URL.rstrip("/"))
    pieces = []
    end = 0
    for match in re.finditer(rf"{base}(?:/[^\s<>]*)?(?![\w.:@-])", line):
        url = match[0].rstrip(TRAILING)
        pieces.append(Piece(line[end : match.start()]))
        pieces.append(Piece(url, url))
        end = match.start() + len(url)
    pieces.append(Piece(line[end:]))
    return [piece for piece in pieces if piece.text]
