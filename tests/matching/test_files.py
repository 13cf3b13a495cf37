"""Files and plain values: what is read, and where a refusal says the mistake is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from matching import (
    CriteriaError,
    FileError,
    Fusion,
    LanguageLevel,
    Matcher,
    Profile,
    ProfileError,
    Role,
    Rule,
    Scale,
    pilot_criteria,
)
from matching.command import SAMPLE
from matching.criteria_file import (
    criteria_as_plain,
    criteria_from_plain,
    fingerprint,
    read_criteria,
)
from matching.plain import profile_as_plain, profile_from_plain
from matching.profile_files import Decision, read_decisions, read_profiles
from tests.matching.makers import days, sides, small_criteria, visitor

Sides = tuple[list[Profile], list[Profile]]
LEAST = {"identifier": "v", "role": "visitor", "organisation_type": "sme", "country": "AT"}


@settings(max_examples=50, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(sides(3))
def test_plain_values_there_and_back(both: Sides) -> None:
    for profile in [*both[0], *both[1]]:
        plain = json.loads(json.dumps(profile_as_plain(profile)))
        assert profile_from_plain(plain) == profile


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"shoe_size": 44}, "shoe_size", "there is no such field; fields are identifier, role"),
        ({"role": "guest"}, "role", "is not one of: visitor, host"),
        ({"mode": "both"}, "mode", "is not one of: physical"),
        ({"languages": {"en": "good"}}, "languages.en", "is not one of: basic, working, fluent"),
        ({"languages": ["en"]}, "languages", "is not a mapping"),
        ({"availability": "2026-03-02"}, "availability", "is not a list of day ranges"),
        ({"availability": ["2.3.2026"]}, "availability", "is not written as"),
        ({"availability": ["2026-03-05..2026-03-02"]}, "availability", "last day is before"),
        ({"topics": "t1"}, "topics", "is not a set of options"),
        ({"identifier": None}, "identifier", "is missing"),
        ({"country": None}, "country", "is missing"),
        ({"organisation_type": None}, "organisation_type", "is missing"),
        ({"role": None}, "role", "is missing"),
    ],
)
def test_plain_values_that_are_not_understood(change: Any, field: str, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem) as caught:
        profile_from_plain({**LEAST, **change})
    assert caught.value.field == field
    assert caught.value.subject == ("" if field == "identifier" else "v") or field == "identifier"


def test_plain_values_are_filled_in() -> None:
    found = profile_from_plain({**LEAST, "role": None, "length": None}, Role.VISITOR)
    assert found.role is Role.VISITOR
    assert found.organisation == "v"
    assert found.length is None
    assert profile_from_plain(LEAST, Role.HOST).role is Role.VISITOR
    day = profile_from_plain({**LEAST, "availability": [" 2026-03-02 "]})
    assert day.availability == (days(0, 0),)


CSV = (
    "identifier,organisation_type,country,seeks,languages,availability,length,"
    "choices.many,scales.budget,mode\n"
    'v1,sme,AT,"o1; o2;","en:fluent; de: basic",2026-03-02..2026-03-06,4,m1;m2,-3,either\n'
    "v2,sme,BE,,,,,,,\n"
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_csv_file(tmp_path: Path) -> None:
    one, two = read_profiles(write(tmp_path, "v.CSV", "\ufeff" + CSV), Role.VISITOR)
    assert one.seeks == {"o1", "o2"}
    assert one.languages == {"en": LanguageLevel.FLUENT, "de": LanguageLevel.BASIC}
    assert one.availability == (days(0, 4),)
    assert (one.length, one.mode is not None) == (4, True)
    assert one.choices == {"many": frozenset({"m1", "m2"})}
    assert one.scales == {"budget": -3}
    assert (two.identifier, two.seeks, two.length) == ("v2", frozenset(), None)


VISITOR = json.dumps(LEAST)
HOST = json.dumps({**LEAST, "role": "host"})
HEAD = "identifier,organisation_type,country,length,languages,choices.,places\n"


@pytest.mark.parametrize(
    ("name", "text", "line", "field", "problem"),
    [
        ("v.csv", "", 1, "heading", "the file is empty"),
        ("v.csv", HEAD + "v,sme,AT,,,,\nw,sme\n", 3, "row", "does not have 7 cells"),
        ("v.csv", HEAD + "v,sme,AT,,,,,,\n", 2, "row", "does not have 7 cells"),
        ("v.csv", HEAD + "v,sme,AT,three,,,\n", 2, "length", "is not a whole number"),
        ("v.csv", HEAD + "v,sme,AT,,english,,\n", 2, "languages", "is not written as"),
        ("v.csv", HEAD + "v,sme,AT,,,x,\n", 2, "choices.", "there is no such field"),
        ("v.csv", HEAD + "v,sme,AT,,,,-2\n", 2, "places", "is not a whole number from 0"),
        ("v.csv", HEAD + 'v,"sme,AT,,,,\n', 2, "CSV", "unexpected end of data"),
        ("v.txt", HEAD, 1, "file", "is neither a .json nor a .csv file"),
        ("v.json", "{}", 1, "JSON", "is not a list of objects"),
        ("v.json", "", 1, "JSON", "is not a list of objects"),
        ("v.json", '[\n{"identifier": "v"}\n]', 2, "organisation_type", "is missing"),
        ("v.json", '[\n{},\n\n{"a": }]', 2, "identifier", "is missing"),
        ("v.json", '[\n\n{"a": }]', 3, "JSON", "Expecting value"),
        ("v.json", "[\n3]", 2, "JSON", "an entry is not an object"),
        ("v.json", '[{"places": NaN}]', 1, "number", "is not a number"),
        ("v.json", '[\n{"places": ' + "9" * 5_000 + "}]", 2, "JSON", "has a number too long"),
        ("v.json", '[\n{"topics": ' + "[" * 100_000, 2, "JSON", "objects too deep to be read"),
        ("v.json", f"[\n{HOST}]", 2, "role", "is not the profile of a visitor"),
        ("v.json", f"[{VISITOR},\n{VISITOR}]", 2, "identifier", "of this file has it already"),
    ],
)
def test_a_mistake_is_found_by_file_and_line(
    tmp_path: Path, name: str, text: str, line: int, field: str, problem: str
) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(FileError, match=problem) as caught:
        list(read_profiles(path, Role.VISITOR))
    assert (caught.value.line, caught.value.field) == (line, field)
    assert str(caught.value).startswith(f"{path}, line {line}: ")


@pytest.mark.parametrize(
    ("rest", "line", "problem"),
    [(" ]\n x", 3, "something follows the list"), ("\n{}]", 3, "expected , or")],
)
def test_what_stands_between_objects(tmp_path: Path, rest: str, line: int, problem: str) -> None:
    path = write(tmp_path, "v.json", f"[\n{json.dumps(LEAST)}{rest}")
    with pytest.raises(FileError, match=problem) as caught:
        list(read_profiles(path))
    assert caught.value.line == line
    good = write(tmp_path, "w.json", f"[\n{json.dumps(LEAST)},\n]\n")
    assert [p.identifier for p in read_profiles(good)] == ["v"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read: No such file"):
        list(read_profiles(tmp_path / "none.json"))
    broken = tmp_path / "v.csv"
    broken.write_bytes(b"identifier\nv\xff\n")
    with pytest.raises(FileError, match="is not UTF-8") as caught:
        list(read_profiles(broken))
    assert caught.value.line == 2


def test_decisions(tmp_path: Path) -> None:
    path = write(tmp_path, "d.csv", "host,visitor,accepted\nh1, v1 ,YES\nh2,v1,declined\n")
    assert read_decisions(path) == [Decision("v1", "h1", 1.0), Decision("v1", "h2", 0.0)]
    for row, field in (("h,v,maybe", "accepted"), (",v,yes", "host"), ("h,v,", "accepted")):
        path = write(tmp_path, "d.csv", f"host,visitor,accepted\n{row}\n")
        with pytest.raises(FileError) as caught:
            read_decisions(path)
        assert (caught.value.line, caught.value.field) == (2, field)


def test_criteria_there_and_back() -> None:
    for criteria in (small_criteria(), pilot_criteria()):
        plain = json.loads(json.dumps(criteria_as_plain(criteria)))
        assert criteria_from_plain(plain, pilot_criteria()).questions == criteria.questions
        again = criteria_from_plain({**plain, "vocabularies": {}}, criteria)
        assert again == criteria
        assert fingerprint(again) == fingerprint(criteria)
    assert fingerprint(small_criteria()) != fingerprint(small_criteria(minimum_days=4))
    assert len(fingerprint(small_criteria())) == 16


def test_criteria_say_only_what_differs() -> None:
    start = small_criteria()
    plain = {
        "version": "small-2",
        "weights": {"topics": 40},
        "fusion": "minimum",
        "rules": ["places"],
        "scales": {"budget": {"lowest": 0, "highest": 3}},
        "vocabularies": {"topics": {"options": ["a", "b"], "parents": {"b": "a"}}},
        "virtual_only": True,
        "stop_words": ["or"],
        "eligible_countries": ["AT"],
        "minimum_days": 5,
    }
    found = criteria_from_plain(plain, start)
    assert (found.version, found.fusion, found.virtual_only) == ("small-2", Fusion.MINIMUM, True)
    assert found.rules == {Rule.PLACES}
    assert found.scales == {"budget": Scale(0, 3)}
    assert found.vocabularies["topics"].options == ("a", "b")
    assert found.vocabularies["sectors"] == start.vocabularies["sectors"]
    assert [*found.stop_words, *found.eligible_countries] == ["or", "AT"]
    assert found.minimum_days == 5
    assert found.questions[1].host_weight == 40


@pytest.mark.parametrize(
    ("plain", "field", "problem"),
    [
        ([], "criteria", "is not an object"),
        ({}, "version", "is missing"),
        ({"version": "x", "colour": 1}, "colour", "there is no such setting; settings are weights"),
        ({"version": "x", "weights": 3}, "weights", "is not an object"),
        ({"version": "x", "weights": {"topics": 1.5}}, "questions.topics.visitor_weight", "whole"),
        ({"version": "x", "rules": "places"}, "rules", "is not a list"),
        ({"version": "x", "rules": ["luck"]}, "rules", "is not one of: eligible country"),
        ({"version": "x", "fusion": "sum"}, "fusion", "is not one of: harmonic"),
        ({"version": "x", "virtual_only": 1}, "virtual_only", "is neither true nor false"),
        ({"version": "x", "stop_words": [1]}, "stop_words", "is not a name"),
        ({"version": "x", "questions": [3]}, "questions", "is not an object"),
        (
            {"version": "x", "questions": [{"name": "q", "kernel": "luck"}]},
            "questions.q.kernel",
            "is not one of",
        ),
        (
            {"version": "x", "questions": [{"name": "q", "kernel": "length"}]},
            "questions.q",
            "a question has name, kernel",
        ),
        ({"version": "x", "scales": {"s": {"lowest": 1}}}, "scales.s", "a scale has lowest"),
        (
            {"version": "x", "vocabularies": {"topics": {}}},
            "vocabularies.topics.options",
            "is not a list",
        ),
    ],
)
def test_criteria_that_are_not_understood(plain: Any, field: str, problem: str) -> None:
    with pytest.raises(CriteriaError, match=problem) as caught:
        criteria_from_plain(plain, small_criteria())
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('{\n"version": "x",\n"weights": {\n "nothing": 4}}', 4, "there is no such question"),
        ('{\n"version": "x",\n"minimum_days": 0}', 3, "minimum_days: is not a whole number"),
        ('{\n"version": ]', 2, "Expecting value"),
        ('{"minimum_days": ' + "9" * 5_000 + "}", 1, "has a number too long"),
        ("[" * 100_000, 1, "objects too deep to be read"),
        ("\n[]", 1, "is not an object"),
    ],
)
def test_a_mistake_in_a_criteria_file(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = write(tmp_path, "c.json", text)
    with pytest.raises(FileError, match=problem) as caught:
        read_criteria(path, small_criteria())
    assert caught.value.line == line


def test_the_shipped_sample_fits_the_pilot_s_criteria() -> None:
    hosts = list(read_profiles(SAMPLE / "hosts.json", Role.HOST))
    visitors = list(read_profiles(SAMPLE / "visitors.csv", Role.VISITOR))
    assert (len(hosts), len(visitors)) == (8, 6)
    assert all("(sample)" in profile.organisation for profile in [*hosts, *visitors])
    matcher = Matcher(pilot_criteria(), [*hosts, *visitors])
    firsts = {v.identifier: matcher.rank(v.identifier).identifiers[0] for v in visitors}
    assert firsts == {
        "v-weavers": "h-loom-valley",
        "v-coal-to-sun": "h-north-wind",
        "v-smart-orchard": "h-byte-harbour",
        "v-rail-sensors": "h-alpine-rail",
        "v-med-bridge": "h-care-lab",
        "v-quiet-hills": "h-open-coast",
    }
    assert visitor() != visitors[0]
