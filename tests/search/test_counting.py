"""What people look for, and what they look for in vain: counted for administrators."""

import datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from wagtail.contrib.search_promotions.models import Query

from home.editors import ADMINISTRATORS, EDITORS, MODERATORS, set_up_editors
from search.counting import count_search
from search.models import CataloguePage, LookedFor
from tests.factories.exchanges import make_offer_page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 3, 10)
REPORT = "/admin/reports/looked-for/"


@pytest.fixture(autouse=True)
def today() -> Any:
    """The tenth of March at noon."""
    with time_machine.travel(datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC), tick=False):
        yield


def counted() -> dict[str, tuple[int, int]]:
    """How often some words were looked for, and how often in vain."""
    return {row.words: (row.times, row.in_vain) for row in LookedFor.objects.all()}


def test_searches_of_the_site_are_counted(client: Client, catalogue: CataloguePage) -> None:
    make_offer_page(catalogue, title="Spin wool")
    for query in ("q=Wool", "q=wool", "q=felt", "q=wool&kind=offers", "q=wool&page=2", "q="):
        client.get(f"/search/?{query}")

    assert counted() == {"wool": (2, 0), "felt": (1, 1)}


def test_searches_of_the_catalogue_are_counted(client: Client, catalogue: CataloguePage) -> None:
    make_offer_page(catalogue, title="Spin wool")
    for query in ("q=Wool", "q=felt", "q=wool&mode=VIRTUAL", "q=wool&sort=newest", "q=wool&page=2"):
        client.get(f"/offers/?{query}")

    assert counted() == {"wool": (1, 0), "felt": (1, 1)}


@pytest.mark.parametrize("address", ["/search/?q=wool", "/offers/?q=wool"])
def test_asking_for_the_head_is_no_search(
    client: Client, catalogue: CataloguePage, address: str
) -> None:
    assert client.head(address).status_code == 200
    assert not LookedFor.objects.exists()


def test_a_search_is_counted_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _time in range(2):
        with django_assert_num_queries(1):
            count_search("wool", found=1, day=TODAY)
    assert counted() == {"wool": (2, 0)}


def test_each_day_wagtail_is_told_what_was_searched_often(
    client: Client, catalogue: CataloguePage
) -> None:
    for address in ("/search/?q=Wool", "/offers/?q=wool", "/search/?q=felt"):
        client.get(address)

    for _time in range(2):
        call_command("tidy_searches", stdout=StringIO())
        assert {query.query_string: query.hits for query in Query.get_most_popular()} == {
            "wool": 2,
            "felt": 1,
        }


@pytest.mark.parametrize("text", ["ana@example.org", "ana＠example.org", "", "***", "\u200b"])
def test_nothing_of_a_person_is_counted(text: str) -> None:
    count_search(text, found=0, day=TODAY)

    assert counted() == {}
    assert not Query.objects.exists()


def test_what_is_old_is_forgotten() -> None:
    for days in (30, 31):
        LookedFor.objects.create(
            words=f"{days}", day=TODAY - datetime.timedelta(days=days), times=1
        )

    told = StringIO()
    call_command("tidy_searches", stdout=told)

    assert sorted(counted()) == ["30"]
    assert told.getvalue().endswith("Handed on: 0. Forgotten: 1.\n")


def test_words_longer_than_the_column_are_cut() -> None:
    count_search("İ" * 200, found=0, day=TODAY)

    (words,) = counted()
    assert len(words) == 255


def test_the_page_does_not_fail_over_it(
    client: Client,
    catalogue: CataloguePage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def break_down(*_of: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("search.counting.normalise_query_string", break_down)

    for address in ("/search/?q=wool", "/offers/?q=wool"):
        assert client.get(address).status_code == 200
    assert counted() == {}
    assert "could not be counted" in caplog.text


def test_nothing_is_in_vain_more_often_than_at_all() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LookedFor.objects.create(words="x", day=TODAY, times=1, in_vain=2)


def test_administrators_see_what_is_looked_for_in_vain_first(catalogue: CataloguePage) -> None:
    set_up_editors()
    yesterday = TODAY - datetime.timedelta(days=1)
    for words, day, found in (
        ("wool", TODAY, 5),
        ("wool", yesterday, 5),
        ("felt", TODAY, 0),
        ("felt", yesterday, 1),
        ("=cmd", TODAY, 1),
        ("gone", TODAY - datetime.timedelta(days=31), 0),
    ):
        count_search(words, found=found, day=day)
    client = Client()
    client.force_login(make_user("administrator@example.org", ADMINISTRATORS))

    page = client.get(REPORT)
    rows = [
        (row["words"], row["total"], row["total_in_vain"], row["last"])
        for row in page.context["object_list"]
    ]

    assert rows == [
        ("felt", 2, 1, TODAY),
        ("wool", 2, 0, TODAY),
        ("=cmd", 1, 0, TODAY),
    ]
    # The day, not how long ago its midnight was.
    assert date_format(TODAY) in page.content.decode()
    assert "What people look for" in client.get("/admin/").content.decode()
    exported: Any = client.get(f"{REPORT}?export=csv")
    text = b"".join(exported.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[3].startswith("'=cmd,1,0,")


@pytest.mark.parametrize("group", [EDITORS, MODERATORS])
def test_nobody_else_sees_it(catalogue: CataloguePage, group: str) -> None:
    set_up_editors()
    client = Client()
    client.force_login(make_user("somebody@example.org", group))

    assert client.get(REPORT).status_code == 302
    assert "looked-for" not in client.get("/admin/").content.decode()
