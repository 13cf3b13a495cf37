"""What is kept of the parts of pages that many visitors see alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.autoreload import reset_loaders
from django.test import override_settings
from django.utils import translation
from django.utils.safestring import SafeString

from core import drawings
from core.drawings import draw, draw_once


@pytest.fixture(autouse=True)
def none_kept() -> None:
    drawings._draw.cache_clear()


@pytest.fixture
def template(tmp_path: Path) -> Iterator[Path]:
    """A template of our own, in a folder that the settings name."""
    path = tmp_path / "drawing.html"
    path.write_text("<p>{{ text }}</p>", encoding="utf-8")
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(tmp_path)],
    }
    with override_settings(TEMPLATES=[engine]):
        yield path


def drawn_anew() -> int:
    return drawings._draw.cache_info().misses


def test_the_same_values_are_drawn_once(template: Path) -> None:
    assert draw_once("drawing.html", text="wool") == "<p>wool</p>"
    assert draw_once("drawing.html", text="wool") == "<p>wool</p>"
    assert drawn_anew() == 1
    assert draw_once("drawing.html", text="linen") == "<p>linen</p>"
    assert drawn_anew() == 2


def test_a_text_is_not_taken_for_html_that_reads_the_same(template: Path) -> None:
    text = "<script>alert(1)</script>"
    assert draw_once("drawing.html", text=SafeString(text)) == f"<p>{text}</p>"
    assert draw_once("drawing.html", text=text) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_each_language_has_its_own_drawing(template: Path) -> None:
    template.write_text("{% load i18n %}{% translate 'Yes' %} {{ text }}", encoding="utf-8")
    with translation.override("en-gb"):
        assert draw_once("drawing.html", text="wool") == "Yes wool"
    with translation.override("de"):
        assert draw_once("drawing.html", text="wool") == "Ja wool"


def test_a_changed_template_is_drawn_anew(template: Path) -> None:
    assert draw_once("drawing.html", text="wool") == "<p>wool</p>"
    template.write_text("<b>{{ text }}</b>", encoding="utf-8")
    reset_loaders()  # what the development server does
    assert draw_once("drawing.html", text="wool") == "<b>wool</b>"


def test_what_is_one_persons_is_not_kept(template: Path) -> None:
    assert draw("drawing.html", text="wool") == "<p>wool</p>"
    assert drawings._draw.cache_info().currsize == 0
