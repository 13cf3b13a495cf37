"""The style sheets keep their promises: linked once, layered, small, and readable."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from core.stylesheets import SHEETS

ROOT = Path(settings.BASE_DIR)
STYLES = ROOT / "static" / "css"
LINKED = [f"{name}.css" for name in SHEETS] + ["print.css"]
COMPRESSED_LIMIT = 26_000
# Without a layer on purpose: fonts have no order, and print wins over everything.
WITHOUT_LAYER = {"fonts.css", "print.css"}
LAYERS = ["tokens", "base", "layout", "components", "utilities"]

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "night"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("ink-soft", "sunken"),
    ("blue", "paper"),
    ("blue", "surface"),
    ("blue", "sunken"),
    ("blue", "blue-wash"),
    ("blue-strong", "blue-wash"),
    ("blue-strong", "saffron-wash"),
    ("blue-strong", "green-wash"),
    ("on-blue", "blue"),
    ("on-blue", "blue-strong"),
    ("ink", "blue-wash"),
    ("ink", "saffron-wash"),
    ("ink", "green-wash"),
    ("ink", "red-wash"),
    ("red", "paper"),
    ("red", "red-wash"),
    ("green", "green-wash"),
    ("paper", "red"),
    ("paper", "ink"),
]
# WCAG 2.2, 1.4.11: what shows where a field or the focus is.
LINE_ON_GROUND = [
    ("line-strong", "paper"),
    ("line-strong", "surface"),
    ("focus", "paper"),
    ("focus", "surface"),
]
# A band of night keeps its ground in both themes; text on it is that of the dark one.
NIGHT_TEXT = {("ink", "night"): "dark"}


def read_tokens() -> dict[str, dict[str, str]]:
    """Read token → theme → colour."""
    css = (STYLES / "tokens.css").read_text("utf-8")
    pairs = re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    return {name: {"light": light, "dark": dark} for name, light, dark in pairs}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


TOKENS = read_tokens()


def test_contrast_of_black_on_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable(theme: str) -> None:
    too_faint = []
    for text, ground in TEXT_ON_GROUND:
        text_theme = NIGHT_TEXT.get((text, ground), theme)
        if contrast(TOKENS[text][text_theme], TOKENS[ground][theme]) < 4.5:
            too_faint.append((text, ground))
    assert too_faint == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_that_carry_meaning_are_visible(theme: str) -> None:
    too_faint = [
        pair for pair in LINE_ON_GROUND
        if contrast(TOKENS[pair[0]][theme], TOKENS[pair[1]][theme]) < 3
    ]  # fmt: skip
    assert too_faint == []


def test_every_style_sheet_is_linked_once() -> None:
    everywhere = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r'{% static "css/([^"]+)" %}', everywhere))
    named |= set(LINKED)
    present = {path.relative_to(STYLES).as_posix() for path in STYLES.rglob("*.css")}
    assert present - named == set()
    assert len(LINKED) == len(set(LINKED))


def test_the_order_of_the_layers_is_said_first() -> None:
    assert LINKED[0] == "tokens.css"
    css = (STYLES / "tokens.css").read_text("utf-8")
    first = re.search(r"^@layer (.+);$", css, re.MULTILINE)
    assert first is not None
    assert first[1].split(", ") == LAYERS


@pytest.mark.parametrize("name", sorted(set(LINKED) - WITHOUT_LAYER))
def test_a_style_sheet_stands_in_one_known_layer(name: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", (STYLES / name).read_text("utf-8"), flags=re.DOTALL)
    used = re.findall(r"@layer ([a-z]+) {", css)
    assert len(used) == 1
    assert used[0] in LAYERS
    outside = re.sub(r"^@layer [^{;]+;|^@layer \w+ {.*?^}", "", css, flags=re.DOTALL | re.MULTILINE)
    assert outside.strip() == ""


def test_a_style_sheet_uses_only_tokens_that_exist() -> None:
    css = {name: (STYLES / name).read_text("utf-8") for name in LINKED}
    defined = set(re.findall(r"(--[a-z0-9-]+):", "".join(css.values())))
    unknown = {
        (name, token)
        for name, text in css.items()
        for token in re.findall(r"var\((--[a-z0-9-]+)\)", text)
        if token not in defined
    }
    assert unknown == set()


def test_the_style_sheets_of_every_page_stay_small() -> None:
    size = sum(len(gzip.compress((STYLES / name).read_bytes())) for name in LINKED)
    assert max(size, COMPRESSED_LIMIT) == COMPRESSED_LIMIT


def test_saffron_is_never_the_colour_of_text() -> None:
    found = [
        path.name
        for path in STYLES.rglob("*.css")
        if re.search(r"(?<![-\w])color: var\(--saffron\)", path.read_text("utf-8"))
    ]
    assert found == []


def test_the_page_for_our_faults_needs_neither_context_nor_database() -> None:
    # pytest-django refuses the database to a test that does not ask for it.
    page = get_template("500.html").render()
    assert re.findall(r"<h1>(.+)</h1>", page) == ["Something went wrong on our side"]
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    missing = [
        sheet for sheet in sheets
        if not (ROOT / "static" / sheet.removeprefix(settings.STATIC_URL)).is_file()
    ]  # fmt: skip
    assert missing == []
