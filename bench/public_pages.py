"""What each type of public page costs: queries, time on this machine, bytes.

Run with `make bench`. Time is the median of the calls with everything warm; bytes are those of the
HTML, before and after compression.
"""

import gzip
import statistics
import time

from bench.report import REPORTS, keep
from tools.demo_site import demo_site

CALLS = 15


def main() -> None:
    """Measure every type of page and print the table."""
    with demo_site() as addresses:
        rows = [measure(name, address) for name, address in addresses.items()]
    table = "\n".join(
        [
            "| page | queries, first | queries, warm | ms, median | kB | kB, gzip |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
    keep(REPORTS / "public_pages.md", table)
    print(table)


def measure(name: str, address: str) -> str:
    """Return the table's row for one page."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    first = len(captured)  # counted at once: the next request empties the log
    with CaptureQueriesContext(connection) as captured:
        content = client.get(address).content
    warm = len(captured)
    seconds = []
    for _ in range(CALLS):
        started = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - started)
    sizes = len(content) / 1000, len(gzip.compress(content)) / 1000
    return (
        f"| {name} | {first} | {warm} | {statistics.median(seconds) * 1000:.1f} "
        f"| {sizes[0]:.1f} | {sizes[1]:.1f} |"
    )


if __name__ == "__main__":
    main()
