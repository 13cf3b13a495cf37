"""What a page of the catalogue costs with many offers, on each database and with Elasticsearch.

Run with `make bench`, or by hand with other numbers of offers, services beside it::

    python -m tools.services postgresql elasticsearch -- python -m bench.catalogue 1000 10000 100000

Without services only SQLite is measured, with 1,000 and 10,000 offers. Times are milliseconds on
this machine, median and 95th percentile over a mix of questions; what counts are the ratios.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.catalogue_pages import Measured
from bench.report import REPORTS, keep

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000)


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
        yield f"| database ({database()}) | {size:,} | {measured('database').pages} | | |"
        if os.environ.get("ELASTICSEARCH_URL"):
            with indexed():
                found = measured("elasticsearch")
            assert found.requests is not None
            ratio = found.pages.median / found.requests.median
            yield f"| elasticsearch | {size:,} | {found.pages} | {found.requests} | {ratio:.1f} |"


def measured(engine: str) -> Measured:
    """What pages cost with an engine, in a process that does not hold all that was invented."""
    from django.conf import settings

    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        "SEARCH_ENGINE": engine,
        "ELASTICSEARCH_INDEX": settings.ELASTICSEARCH_INDEX,
    }
    command = [sys.executable, "-m", "bench.catalogue_pages"]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return Measured.read(done.stdout)


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


if __name__ == "__main__":
    main()
