"""The audit of pages finds what it is for: each fault is put into a page and must be seen."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests.browser.audit import View, audit_page

POLICY = "default-src 'none'; script-src 'self'; img-src 'self' data:"
GOOD = """<!doctype html><html lang="en"><title>Page</title>
<link rel="icon" href="data:,"><main><h1>Page</h1>{}</main></html>"""
FAULTS = {
    "good": "<p>Nothing wrong</p>",
    "axe": "<img src='data:,'>",
    "wide": "<div class='wide'><svg width='2000' height='9'></svg></div>",
    "inline": "<p style='color: red'>Red</p>",
    "stranger": "<img alt='' src='http://127.0.0.1:9/pixel.png'>",
    "missing": "<script src='/missing.js'></script>",
}


class Handler(BaseHTTPRequestHandler):
    """Serves one page for each fault."""

    def do_GET(self) -> None:
        """Answer with the page of this name."""
        body = FAULTS.get(self.path.strip("/"))
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(GOOD.format(body or "Not found").encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


@pytest.fixture(scope="module")
def faulty_site() -> Iterator[str]:
    """Return the address of a server with the faulty pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("good", set()),
        ("axe", {"axe"}),
        ("wide", {"layout"}),
        ("inline", {"content security policy", "console error"}),
        ("stranger", {"content security policy", "console error", "request to somebody else"}),
        ("missing", {"console error", "missing.js answered 404"}),
    ],
)
def test_the_audit_sees_a_fault(
    page: Page, faulty_site: str, name: str, expected: set[str]
) -> None:
    problems = audit_page(page, f"{faulty_site}/{name}", views=[View(320)])
    seen = {fault for fault in expected for problem in problems if fault in problem}
    others = [one for one in problems if not any(fault in one for fault in expected)]
    assert (seen, others) == (expected, [])


def test_the_audit_looks_at_the_status(page: Page, faulty_site: str) -> None:
    url = f"{faulty_site}/none"
    assert audit_page(page, url, views=[View(320)], status=404) == []
    assert audit_page(page, url, views=[View(320)])[0] == (
        "320 px, light: answered 404 instead of 200"
    )
