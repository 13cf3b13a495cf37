"""The documents, read for the tests: their tables, headings, links and the words in bold."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@cache
def tracked() -> tuple[str, ...]:
    """Every file that git knows and that is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def documents() -> list[str]:
    """Every document of the repository."""
    return [name for name in tracked() if name.endswith(".md")]


@cache
def read(name: str) -> str:
    """What a file says."""
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str, heading: str) -> list[list[str]]:
    """The rows of the tables under a heading, cell by cell, without their heads."""
    section = re.search(
        rf"^(#+) {re.escape(heading)}$(.*?)(?=^#{{1,6}} |\Z)", read(name), re.MULTILINE | re.DOTALL
    )
    assert section is not None, f"{name} has no heading “{heading}”."
    lines = [line for line in section[2].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [number for number, row in enumerate(cells) if set(row[0]) <= {"-"}]
    heads = {number - 1 for number in rules} | set(rules)
    return [row for number, row in enumerate(cells) if number not in heads]


def code_in(text: str) -> list[str]:
    """What stands in code form in a text."""
    return CODE.findall(text)


def links(name: str) -> list[str]:
    """Where a document leads, examples left out."""
    return LINK.findall(CODE.sub("", FENCE.sub("", read(name))))


def anchors(name: str) -> set[str]:
    """The anchors of a document's headings, as they are usually made."""
    titles = [heading.strip().lower() for heading in HEADING.findall(FENCE.sub("", read(name)))]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def bold_in(name: str) -> list[str]:
    """What a document sets in bold, without the line breaks inside."""
    return [" ".join(words.split()) for words in BOLD.findall(FENCE.sub("", read(name)))]
