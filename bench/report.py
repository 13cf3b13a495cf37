"""Where the benches keep what they measured."""

from pathlib import Path
from typing import Final

REPORTS: Final = Path(__file__).resolve().parent.parent / "build" / "bench"


def keep(report: Path, text: str) -> None:
    """Write a report in Markdown, over the one of the last run."""
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(text, encoding="utf-8")
