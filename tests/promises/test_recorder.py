"""The page of promises is rewritten for one database at a time, by tests that can be run."""

import subprocess
import sys
from pathlib import Path

from tests.promises.recorder import HEADER, Finding, write


def finding(promise: str, database: str, figure: str = "0") -> Finding:
    """Return a finding that differs in what the tests look at."""
    return Finding(promise, figure, "0", database, "7", "12 s")


def test_a_run_replaces_what_was_known_for_its_database(tmp_path: Path) -> None:
    page = tmp_path / "promises.md"
    write(page, [finding("A", "SQLite 3.40"), finding("B", "SQLite 3.40")])
    write(page, [finding("A", "PostgreSQL 15.1")])
    write(page, [finding("A", "SQLite 3.41", figure="1")])
    assert page.read_text() == HEADER + (
        "| A | 0 | 0 | PostgreSQL 15.1 | 7 | 12 s | yes |\n"
        "| A | 1 | 0 | SQLite 3.41 | 7 | 12 s | yes |\n"
    )


def test_the_long_runs_find_their_fixtures() -> None:
    """They run so seldom that a fixture may have moved meanwhile."""
    folder = Path(__file__).parent
    plan = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--setup-plan", "-m", "promise", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert plan.returncode == 0, plan.stdout[-2000:]
