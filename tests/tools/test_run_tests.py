"""The report of `make test`: what counts as a good lane, and what its closing line says."""

from pathlib import Path

import pytest

from tools.run_tests import LANES, QUICK_LANE, Lane, Outcome, RunningServer, judge, report, run_lane
from tools.services.process import ServiceMissingError

SUITE = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def judged(folder: Path, counts: tuple[int, int, int, int], code: int, **options: bool) -> Outcome:
    """Return the verdict on a lane whose pytest wrote these counts."""
    results = folder / "lane.xml"
    results.write_text(SUITE.format(*counts))
    return judge("lane", results, code, seconds=1, skips_fail=options.get("skips_fail", False))


@pytest.mark.parametrize(
    ("counts", "code", "skips_fail", "reason"),
    [
        ((5, 0, 0, 0), 0, True, ""),
        ((5, 0, 0, 1), 0, False, ""),
        ((5, 0, 0, 1), 0, True, "1 skipped, and nothing may be"),
        ((5, 1, 1, 0), 1, False, "2 failed"),
        ((0, 0, 0, 0), 5, False, "ran no test"),
        ((0, 0, 0, 0), 0, False, "ran no test"),
        ((2, 0, 0, 2), 0, False, "no test passed"),
        ((5, 0, 0, 0), 2, False, "pytest ended with code 2"),
    ],
)
def test_a_lane_is_good_only_when_tests_passed(
    tmp_path: Path, counts: tuple[int, int, int, int], code: int, skips_fail: bool, reason: str
) -> None:
    assert judged(tmp_path, counts, code, skips_fail=skips_fail).reason == reason


def test_a_lane_without_a_report_fails(tmp_path: Path) -> None:
    outcome = judge("lane", tmp_path / "none.xml", 3, seconds=1, skips_fail=False)
    assert (outcome.failed, outcome.reason) == (1, "pytest ended with code 3 and no report")


def test_a_service_that_is_missing_fails_its_lane() -> None:
    def missing() -> RunningServer:
        raise ServiceMissingError("PostgreSQL is missing")

    outcome = run_lane(Lane("postgresql", "", (), server=missing), [], workers=1, skips_fail=False)
    assert (outcome.passed, outcome.failed, outcome.reason) == (0, 1, "PostgreSQL is missing")


def test_the_closing_line_adds_the_lanes_up() -> None:
    outcomes = [Outcome("sqlite", 40, 0, 2, 9.6), Outcome("browser", 3, 1, 0, 5.2, "1 failed")]
    printed = report(outcomes, [])
    assert printed.splitlines()[-1] == "43 passed, 1 failed, 2 skipped"
    assert "Not checked" not in printed


def test_what_was_not_checked_is_said() -> None:
    printed = report([Outcome("sqlite", 40, 0, 0, 9.6)], LANES[1:])
    assert printed.splitlines()[-1] == "40 passed, 0 failed"
    assert [lane.name for lane in LANES if lane.covers in printed] == [
        lane.name for lane in LANES if lane is not QUICK_LANE
    ]
