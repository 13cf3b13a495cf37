"""What pages of the catalogue cost, in a process of its own as a server's worker is one.

`bench.catalogue` runs this, with the database and the index in the environment, and reads what it
prints. A page and the bare request for the same content take turns, so that a machine that is
shared slows down both.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

ADDRESSES = (
    "/offers/",
    "/offers/?page=3",
    "/offers/?q=wool",
    "/offers/?q=recycling+wat",
    "/offers/?country=BE&country=AT",
    "/offers/?sector=ecosystem-1&mode=VIRTUAL",
    "/offers/?q=ener&length=up-to-5&month=2026-05",
)
ROUNDS = 8
# Machines that measure are busy; an answer from the database would be none.
PATIENCE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in milliseconds."""

    median: float
    slow: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        """Median and 95th percentile."""
        ordered = sorted(seconds)
        return cls(statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000)

    def __str__(self) -> str:
        return f"{self.median:.0f} / {self.slow:.0f}"


@dataclass(frozen=True, slots=True)
class Measured:
    """The times of whole pages, and of the requests alone where a server is asked."""

    pages: Times
    requests: Times | None

    @classmethod
    def read(cls, text: str) -> "Measured":
        """What another process wrote."""
        found = json.loads(text)
        requests = Times(**found["requests"]) if found["requests"] else None
        return cls(Times(**found["pages"]), requests)

    def write(self) -> str:
        """For another process to read."""
        return json.dumps(asdict(self))


def main() -> None:
    """Measure and print."""
    import django
    from django.conf import settings

    django.setup()
    settings.SEARCH_LIMITS = {}
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = PATIENCE_SECONDS
    print(measure().write())


def measure() -> Measured:
    """All addresses, several rounds of them, everything warm."""
    from django.test import Client

    from search.engines.names import is_indexed

    client = Client()
    pages: list[Callable[[], object]] = [partial(seen, client, address) for address in ADDRESSES]
    requests = bare_requests() if is_indexed() else []
    for call in (*pages, *requests):
        call()
    page_seconds, request_seconds = [], []
    for _round in range(ROUNDS):
        for place, page in enumerate(pages):
            page_seconds.append(seconds(page))
            if requests:
                request_seconds.append(seconds(requests[place]))
    return Measured(Times.of(page_seconds), Times.of(request_seconds) if requests else None)


def seen(client: Any, address: str) -> None:
    """A look at a page, answered by the engine of the settings and by no other."""
    from search.engines.choosing import BREAKER

    response = client.get(address)
    assert response.status_code == 200, response.status_code
    assert not BREAKER.is_open


def bare_requests() -> list[Callable[[], object]]:
    """The same questions to the server, without what we make of the answers."""
    from django.http import QueryDict

    from exchanges.calendar import programme_today
    from search.catalogue.context import PER_PAGE
    from search.catalogue.listing import catalogue_query, read_address
    from search.engines.elasticsearch.engine import send
    from search.engines.elasticsearch.questions import catalogue_request
    from search.labels import fetch_labels

    labels, day = fetch_labels(), programme_today()
    requests: list[Callable[[], object]] = []
    for address in ADDRESSES:
        state = read_address(QueryDict(address.partition("?")[2]), labels, day=day)
        asked = catalogue_query(state, labels, day=day, size=PER_PAGE)
        requests.append(partial(send, catalogue_request(asked, asked.page)))
    return requests


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
