"""What is kept of the parts of pages that many visitors see alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.autoreload import reset_loaders
from django.test import override_settings
from django.utils import translation
from django.utils.safestring import SafeString

from core.drawings import KeptDrawings

KEPT = KeptDrawings("drawing.html", most=3)


@pytest.fixture
def template(tmp_path: Path) -> Iterator[Path]:
    """A template of our own, in a folder that the settings name."""
    path = tmp_path / "drawing.html"
    path.write_text("<p>{{ text }}</p>", encoding="utf-8")
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(tmp_path)],
    }
    KEPT._draw.cache_clear()
    with override_settings(TEMPLATES=[engine]):
        yield path


def drawn_anew() -> int:
    return KEPT._draw.cache_info().misses


def test_the_same_values_are_drawn_once(template: Path) -> None:
    assert KEPT.draw(text="wool") == "<p>wool</p>"
    assert KEPT.draw(text="wool") == "<p>wool</p>"
    assert drawn_anew() == 1
    assert KEPT.draw(text="linen") == "<p>linen</p>"
    assert drawn_anew() == 2


def test_a_text_is_not_taken_for_html_that_reads_the_same(template: Path) -> None:
    text = "<script>alert(1)</script>"
    assert KEPT.draw(text=SafeString(text)) == f"<p>{text}</p>"
    assert KEPT.draw(text=text) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_each_language_has_its_own_drawing(template: Path) -> None:
    template.write_text("{% load i18n %}{% translate 'Yes' %} {{ text }}", encoding="utf-8")
    with translation.override("en-gb"):
        assert KEPT.draw(text="wool") == "Yes wool"
    with translation.override("de"):
        assert KEPT.draw(text="wool") == "Ja wool"


def test_a_changed_template_is_drawn_anew(template: Path) -> None:
    assert KEPT.draw(text="wool") == "<p>wool</p>"
    template.write_text("<b>{{ text }}</b>", encoding="utf-8")
    reset_loaders()  # what the development server does
    assert KEPT.draw(text="wool") == "<b>wool</b>"


def test_what_is_one_persons_is_not_kept(template: Path) -> None:
    assert KEPT.anew(text="wool") == "<p>wool</p>"
    assert KEPT._draw.cache_info().currsize == 0


def test_a_process_keeps_no_more_than_it_was_told_to(template: Path) -> None:
    for number in range(5):
        KEPT.draw(text=f"word {number}")
    assert KEPT._draw.cache_info().currsize == 3
