"""Reading profiles and decisions from JSON and CSV files, with file and line in every refusal."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from matching.answers import Role
from matching.errors import FileError, MatchingError, ProfileError
from matching.plain import profile_from_plain
from matching.profile import OPTION_FIELDS, Profile

SEPARATOR = ";"
"""Between several options in one cell of a CSV file."""
UNREADABLE = "has a number too long or objects too deep to be read"
_WHOLE_NUMBERS = ("length", "group_size", "places")
_ACCEPTED = {"1": 1.0, "yes": 1.0, "accepted": 1.0, "0": 0.0, "no": 0.0, "declined": 0.0}


class Decision(NamedTuple):
    """What came of one proposal."""

    visitor: str
    host: str
    gain: float


def read_profiles(
    path: Path, role: Role | None = None, check: Callable[[Profile], object] | None = None
) -> Iterator[Profile]:
    """Profiles of a `.json` file (a list of objects) or a `.csv` file, one after the other.

    A file of one role holds no other, and nobody twice. What `check` refuses (an option that the
    criteria do not know) is refused with its line as well.
    """
    seen: set[tuple[Role, str]] = set()
    for line, plain in _entries(path):
        try:
            profile = profile_from_plain(plain, role)
            _check_place(profile, role, seen)
            if check is not None:
                check(profile)
        except MatchingError as error:
            raise FileError(str(path), line, error) from error
        yield profile


def _check_place(profile: Profile, role: Role | None, seen: set[tuple[Role, str]]) -> None:
    if role is not None and profile.role is not role:
        problem = f"is not the profile of a {role.value}"
        raise ProfileError("role", profile.role.value, problem, subject=profile.identifier)
    if (profile.role, profile.identifier) in seen:
        problem = f"another {profile.role.value} of this file has it already"
        raise ProfileError("identifier", profile.identifier, problem)
    seen.add((profile.role, profile.identifier))


def read_decisions(path: Path, check: Callable[[Decision], object] | None = None) -> list[Decision]:
    """Decisions of a CSV file with the columns visitor, host, accepted (yes or no).

    What `check` refuses (a host that does not take part) is refused with its line.
    """
    decisions = []
    for line, plain in _rows(path):
        try:
            decision = _decision(plain)
            if check is not None:
                check(decision)
        except MatchingError as error:
            raise FileError(str(path), line, error) from error
        decisions.append(decision)
    return decisions


def _decision(plain: dict[str, str]) -> Decision:
    for name in ("visitor", "host", "accepted"):
        if not plain.get(name):
            raise ProfileError(name, plain.get(name), "is missing")
    gain = _ACCEPTED.get(plain["accepted"].strip().lower())
    if gain is None:
        raise ProfileError("accepted", plain["accepted"], f"is not one of: {', '.join(_ACCEPTED)}")
    return Decision(plain["visitor"].strip(), plain["host"].strip(), gain)


def _entries(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix.lower() == ".json":
        yield from _objects(path)
    elif path.suffix.lower() == ".csv":
        for line, row in _rows(path):
            try:
                yield line, _answers(row)
            except MatchingError as error:
                raise FileError(str(path), line, error) from error
    else:
        problem = "is neither a .json nor a .csv file"
        raise FileError(str(path), 1, MatchingError("file", path.name, problem))


def read_text(path: Path) -> str:
    """Text of a file, or an error that says why there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        raise FileError(str(path), 1, MatchingError("file", path.name, problem)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        wrong = error.object[error.start : error.start + 1]
        raise FileError(str(path), line, MatchingError("file", wrong, "is not UTF-8")) from error


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects of a JSON list, each with the line on which it starts."""
    text = read_text(path)
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    position = _skip(text, 0)
    if text[position : position + 1] != "[":
        raise _json_error(path, text, position, "the file is not a list of objects")
    position = _skip(text, position + 1)
    while text[position : position + 1] != "]":
        line = text.count("\n", 0, position) + 1
        try:
            entry, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            raise _json_error(path, text, error.pos, error.msg) from error
        except MatchingError as error:
            raise FileError(str(path), line, error) from error
        except (RecursionError, ValueError) as error:
            raise _json_error(path, text, position, UNREADABLE) from error
        if not isinstance(entry, dict):
            raise _json_error(path, text, position, "an entry is not an object")
        yield line, entry
        position = _skip(text, end)
        following = text[position : position + 1]
        if following == ",":
            position = _skip(text, position + 1)
        elif following != "]":
            raise _json_error(path, text, position, "expected , or ]")
    position = _skip(text, position + 1)
    if position < len(text):
        raise _json_error(path, text, position, "something follows the list")


def _skip(text: str, position: int) -> int:
    while text[position : position + 1] and text[position] in " \t\r\n":
        position += 1
    return position


def _refuse_constant(name: str) -> object:
    raise ProfileError("number", name, "is not a number")


def _json_error(path: Path, text: str, position: int, problem: str) -> FileError:
    line = text.count("\n", 0, position) + 1
    near = text[position : position + 20]
    return FileError(str(path), line, MatchingError("JSON", near, problem))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file with a heading, each with its line."""
    reader = csv.DictReader(read_text(path).splitlines(keepends=True), strict=True)
    try:
        if not reader.fieldnames:
            raise FileError(str(path), 1, MatchingError("heading", "", "the file is empty"))
        for row in reader:
            if None in row or None in row.values():
                problem = f"does not have {len(reader.fieldnames)} cells like the heading"
                found = [cell for cell in row.values() if cell is not None]
                raise FileError(str(path), reader.line_num, MatchingError("row", found, problem))
            yield reader.line_num, {str(name).strip(): cell for name, cell in row.items()}
    except csv.Error as error:
        wrong = MatchingError("CSV", "", str(error))
        raise FileError(str(path), reader.reader.line_num, wrong) from error


def _answers(row: dict[str, str]) -> dict[str, Any]:
    """Cells as the plain values of a profile; empty cells are not answered."""
    answers: dict[str, Any] = {}
    subject = row.get("identifier", "")
    for name, cell in row.items():
        value = cell.strip()
        if not value:
            continue
        kind, _, question = name.partition(".")
        if kind == "choices" and question:
            answers.setdefault("choices", {})[question] = _split(value)
        elif kind == "scales" and question:
            answers.setdefault("scales", {})[question] = _whole_number(subject, name, value)
        elif name in OPTION_FIELDS or name == "availability":
            answers[name] = _split(value)
        elif name == "languages":
            answers[name] = dict(_language(subject, part) for part in _split(value))
        elif name in _WHOLE_NUMBERS:
            answers[name] = _whole_number(subject, name, value)
        else:
            answers[name] = value
    return answers


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(SEPARATOR) if part.strip()]


def _language(subject: str, part: str) -> tuple[str, str]:
    language, colon, level = part.partition(":")
    if not colon:
        raise ProfileError("languages", part, 'is not written as "en:fluent"', subject=subject)
    return language.strip(), level.strip()


def _whole_number(subject: str, name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise ProfileError(name, value, "is not a whole number", subject=subject) from None
