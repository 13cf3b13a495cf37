"""What people look for, and what they look for in vain: counted for administrators."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
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


def test_wagtail_knows_what_is_searched_often(client: Client, catalogue: CataloguePage) -> None:
    for address in ("/search/?q=Wool", "/search/?q=wool", "/search/?q=felt"):
        client.get(address)

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

    count_search("wool", found=1, day=TODAY)

    assert sorted(counted()) == ["30", "wool"]


def test_the_page_does_not_fail_over_it(
    client: Client, catalogue: CataloguePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_before: datetime.date) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("search.counting.forget", break_down)

    assert client.get("/search/?q=wool").status_code == 200
    assert counted() == {}


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
