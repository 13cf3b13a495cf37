"""Running text that somebody writes without an editor: plain there, rich text in the page."""

import re
from html import unescape

from django.utils.html import escape, strip_tags

LINE_ENDS = re.compile(r"<br\s*/?>")
BLOCK_ENDS = re.compile(r"</(?:p|h[1-6]|li)>")
EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def as_rich_text(text: str) -> str:
    """Paragraphs where empty lines stood; whatever looks like HTML is text."""
    blocks = EMPTY_LINES.split(text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{escape(block).replace(chr(10), '<br/>')}</p>" for block in blocks if block)


def as_plain_text(html: str) -> str:
    """The text without its layout; list entries and headings become paragraphs."""
    text = BLOCK_ENDS.sub("\n\n", LINE_ENDS.sub("\n", html))
    return EMPTY_LINES.sub("\n\n", unescape(strip_tags(text))).strip()
