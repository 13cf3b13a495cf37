"""Every template compiles, names only what exists, is well-formed, and keeps to the strict CSP."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines

from tests.architecture.template_source import Branch, html_of
from tests.markup import inline_code, unbalanced

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.*"))
PAGES = [name for name in NAMES if name.endswith(".html")]
# Wagtail's admin needs inline code and has a policy of its own; mail readers know no style sheets.
OUTSIDE_THE_POLICY = ("wagtailadmin/", "email/")
INCLUDED = re.compile(r"{%-?\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
STATIC = re.compile(r"{%-?\s*static\s+[\"']([^\"']+)[\"']")


def source_of(name: str) -> str:
    """Return a template as it is written."""
    return (FOLDER / name).read_text(encoding="utf-8")


def test_there_are_templates() -> None:
    assert "base.html" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles_and_names_what_exists(name: str) -> None:
    engine = engines["django"]
    engine.get_template(name)
    for other in INCLUDED.findall(source_of(name)):
        engine.get_template(other)
    named = STATIC.findall(source_of(name))
    assert [path for path in named if finders.find(path) is None] == []


@pytest.mark.parametrize("branch", Branch)
@pytest.mark.parametrize("name", PAGES)
def test_a_template_closes_what_it_opens(name: str, branch: Branch) -> None:
    assert unbalanced(html_of(source_of(name), branch)) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_public_template_has_no_inline_code(name: str) -> None:
    if not name.startswith(OUTSIDE_THE_POLICY):
        found = {one for branch in Branch for one in inline_code(html_of(source_of(name), branch))}
        assert found == set()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if a %}<b>{{ a }}</b>{% else %}<i>{% endif %}", (0, 1)),
        ("<ul>{% for a in b %}<li>{{ a }}{% empty %}<li></li>{% endfor %}</ul>", (1, 0)),
        ("{% comment %}<b>{% endcomment %}<a {% if x %}class='y'{% endif %}></a>", (0, 0)),
        ("<p></div></p><br><img src='x'>", (1, 1)),
    ],
)
def test_the_check_of_balance_sees_both_branches(source: str, expected: tuple[int, int]) -> None:
    first, last = (len(unbalanced(html_of(source, branch))) for branch in Branch)
    assert (first, last) == expected


def test_the_check_of_inline_code_finds_each_kind() -> None:
    source = """<script>a()</script><script src="/x.js"></script>
    <script type="application/ld+json">{}</script><style></style>
    <p style="color: red" onclick="a()"></p><a href=" JavaScript:a()">x</a>"""
    assert inline_code(source) == [
        "1: <script>",
        "2: <style>",
        "3: style= on <p>",
        "3: onclick= on <p>",
        "3: href=javascript: on <a>",
    ]
