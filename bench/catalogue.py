"""What a page of the catalogue costs with many offers, on each database and with Elasticsearch.

Run with `make bench`, or by hand with other numbers of offers, services beside it::

    python -m tools.services postgresql elasticsearch -- python -m bench.catalogue 1000 10000 100000

Without services only SQLite is measured, with 1,000 and 10,000 offers. Times are milliseconds on
this machine, median and 95th percentile over a mix of questions; what counts are the ratios.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.report import REPORTS, keep

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000)
ROUNDS = 8
ADDRESSES = (
    "/offers/",
    "/offers/?page=3",
    "/offers/?q=wool",
    "/offers/?q=recycling+wat",
    "/offers/?country=BE&country=AT",
    "/offers/?sector=ecosystem-1&mode=VIRTUAL",
    "/offers/?q=ener&length=up-to-5&month=2026-05",
)


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


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    sizes = parser.parse_args().sizes
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        lines = list(measure(sizes))
    table = "\n".join(
        [
            "| engine | offers | page, median / p95 ms | request alone, median / p95 ms | ratio |",
            "|---|---|---|---|---|",
            *lines,
            "",
        ]
    )
    keep(REPORTS / f"catalogue_{database()}.md", table)
    print(table)


def database() -> str:
    """The name of the database that answers."""
    from django.db import connection

    return connection.vendor


def prepare(folder: Path) -> None:
    """Start Django on an empty database: PostgreSQL where one is named, else SQLite."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "clusterxchange.settings.test"
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.SEARCH_LIMITS = {}
    call_command("migrate", verbosity=0)


def measure(sizes: Sequence[int]) -> Iterator[str]:
    """The lines of the table, one number of offers after the other."""
    for size in grow(sizes):
        yield f"| database ({database()}) | {size:,} | {time_pages()} | | |"
        if os.environ.get("ELASTICSEARCH_URL"):
            with indexed():
                page, alone = time_pages(), time_requests()
            ratio = page.median / alone.median
            yield f"| elasticsearch | {size:,} | {page} | {alone} | {ratio:.1f} |"


def grow(sizes: Sequence[int]) -> Iterator[int]:
    """Add offers until there are as many as each size says; stop there each time."""
    from search.projection.changes import project_all
    from search.projection.checking import rebuild
    from tests.factories import invented_offers, many_offers
    from tests.factories.exchanges import make_catalogue
    from tests.factories.home import make_home_page
    from tests.snapshot import tell_the_planner

    catalogue = make_catalogue(make_home_page())
    population = invented_offers.Inventor(1).population(max(sizes))
    register = many_offers.store_register(population)
    hosts = many_offers.store_hosts(population, register)
    rebuild()
    made = 0
    for size in sorted(sizes):
        started = time.perf_counter()
        for facts in many_offers.portions(population.offers[made:size]):
            pages = many_offers.store_offers(facts, catalogue, register, hosts)
            project_all(pages=pages.keys(), organisations=())
        made = size
        tell_the_planner()
        print(f"{size:,} offers after {time.perf_counter() - started:.0f} s more", flush=True)
        yield size


@contextmanager
def indexed() -> Iterator[None]:
    """Everything in an index of its own, and the engine of the settings."""
    from search.engines.elasticsearch.connection import writing_client
    from search.engines.elasticsearch.rebuilding import rebuild_index
    from search.projection.checking import unwatched
    from tests.factories.indices import index_of_its_own

    with index_of_its_own(os.environ["ELASTICSEARCH_URL"]):
        rebuild_index(writing_client(), unwatched)
        yield


def time_pages() -> Times:
    """How long the pages take, everything warm."""
    from django.test import Client

    client = Client()
    return time_all([partial(client.get, address) for address in ADDRESSES])


def time_requests() -> Times:
    """How long the server takes for the same questions, without what we make of the answers."""
    from django.http import QueryDict

    from exchanges.calendar import programme_today
    from search.catalogue.listing import catalogue_query, read_address
    from search.engines.elasticsearch.engine import send
    from search.engines.elasticsearch.questions import catalogue_request
    from search.labels import fetch_labels

    labels, day = fetch_labels(), programme_today()
    requests = []
    for address in ADDRESSES:
        state = read_address(QueryDict(address.partition("?")[2]), labels, day=day)
        asked = catalogue_query(state, labels, day=day, size=12)
        requests.append(catalogue_request(asked, asked.page))
    return time_all([partial(send, request) for request in requests])


def time_all(calls: list[Callable[[], object]]) -> Times:
    """The times of all calls, several rounds of them."""
    seconds = []
    for call in calls:
        call()
    for _round in range(ROUNDS):
        for call in calls:
            started = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - started)
    return Times.of(seconds)


if __name__ == "__main__":
    main()
