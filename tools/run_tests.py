"""Run the tests lane by lane and say at the end what was checked and what was not.

A lane is one call of pytest with what it needs beside it. Without ``REQUIRE_SERVICES=1`` only the
quick lane on SQLite runs and the others are listed as not checked; with it every lane runs, and a
skipped test, a missing service or a lane without tests is a failure.
"""

import argparse
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tools.services import elasticsearch, postgresql
from tools.services.process import ServiceMissingError, stop_servers_when_terminated

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "test-results"
BROWSER_TESTS = "tests/browser"
LEFT_OUT = "browser or elasticsearch or promise"
# What a lane does not start itself it must not find either: a lane means the same everywhere.
SET_BY_LANES = ("DATABASE_URL", "ELASTICSEARCH_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")

RunningServer = AbstractContextManager[postgresql.PostgreSQL | elasticsearch.Elasticsearch]


@dataclass(frozen=True, slots=True)
class Lane:
    """One call of pytest: what it selects, and what runs beside it."""

    name: str
    covers: str
    arguments: tuple[str, ...]
    server: Callable[[], RunningServer] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    parallel: bool = False


LANES = (
    Lane(
        "sqlite",
        "everything quick, on SQLite",
        (f"--ignore={BROWSER_TESTS}", "-m", f"not ({LEFT_OUT} or postgresql)"),
        parallel=True,
    ),
    Lane(
        "postgresql",
        "PostgreSQL: every test that uses the database, and the tests of what only it can do",
        (f"--ignore={BROWSER_TESTS}", "-m", f"(database or postgresql) and not ({LEFT_OUT})"),
        server=postgresql.running,
        parallel=True,
    ),
    Lane(
        "elasticsearch",
        "Elasticsearch: the tests of the search engine with a real server",
        (f"--ignore={BROWSER_TESTS}", "-m", "elasticsearch and not promise"),
        server=elasticsearch.running,
    ),
    Lane(
        "browser",
        "Chromium: the pages in a real browser (accessibility, console, layout, no JavaScript)",
        (BROWSER_TESTS, "-m", "not promise"),
        # Sync Playwright leaves an event loop running; in a call of its own it hides nothing else.
        environment={"DJANGO_ALLOW_ASYNC_UNSAFE": "true"},
    ),
)
QUICK_LANE = LANES[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a lane came to."""

    lane: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    reason: str = ""

    @property
    def is_good(self) -> bool:
        """Tell whether nothing in this lane stands in the way."""
        return not self.reason


def run_lane(lane: Lane, extra: Iterable[str], *, workers: int, skips_fail: bool) -> Outcome:
    """Start what the lane needs, run its tests and count them."""
    started = time.monotonic()
    results = RESULTS / f"{lane.name}.xml"
    results.parent.mkdir(parents=True, exist_ok=True)
    results.unlink(missing_ok=True)
    environment = {name: text for name, text in os.environ.items() if name not in SET_BY_LANES}
    command = [sys.executable, "-m", "pytest", *lane.arguments, "-rs", f"--junit-xml={results}"]
    if lane.parallel and workers > 1:
        command += ["-n", str(workers)]
    try:
        with ExitStack() as stack:
            environment |= lane.environment
            if lane.server is not None:
                environment |= stack.enter_context(lane.server()).environment
            code = subprocess.run(
                [*command, *extra], check=False, cwd=ROOT, env=environment
            ).returncode
    except ServiceMissingError as missing:
        return Outcome(lane.name, 0, 1, 0, time.monotonic() - started, str(missing))
    return judge(
        lane.name, results, code, seconds=time.monotonic() - started, skips_fail=skips_fail
    )


def judge(name: str, results: Path, code: int, *, seconds: float, skips_fail: bool) -> Outcome:
    """Read pytest's report and decide whether the lane is good; a silent lane never is."""
    if not results.exists():
        return Outcome(name, 0, 1, 0, seconds, f"pytest ended with code {code} and no report")
    passed = failed = skipped = 0
    for suite in ET.parse(results).iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        left = int(suite.get("skipped", 0))
        passed += int(suite.get("tests", 0)) - bad - left
        failed += bad
        skipped += left
    reason = ""
    if failed:
        reason = f"{failed} failed"
    elif passed + skipped == 0:
        reason = "ran no test"
    elif code != 0:
        reason = f"pytest ended with code {code}"
    elif skipped and skips_fail:
        reason = f"{skipped} skipped, and nothing may be"
    elif passed == 0:
        reason = "no test passed"
    # A lane that is bad for another reason than a failed test counts as one failure.
    return Outcome(name, passed, failed or (1 if reason else 0), skipped, seconds, reason)


def report(outcomes: list[Outcome], not_run: Iterable[Lane]) -> str:
    """Return the table of lanes, what was not checked, and the closing line that CI reads."""
    lines = [f"{'lane':<15}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"]
    lines += [
        f"{one.lane:<15}{one.passed:>8}{one.failed:>8}{one.skipped:>9}{one.seconds:>9.0f}"
        + (f"   {one.reason}" if one.reason else "")
        for one in outcomes
    ]
    unchecked = [f"  {lane.covers}" for lane in not_run]
    if unchecked:
        lines += [
            "",
            "Not checked for want of a service (REQUIRE_SERVICES=1 checks it):",
            *unchecked,
        ]
    passed, failed, skipped = (
        sum(getattr(one, name) for one in outcomes) for name in ("passed", "failed", "skipped")
    )
    closing = f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
    return "\n".join(["", *lines, "", closing])


def main(arguments: list[str]) -> int:
    """Run the lanes that were asked for; arguments after ``--`` go to pytest."""
    names = [lane.name for lane in LANES]
    parser = argparse.ArgumentParser(prog="python -m tools.run_tests", description=__doc__)
    parser.add_argument("--lanes", nargs="*", choices=names, help="only these lanes")
    parser.add_argument("--workers", type=int, default=1, help="processes for the long lanes")
    place = arguments.index("--") if "--" in arguments else len(arguments)
    options, extra = parser.parse_args(arguments[:place]), arguments[place + 1 :]
    not_run: list[Lane] = []
    services_required = os.environ.get("REQUIRE_SERVICES", "") not in {"", "0"}
    if options.lanes:
        chosen = [lane for lane in LANES if lane.name in options.lanes]
    elif services_required:
        chosen = list(LANES)
    else:
        chosen, not_run = [QUICK_LANE], [lane for lane in LANES if lane is not QUICK_LANE]
    outcomes = []
    for lane in chosen:
        print(f"\n== {lane.name}: {lane.covers}", flush=True)
        outcomes.append(
            run_lane(lane, extra, workers=options.workers, skips_fail=services_required)
        )
    print(report(outcomes, not_run), flush=True)
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


if __name__ == "__main__":
    stop_servers_when_terminated()
    sys.exit(main(sys.argv[1:]))
