"""How editors list and write news."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from core.models import SiteDocument, User
from news.models import NewsIndexPage, NewsKind, NewsPage
from tests.factories.news import make_news_page
from tests.factories.partnerships import PartnershipFactory


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    """Somebody who may do everything."""
    client.force_login(User.objects.create_superuser("admin@example.org", "secret"))
    return client


def form(**fields: Any) -> dict[str, Any]:
    """What the editor's form sends, with nothing but a title filled in."""
    empty = {
        "title": "A visit",
        "slug": "a-visit",
        "kind": "NEWS",
        "date": "2021-11-09",
        "author_name": "",
        "summary": "",
        "tags": "",
        "body": streamfield([]),
        "sources": streamfield([]),
        "attachments": inline_formset([]),
        "event_links": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(empty | fields)


def add_address(index: NewsIndexPage) -> str:
    return reverse("wagtailadmin_pages:add", args=("news", "newspage", index.pk))


@pytest.mark.parametrize("view", ["explorer", "menu"])
def test_listing_has_its_columns_newest_first(
    editor: Client, news_index: NewsIndexPage, view: str
) -> None:
    make_news_page(news_index, title="Older", date=datetime.date(2020, 2, 3))
    make_news_page(
        news_index,
        title="Newer",
        kind=NewsKind.CALL,
        author_name="A. Person",
        partnerships=[PartnershipFactory(acronym="EXTRATEX"), PartnershipFactory(acronym="BLUES")],
    )
    explorer = reverse("wagtailadmin_explore", args=(news_index.pk,))
    response = editor.get(explorer if view == "explorer" else reverse("news:index"))
    table = response.context["table"]
    assert [str(column.label) for column in table.columns.values()][2:6] == [
        "Kind",
        "Date",
        "Submitted by",
        "Partnerships",
    ]
    assert [page.title for page in response.context["object_list"]] == ["Newer", "Older"]
    [newer, _older] = response.context["object_list"]
    assert [column.get_value(newer) for column in list(table.columns.values())[2:6]] == [
        "Call",
        datetime.date(2021, 11, 9),
        "A. Person",
        "BLUES, EXTRATEX",
    ]


def test_listing_can_be_filtered_and_searched(editor: Client, news_index: NewsIndexPage) -> None:
    partnership = PartnershipFactory()
    make_news_page(
        news_index, title="Call for hosts", kind=NewsKind.CALL, partnerships=[partnership]
    )
    make_news_page(news_index, title="Call for visitors", date=datetime.date(2020, 1, 1))
    address = reverse("wagtailadmin_explore", args=(news_index.pk,))
    for parameters in (
        {"kind": "CALL"},
        {"date_from": "2021-01-01"},
        {"partnerships": str(partnership.pk)},
        {"kind": "CALL", "q": "Call"},
        {"partnerships": str(partnership.pk), "q": "Call"},
        {"date_from": "2021-01-01", "q": "Call"},
    ):
        response = editor.get(address, parameters)
        assert [page.title for page in response.context["object_list"]] == ["Call for hosts"]


def test_news_is_written_and_published_in_the_admin(
    editor: Client, news_index: NewsIndexPage
) -> None:
    partnership = PartnershipFactory()
    data = form(
        tags="Textiles, Plastics",
        body=streamfield([("text", rich_text("<p>They met.</p>"))]),
    )
    data |= {"partnerships": [str(partnership.pk)], "action-publish": "1"}
    response = editor.post(add_address(news_index), data)
    assert response.status_code == 302
    page = NewsPage.objects.get(slug="a-visit")
    assert page.live
    assert list(page.partnerships.all()) == [partnership]
    assert sorted(tag.name for tag in page.tags.all()) == ["Plastics", "Textiles"]
    assert "They met." in editor.get(page.url).content.decode()


def test_draft_needs_no_date_but_publishing_does(editor: Client, news_index: NewsIndexPage) -> None:
    response = editor.post(add_address(news_index), {**form(date=""), "action-publish": "1"})
    assert list(response.context["form"].errors) == ["date"]
    assert editor.post(add_address(news_index), form(date="")).status_code == 302
    assert NewsPage.objects.get().date is None


def test_wrong_year_is_told_at_the_date(editor: Client, news_index: NewsIndexPage) -> None:
    response = editor.post(add_address(news_index), form(date="2201-11-09"))
    assert list(response.context["form"].errors) == ["date"]


def test_same_document_twice_is_told(editor: Client, news_index: NewsIndexPage) -> None:
    document = SiteDocument.objects.create(title="Agenda", file="agenda.pdf")
    row = {"document": str(document.pk), "title": ""}
    response = editor.post(add_address(news_index), form(attachments=inline_formset([row, row])))
    assert response.status_code == 200
    assert NewsPage.objects.count() == 0
    formset = response.context["form"].formsets["attachments"]
    assert formset.errors == [{}, {"document": ["This document is already attached."]}]
    assert formset.non_form_errors() == []
