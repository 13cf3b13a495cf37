"""The measurements of the matching run. Their figures are for people, on a machine they know."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.matching import quality, speed
from bench.matching.population import World, population
from matching import Matcher, Role, pilot_criteria


def rows(report: Path) -> dict[str, list[str]]:
    """Cells of the table of a report, by what stands in the first one."""
    lines = [line for line in report.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first: rest for first, *rest in cells[2:]}


def test_the_matching_finds_everybody_that_brute_force_finds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "speed.md"
    speed.main(["--quick", "--no-graph", "--report", str(report)])
    found = rows(report)
    assert found["matching"][2:] == ["1.0", "1.000"]
    assert len(found) == 6
    text = report.read_text(encoding="utf-8")
    assert text.startswith("2,000 hosts, 3 visitors, load average ")
    assert "Build of 2,000 (median of 1): " in text
    assert "Reasons of the 20, right after the list: " in text
    assert capsys.readouterr().out.count("| matching |") == 1


def test_a_missing_rival_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hnswlib", None)
    hosts = population(World.make(), Role.HOST, 60, 7).profiles
    methods: dict[str, speed.Method] = {}
    told = [*speed.rivals(Matcher(pilot_criteria(), hosts), methods, graph=True)]
    assert told == ["hnswlib is not installed here: left out.\n"]
    assert len(methods) == 5
    assert not any("hnswlib" in name for name in methods)


def test_every_way_to_rank_is_judged_by_the_same_truth(tmp_path: Path) -> None:
    report = tmp_path / "quality.md"
    quality.main(["--quick", "--report", str(report)])
    found = rows(report)
    assert len(found) == 9
    best = max(found, key=lambda name: float(found[name][0]))
    assert best == "ceiling: true chances, without private taste"
