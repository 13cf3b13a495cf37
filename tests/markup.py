"""What is checked in HTML, in templates as in rendered pages."""

from collections.abc import Iterator
from html.parser import HTMLParser

import html5lib
from html5lib.constants import voidElements

VOID_ELEMENTS = frozenset(voidElements) | {"wbr"}


def parse_errors(page: str) -> list[str]:
    """Return what the HTML standard's own parsing rules find wrong with a whole page."""
    parser = html5lib.HTMLParser()
    parser.parse(page)
    lines = page.splitlines()
    return [
        f"{line}: {code} {values}: {lines[line - 1].strip()[:120] if line <= len(lines) else ''}"
        for (line, _), code, values in parser.errors
    ]


def inline_code(source: str) -> list[str]:
    """Return the inline code and style that the policy of the public pages forbids."""
    return Inspector(source).inline


def unbalanced(source: str) -> list[str]:
    """Return the elements that are opened and not closed, or the other way round."""
    return Inspector(source).unbalanced


class Inspector(HTMLParser):
    """Reads a piece of HTML and notes what is wrong in it. Every element must be closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.unbalanced: list[str] = []
        self._open: list[tuple[str, int]] = []
        self.feed(source)
        self.close()
        self.unbalanced += [f"{line}: <{name}> is not closed" for name, line in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note_inline_code(tag, attrs)
        if tag not in VOID_ELEMENTS:
            self._open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note_inline_code(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
            return
        expected = f" instead of </{self._open[-1][0]}>" if self._open else ""
        self.unbalanced.append(f"{self.getpos()[0]}: </{tag}>{expected}")
        # Go on as the author meant it, so that one slip gives one message.
        if tag in (name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def _note_inline_code(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        self.inline += [f"{line}: {found}" for found in forbidden(tag, dict(attrs))]


def forbidden(tag: str, attributes: dict[str, str | None]) -> Iterator[str]:
    """Yield what an element has that the content security policy would refuse."""
    # A block of data is not run, so the policy does not touch it.
    is_data = attributes.get("type") in {"application/ld+json", "application/json"}
    if tag == "style" or (tag == "script" and "src" not in attributes and not is_data):
        yield f"<{tag}>"
    for name, value in attributes.items():
        if name == "style" or name.startswith("on"):
            yield f"{name}= on <{tag}>"
        elif (value or "").strip().lower().startswith("javascript:"):
            yield f"{name}=javascript: on <{tag}>"
