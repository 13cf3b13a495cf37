"""Turns the prose and the blocks of the data files into what Wagtail stores."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlparse

from wagtail.models import Page

from core.blocks.links import TARGET_ADDRESS
from home.loading.files import Entry
from partnerships.models import Partnership

LINK = re.compile(r'<a href="(?P<kind>[a-z]+):(?P<key>[a-z0-9-]+)">')
LINKED_KINDS = frozenset(
    {"page", "event", "news", "partnership", "offer", "index", "faq", "application"}
)


class Prose:
    """Writes prose for one load; remembers which entries refer to pages that are yet to come."""

    def __init__(
        self,
        find_page: Callable[[str, str], Page | None],
        find_partnership: Callable[[str], Partnership | None],
        is_coming: Callable[[str, str], bool],
    ) -> None:
        self._find_page = find_page
        self._find_partnership = find_partnership
        self._is_coming = is_coming
        self.has_unresolved_links = False

    def html(self, entry: Entry, text: str) -> str:
        """Rich text: links such as `page:take-part` become links to pages."""

        def replace(match: re.Match[str]) -> str:
            if match["kind"] not in LINKED_KINDS:
                return match[0]
            page = self._page(entry, match["kind"], match["key"])
            return f'<a linktype="page" id="{page.pk}">' if page else "<a>"

        return LINK.sub(replace, text.strip())

    def _page(self, entry: Entry, kind: str, key: str) -> Page | None:
        page = self._find_page(kind, key)
        if page is None:
            if not self._is_coming(kind, key):
                raise entry.error(f"links to {kind}:{key}, which is in no file.")
            self.has_unresolved_links = True
        return page

    def target(self, entry: Entry, block: dict[str, Any]) -> dict[str, Any]:
        """Where a link leads: a page by its key, or an address."""
        if "page" in block:
            kind, _colon, key = block["page"].rpartition(":")
            page = self._page(entry, kind or "page", key)
            # Until the page is there the front page stands in, so that the block is valid.
            return {"page": page.pk if page else None, "url": "" if page else "/"}
        url = block.get("url", "")
        if not TARGET_ADDRESS.fullmatch(url):
            raise entry.error(f"“{url}” is neither an address of this site nor one elsewhere.")
        return {"page": None, "url": url}

    def body(self, entry: Entry, blocks: list[dict[str, Any]]) -> str:
        """A body's stream as it is stored; raises `DataError` for an unknown block."""
        return stored([(block.get("type", ""), self._block(entry, block)) for block in blocks])

    def _block(self, entry: Entry, block: dict[str, Any]) -> Any:
        block_type = block.get("type", "")
        writers: dict[str, Callable[[Entry, dict[str, Any]], Any]] = {
            "text": lambda entry, block: self.html(entry, block["value"]),
            "quote": lambda _entry, block: _pick(block, "quote", "name", "role"),
            "figures": lambda _entry, block: {
                "items": [
                    _pick(item, "value", "label", "source_title", "source_url")
                    for item in block["items"]
                ]
            },
            "steps": lambda entry, block: {
                "title": block.get("title", ""),
                "items": [
                    {"title": item["title"], "text": self.html(entry, item.get("text", ""))}
                    for item in block["items"]
                ],
            },
            "questions": lambda entry, block: {
                "items": [
                    {"question": item["question"], "answer": self.html(entry, item["answer"])}
                    for item in block["items"]
                ]
            },
            "people": lambda _entry, block: {
                "items": [_pick(item, "name", "role", "organisation") for item in block["items"]]
            },
            "call_to_action": lambda entry, block: (
                _pick(block, "title", "text", "label") | self.target(entry, block)
            ),
            "link": lambda entry, block: (
                _pick(block, "title", "text") | {"image": None} | self.target(entry, block)
            ),
            "table": lambda _entry, block: _table(block),
            "partnership_events": self._partnership_events,
        }
        try:
            return writers[block_type](entry, block)
        except KeyError as error:
            known = ", ".join(sorted(writers))
            raise entry.error(
                f"block “{block_type}” lacks {error}, or is none of {known}."
            ) from error

    def _partnership_events(self, entry: Entry, block: dict[str, Any]) -> dict[str, Any]:
        partnership = self._find_partnership(block["partnership"])
        return {
            "partnership": partnership.pk if partnership else None,
            "title": block.get("title", ""),
        }


def sources(entry: Entry) -> str:
    """The stream of an entry's sources as it is stored."""
    for source in entry.get("sources", []):
        address = source.get("url", "")
        if address and urlparse(address).scheme not in {"http", "https"}:
            raise entry.error(f"“{address}” is no web address.")
    return stored(
        [("source", _pick(source, "title", "url")) for source in entry.get("sources", [])]
    )


def stored(blocks: list[tuple[str, Any]]) -> str:
    """The blocks in the form in which a stream field stores them."""
    return json.dumps([{"type": block_type, "value": value} for block_type, value in blocks])


def _pick(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: values.get(name, "") for name in names}


def _table(block: dict[str, Any]) -> dict[str, Any]:
    return {
        "caption": block["caption"],
        "table": {
            "columns": [{"type": "text", "heading": heading} for heading in block["head"]],
            "rows": [{"values": row} for row in block["rows"]],
            "caption": "",
        },
    }
