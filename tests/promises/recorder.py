"""Writes down what the long runs found, as a page of the documentation."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

HEADER = """# Promises, and what was measured

Written by `make promises`. Each row is a long run of a test that runs in a short form each time;
see [development](development.md).

| promise | figure | target | database | seed | duration | kept |
|---|---|---|---|---|---|---|
"""
ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one long run came to."""

    promise: str
    figure: str
    target: str
    database: str
    seed: str
    duration: str
    kept: str = "yes"

    @classmethod
    def read(cls, row: str) -> Self:
        """Return what a row of the table says."""
        return cls(*(cell.strip() for cell in row.split(" | ")))

    def __str__(self) -> str:
        return f"| {' | '.join(str(cell) for cell in asdict(self).values())} |"


def write(page: Path, findings: list[Finding]) -> None:
    """Bring the page up to date: a run replaces what was known for its database, and only that."""
    known = []
    if page.exists():
        table = page.read_text(encoding="utf-8").partition("|---|")[2].partition("\n")[2]
        known = [Finding.read(row) for row in ROW.findall(table)]
    databases = {finding.database.split()[0] for finding in findings}
    rows = [one for one in known if one.database.split()[0] not in databases] + findings
    rows.sort(key=lambda one: (one.promise, one.database))
    page.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
