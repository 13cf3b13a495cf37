"""What visitors notice of an Elasticsearch that fails: the first page, the next ones, the return.

Run with `python -m bench.outages`. A stand-in for the server fails in each way in turn, over the
same offers in SQLite or, where DATABASE_URL says so, PostgreSQL. Times are milliseconds.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.catalogue import database, grow, prepare
from bench.report import REPORTS, keep

ADDRESS = "/offers/?q=ener&country=BE"
OFFERS = 1_000
PAGES = 25
LONGEST_RETURN_SECONDS = 30.0


def main() -> None:
    """Measure each way to fail and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--offers", type=int, default=OFFERS)
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for _size in grow([parser.parse_args().offers]):
            lines = list(measure())
    table = "\n".join(lines) + "\n"
    keep(REPORTS / "outages.md", table)
    print(table)


@dataclass(frozen=True, slots=True)
class Usual:
    """What is timed, and how long it takes with the database alone."""

    view: Callable[[], float]
    publish: Callable[[], float]
    page: float
    publication: float

    @classmethod
    def of(cls, view: Callable[[], float], publish: Callable[[], float]) -> "Usual":
        """Time both while no search server is in the settings."""
        return cls(view, publish, median_of(view), median_of(publish))

    def more(self) -> str:
        """How much longer the first page, the next ones and publishing take now."""
        first = self.view() - self.page
        later = median_of(self.view) - self.page
        return f"{first:+.0f} | {later:+.1f} | {median_of(self.publish) - self.publication:+.1f}"


def measure() -> Iterator[str]:
    """The lines of the report, one way to fail after the other."""
    from django.test import Client, override_settings

    from search.engines.choosing import BREAKER, index_engine
    from tests.factories.stub_server import Mood, refusing_address, stub_server

    usual = Usual.of(page_view(Client()), publication())
    yield f"Database ({database()}) alone, in milliseconds: "
    yield f"a page {usual.page:.1f}, publishing {usual.publication:.1f}. With a server that fails:"
    yield ""
    yield "| it is | first page | next pages | publishing | asked again after, s |"
    yield "|---|---|---|---|---|"
    index_engine()  # A site with the engine in its settings loads the client when it starts.
    with override_settings(SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_INDEX="bench-nowhere"):
        with override_settings(ELASTICSEARCH_URL=refusing_address()):
            yield f"| refusing | {usual.more()} | |"
            BREAKER.reset()
        for mood in (Mood.HANGING, Mood.UNAVAILABLE, Mood.WITHOUT_INDEX, Mood.NONSENSE):
            with stub_server(mood) as server, override_settings(ELASTICSEARCH_URL=server.url):
                more = usual.more()
                server.mood = Mood.WELL
                yield f"| {mood.value} | {more} | {seconds_until_it_is_asked_again():.1f} |"


def page_view(client: Any) -> Callable[[], float]:
    """A look at the page that must not fail; its milliseconds."""

    def view() -> float:
        started = time.perf_counter()
        response = client.get(ADDRESS)
        spent = time.perf_counter() - started
        assert response.status_code == 200, response.status_code
        return spent * 1000

    view()
    return view


def publication() -> Callable[[], float]:
    """Publishing an offer anew; its milliseconds."""
    from exchanges.models import ExchangeOfferPage

    page = ExchangeOfferPage.objects.live().first()
    assert page is not None

    def publish() -> float:
        started = time.perf_counter()
        page.save_revision().publish()
        return (time.perf_counter() - started) * 1000

    publish()
    return publish


def median_of(call: Callable[[], float]) -> float:
    """The median of several calls."""
    return statistics.median(call() for _page in range(PAGES))


def seconds_until_it_is_asked_again() -> float:
    """How long until pages ask the server again, which has just recovered."""
    from search.engines.choosing import BREAKER

    started = time.perf_counter()
    while BREAKER.is_open:
        assert time.perf_counter() - started < LONGEST_RETURN_SECONDS
        time.sleep(0.02)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
