"""The style guide shows every component and every block that has values without a database."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory

from core.style_guide import style_guide
from tests.markup import inline_code, parse_errors

TEMPLATES = Path(settings.BASE_DIR) / "templates"
INCLUDED = re.compile(r'{% include "((?:components|blocks|navigation)/[^"]+)"')
# Parts of the frame, or shown where their pictures are proved (map_list stands beside the map).
ELSEWHERE = {"components/map_list.html"}


def reached(name: str, seen: set[str]) -> set[str]:
    """The components that a template includes, and those that they include."""
    for other in INCLUDED.findall((TEMPLATES / name).read_text("utf-8")):
        if other not in seen:
            seen.add(other)
            reached(other, seen)
    return seen


def test_every_component_is_shown() -> None:
    shown = reached("core/style_guide.html", set()) | reached("base.html", set())
    present = {
        path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "components").glob("*.html")
    }
    assert present - shown - ELSEWHERE == set()


@pytest.mark.django_db
def test_the_style_guide_is_a_valid_page() -> None:
    page = style_guide(RequestFactory().get("/dev/components/")).content.decode()
    assert parse_errors(page) == []
    assert inline_code(page) == []
    assert re.findall("<h1[^>]*>([^<]+)</h1>", page) == ["Components"]
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(identifiers) == sorted(set(identifiers))
