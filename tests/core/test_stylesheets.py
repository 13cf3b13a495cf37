"""One style sheet for every page, joined from a file for each component."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from core.stylesheets import JOINED, SHEETS, JoinedStylesheetFinder, joined_text


def test_holds_every_sheet_in_order() -> None:
    text = Path(str(finders.find(JOINED))).read_text("utf-8")
    heads = [text.index(f"/* {name.rpartition('/')[2]} */\n") for name in SHEETS]
    assert heads == sorted(heads)
    assert text == joined_text()


def test_is_written_anew_when_a_source_is_newer() -> None:
    finder = JoinedStylesheetFinder()
    target = finder.join()
    target.write_text("old")
    assert finder.join().read_text() == "old"
    os.utime(target, (0, 0))
    assert finder.join().read_text("utf-8") == joined_text()


def test_offers_nothing_else() -> None:
    assert JoinedStylesheetFinder().find("css/tokens.css") == []


def test_is_collected(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / JOINED).read_text("utf-8") == joined_text()


@pytest.mark.django_db
def test_a_page_links_it_once(home_page: object) -> None:
    content = Client().get("/").content.decode()
    assert content.count(f'href="{settings.STATIC_URL}{JOINED}"') == 1
    assert [name for name in SHEETS if f"{name}.css" in content] == []
