"""`python -m matching`: the four commands on the shipped sample, and how they refuse."""

from __future__ import annotations

import io
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from matching import Matcher, Role, bring_in, pilot_criteria
from matching.command import SAMPLE, main
from matching.profile_files import read_profiles

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main(arguments, out, err)
    return code, out.getvalue(), err.getvalue()


def plain(*arguments: str) -> Any:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def matcher() -> Matcher:
    found = Matcher(pilot_criteria(), read_profiles(SAMPLE / "hosts.json", Role.HOST))
    found.add(read_profiles(SAMPLE / "visitors.csv", Role.VISITOR))
    return found


def test_rank_for_one_visitor(matcher: Matcher) -> None:
    code, out, err = run("rank", "--visitor", "v-weavers", "--top", "2")
    assert (code, err) == (0, "")
    entries = matcher.rank("v-weavers", 2).entries
    assert [line.split()[2] for line in out.splitlines()[1:]] == [e.identifier for e in entries]
    assert out.splitlines()[0] == "Best hosts for v-weavers (pilot-1)"
    tenths = entries[0].score // 1_000
    assert out.splitlines()[1].split()[1] == f"{tenths // 10}.{tenths % 10}"


def test_rank_for_one_host_and_for_all_visitors(matcher: Matcher) -> None:
    (listing,) = plain("rank", "--host", "h-loom-valley", "--weight", "languages=30")
    expected = matcher.rank_for(Role.HOST, "h-loom-valley", 10, weights={"languages": 30})
    assert listing == {
        "asker": "h-loom-valley",
        "role": "host",
        "criteria": "pilot-1",
        "entries": [entry._asdict() for entry in expected.entries],
    }
    assert [found["asker"] for found in plain("rank")] == list(matcher.identifiers(Role.VISITOR))


def test_rank_says_when_nobody_is_possible(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text("identifier,organisation_type,country\nv,large-company,AT\n")
    assert run("rank", "--visitors", str(path))[1].splitlines()[1] == "      no host is possible"


def test_explain(matcher: Matcher) -> None:
    pair = ("--visitor", "v-weavers", "--host", "h-timber-home")
    found = plain("explain", *pair, "--top", "1")
    (expected,) = matcher.explain(Role.VISITOR, "v-weavers", ["h-timber-home"])
    change = found.pop("brought_in_by")
    assert found == expected.as_plain()
    assert change is None
    found = plain("explain", "--visitor", "v-weavers", "--host", "h-north-wind", "--top", "2")
    counterfactual = bring_in(matcher, Role.VISITOR, "v-weavers", "h-north-wind", 2)
    assert counterfactual is not None
    assert found["brought_in_by"] == {
        "field": counterfactual.change.field,
        "action": counterfactual.change.action.value,
        "value": counterfactual.change.value,
        "score_before": counterfactual.score_before,
        "score_after": counterfactual.score_after,
        "rank_after": counterfactual.rank_after,
    }


def test_explain_in_words() -> None:
    out = run("explain", "--visitor", "v-weavers", "--host", "h-timber-home", "--top", "1")[1]
    lines = out.splitlines()
    assert lines[0].startswith("v-weavers and h-timber-home: 40.2 of 100 (harmonic mean of")
    missing = "misses learn-cluster-management, go-low-carbon"
    assert f"    8.0 of  24.0  objectives: matches exchange-good-practice; {missing}" in lines
    assert "    1.0 of   2.0  length: not answered by the other side" in lines
    assert "    1.0 of   2.0  length: not answered" in lines
    assert "    5.0 of   5.0  countries: no preference" in lines
    assert "    8.0 of   8.0  period: 5 of 5" in lines
    assert "  yes   common period (days 40, needed 3)" in lines
    out = run("explain", "--visitor", "v-weavers", "--host", "h-north-wind", "--top", "2")[1]
    assert out.splitlines()[-1].startswith("Would be number 2 of 2 with one changed answer of")
    out = run("explain", "--visitor", "v-med-bridge", "--host", "h-north-wind")[1]
    assert "  NO    country not excluded (side visitor, country DK)" in out.splitlines()


def test_compare(tmp_path: Path) -> None:
    same = plain("compare", "--weight", "maturity=3", "--top", "1")
    assert same == {"askers": 6, "overlap": 1.0, "kendall": 1.0, "same_first": 1.0}
    path = tmp_path / "c.json"
    path.write_text('{"version": "mine", "weights": {"objectives": 0, "topics": 0}}')
    code, out, _ = run("compare", "--with", str(path), "--top", "3")
    assert code == 0
    assert out.splitlines()[0] == "pilot-1 and mine, first 3 places, 6 visitors"
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["in", "order", "same"]
    code, out, _ = run("compare", "--criteria", str(path), "--weight", "topics=16")
    assert out.startswith("mine and mine+, first 10 places")


def test_compare_needs_something_to_compare() -> None:
    code, out, err = run("compare")
    assert (code, out) == (2, "")
    assert err.startswith("error: arguments: give --with or --weight")


def test_evaluate() -> None:
    found = plain("evaluate", "--top", "3")
    assert found["askers"] == 6
    assert found["ndcg"] == pytest.approx(5 / 6)
    assert found["coverage"] == 0.875
    lines = run("evaluate", "--top", "3")[1].splitlines()
    assert lines[0] == "First 3 places, 6 visitors with an accepted host"
    assert lines[1].split() == ["nDCG", "0.833"]
    assert lines[-1].endswith("(Gini of exposure)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rank", "--visitor", "nobody"), "error: visitor: there is no visitor of this name"),
        (("rank", "--weight", "topics"), "error: --weight: is not written as QUESTION=N"),
        (("rank", "--weight", "nothing=3"), "error: weights.nothing: there is no such question"),
        (("rank", "--top", "0"), "error: k: is not a whole number"),
        (("rank", "--top", "many"), "error: arguments: argument --top: invalid int value"),
        (("rank", "--hosts", "none.csv"), "error: none.csv, line 1: file: cannot be read"),
        (("dance",), "error: arguments: argument rank|explain|compare|evaluate: invalid choice"),
        ((), "error: arguments: the following arguments are required"),
        (("explain", "--visitor", "v-weavers"), "error: arguments: the following arguments"),
        (("explain", "--visitor", "v-weavers", "--host", "x"), "error: host: there is no host"),
    ],
)
def test_refusals(arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)


@pytest.mark.parametrize(
    ("row", "field"), [("x,h-care-lab,yes", "visitor"), ("v-weavers,x,no", "host")]
)
def test_decisions_about_strangers_are_refused(tmp_path: Path, row: str, field: str) -> None:
    path = tmp_path / "d.csv"
    path.write_text(f"visitor,host,accepted\n{row}\n")
    code, _, err = run("evaluate", "--decisions", str(path))
    assert code == 2
    assert err == f"error: {path}, line 2: {field}: there is no {field} of this name (got 'x')\n"


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        (
            "v,sme,AT,tropics\n",
            2,
            "v: topics: unknown option; topics has 40 others (got 'tropics')",
        ),
        ("v,sme,AT,\nw,sme,XX,\n", 3, "w: country: unknown option; countries has 39 others"),
        ("v,sme,AT,\nw,sme,AT,\nv,sme,BE,\n", 4, "identifier: another visitor of this file has it"),
    ],
)
def test_what_the_criteria_do_not_know_is_refused_by_file_and_line(
    tmp_path: Path, rows: str, line: int, problem: str
) -> None:
    path = tmp_path / "v.csv"
    path.write_text(f"identifier,organisation_type,country,topics\n{rows}")
    code, out, err = run("rank", "--visitors", str(path))
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {path}, line {line}: {problem}")


def test_a_name_that_the_terminal_cannot_show_is_shown_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "v.json"
    path.write_text('[{"identifier": "\\ud800é", "organisation_type": "sme", "country": "AT"}]')
    command = [sys.executable, "-m", "matching", "rank", "--visitors", str(path)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Best hosts for \\ud800\\xe9 (pilot-1)")


def test_as_a_module_from_the_command_line() -> None:
    command = [sys.executable, "-m", "matching", "rank", "--visitor", "v-rail-sensors"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split()[2] == "h-alpine-rail"
    none = subprocess.run([*command, "--top", "0"], cwd=ROOT, capture_output=True, check=False)
    assert none.returncode == 2


def test_the_module_passes_on_its_arguments(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["matching", "rank", "--visitor", "nobody"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("matching", run_name="__main__")
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("error: visitor: there is no visitor")


def test_the_module_leaves_alone_what_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.StringIO()
    monkeypatch.setattr(sys, "argv", ["matching", "rank", "--visitor", "v-rail-sensors"])
    monkeypatch.setattr(sys, "stdout", output)
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("matching", run_name="__main__")
    assert caught.value.code == 0
    assert "h-alpine-rail" in output.getvalue()
