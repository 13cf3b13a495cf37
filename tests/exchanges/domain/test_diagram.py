"""The documentation of the lifecycle is the table itself."""

from pathlib import Path

from exchanges.domain import diagram
from exchanges.domain.lifecycle import TABLE

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "lifecycle.md"


def test_the_page_is_made_from_the_table() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == diagram.page()


def test_the_diagram_has_an_arrow_for_every_change_of_status() -> None:
    arrows = [line for line in diagram.mermaid().splitlines() if " --> " in line]
    changes = [row for row in TABLE if row.next_status is not row.status]
    assert len(arrows) == len(changes) + 1  # and the beginning


def test_the_table_has_every_row() -> None:
    assert len(diagram.markdown_table().splitlines()) == len(TABLE) + 2
