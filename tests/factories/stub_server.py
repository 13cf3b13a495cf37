"""A search server that does what a test tells it: refuses, hangs, fails, answers nonsense."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Mood(Enum):
    """How the server takes a request."""

    HANGING = "hanging"
    UNAVAILABLE = "unavailable"
    WITHOUT_INDEX = "without index"
    WRONG_INDEX = "wrong index"
    HALF = "half"
    NONSENSE = "nonsense"
    STRANGER = "stranger"
    WELL = "well"


NO_INDEX = {"error": {"type": "index_not_found_exception"}, "status": 404}
NO_MAPPING = {"error": {"type": "search_phase_execution_exception"}, "status": 400}
EMPTY: dict[str, Any] = {
    "timed_out": False,
    "_shards": {"total": 1, "successful": 1, "failed": 0},
    "hits": {"total": {"value": 0, "relation": "eq"}, "hits": []},
    "aggregations": {},
}
ANSWERS: dict[Mood, tuple[int, Any]] = {
    Mood.UNAVAILABLE: (503, {"error": "no master", "status": 503}),
    Mood.WITHOUT_INDEX: (404, NO_INDEX),
    Mood.WRONG_INDEX: (400, NO_MAPPING),
    Mood.HALF: (200, {**EMPTY, "_shards": {"total": 2, "successful": 1, "failed": 1}}),
    Mood.NONSENSE: (200, {"hello": "world"}),
    Mood.STRANGER: (200, EMPTY),
    Mood.WELL: (200, EMPTY),
}


class StubServer(ThreadingHTTPServer):
    """Counts what it is asked."""

    daemon_threads = True

    def __init__(self, mood: Mood) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mood = mood
        self.asked = 0
        self.end = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """Answers everything in the same way."""

    server: StubServer

    def answer(self) -> None:
        """Read the request, and answer as the mood is."""
        self.server.asked += 1
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.mood is Mood.HANGING:
            self.server.end.wait(30)
            return
        status, body = ANSWERS[self.server.mood]
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        if self.server.mood is not Mood.STRANGER:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_HEAD = answer  # noqa: N815  so the base class calls them

    def log_message(self, *_arguments: Any) -> None:
        """Keep quiet."""


@contextmanager
def stub_server(mood: Mood) -> Iterator[StubServer]:
    """A running server."""
    server = StubServer(mood)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.end.set()
        server.shutdown()
        server.server_close()
        thread.join()


def refusing_address() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    return f"http://127.0.0.1:{port}"
