"""The rules of a piece of news, and what its page says."""

import datetime
import json
import re
from html import unescape

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from core.models import ProgrammeSettings, SiteDocument
from core.partial_dates import PartialDate
from events.models import EventIndexPage, EventPage, EventType
from news.models import NewsAttachment, NewsIndexPage, NewsKind, NewsPage
from tests.factories.news import make_news_page
from tests.factories.partnerships import PartnershipFactory

pytestmark = pytest.mark.django_db


def make_document(name: str = "agenda.pdf", content: bytes = b"x" * 2048) -> SiteDocument:
    document = SiteDocument(title=name)
    document.file.save(name, ContentFile(content), save=False)
    document.file_size = len(content)
    document.save()
    return document


def test_news_stands_only_in_the_list_and_the_list_only_under_the_front_page() -> None:
    assert [model.__name__ for model in NewsPage.allowed_parent_page_models()] == ["NewsIndexPage"]
    assert NewsPage.allowed_subpage_models() == []
    assert [model.__name__ for model in NewsIndexPage.allowed_parent_page_models()] == ["HomePage"]
    assert [model.__name__ for model in NewsIndexPage.allowed_subpage_models()] == ["NewsPage"]


def test_front_page_has_one_list_of_news(news_index: NewsIndexPage) -> None:
    assert NewsIndexPage.can_create_at(news_index.get_parent()) is False


@pytest.mark.parametrize(
    ("author_name", "date", "byline"),
    [
        ("A. Person", datetime.date(2021, 11, 9), "Submitted by A. Person on 9 November 2021"),
        ("", datetime.date(2021, 11, 9), "Published on 9 November 2021"),
        ("A. Person", None, "Submitted by A. Person"),
        ("", None, ""),
    ],
)
def test_byline_says_what_is_known(
    author_name: str, date: datetime.date | None, byline: str
) -> None:
    assert NewsPage(author_name=author_name, date=date).byline == byline


@pytest.mark.parametrize(
    ("date", "go_live", "is_right"),
    [
        (datetime.date(2021, 12, 10), None, True),
        (datetime.date(2021, 12, 11), None, False),
        (datetime.date(2022, 2, 1), datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC), True),
        (datetime.date(2022, 2, 2), datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC), False),
        (datetime.date(2012, 1, 1), None, True),
        (None, None, True),
    ],
)
@time_machine.travel("2021-11-09 12:00+00:00")
def test_date_is_at_most_a_month_ahead_of_the_day_it_appears(
    date: datetime.date | None, go_live: datetime.datetime | None, is_right: bool
) -> None:
    page = NewsPage(title="News", slug="news-1", date=date, go_live_at=go_live)
    if is_right:
        page.clean()
        return
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert list(caught.value.message_dict) == ["date"]


def test_database_knows_the_kinds(news_index: NewsIndexPage) -> None:
    page = make_news_page(news_index)
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsPage.objects.filter(pk=page.pk).update(kind="RUMOUR")


def test_database_refuses_the_same_attachment_twice(news_index: NewsIndexPage) -> None:
    page = make_news_page(news_index)
    document = make_document()
    NewsAttachment.objects.create(page=page, document=document)
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsAttachment.objects.create(page=page, document=document)


def test_page_shows_lead_byline_badges_tags_and_attachments(
    client: Client, news_index: NewsIndexPage
) -> None:
    page = make_news_page(
        news_index,
        title="A visit",
        summary="Two clusters met.",
        kind=NewsKind.SUCCESS_STORY,
        author_name="A. Person",
        partnerships=[PartnershipFactory(acronym="EXTRATEX")],
        tags=["Textiles"],
    )
    NewsAttachment.objects.create(page=page, document=make_document(), title="The agenda")
    text = " ".join(unescape(client.get(page.url).content.decode()).split())
    assert "Two clusters met." in text
    assert "Submitted by A. Person on 9 November 2021" in text
    assert ">EXTRATEX<" in text
    assert 'href="/news/?tag=textiles">Textiles</a>' in text
    assert "The agenda" in text
    assert "PDF, 2.0" in text.replace("\xa0", " ")
    assert 'href="mailto:?subject=A%20visit&body=http%3A%2F%2F' in text
    assert text.count("<h1") == 1


def test_page_is_an_article_to_machines(
    client: Client, rf: RequestFactory, news_index: NewsIndexPage
) -> None:
    programme = ProgrammeSettings.for_request(rf.get("/"))
    programme.name = "Example programme"
    programme.save()
    page = make_news_page(
        news_index,
        title="A </script> visit",
        summary="Two clusters met.",
        partnerships=[PartnershipFactory(acronym="EXTRATEX")],
        tags=["Textiles"],
    )
    text = client.get(page.url).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    assert page.last_published_at is not None
    assert json.loads(found[1]) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A </script> visit",
        "description": "Two clusters met.",
        "url": f"http://localhost{page.url}",
        "mainEntityOfPage": f"http://localhost{page.url}",
        "datePublished": "2021-11-09",
        "dateModified": timezone.localtime(page.last_published_at).isoformat(),
        "inLanguage": "en",
        "author": "Programme team",
        "publisher": {"@type": "Organization", "name": "Example programme"},
        "about": [{"@type": "Organization", "name": "EXTRATEX"}],
        "keywords": ["Textiles"],
    }
    assert '<meta property="og:type" content="article">' in text
    assert '<meta property="article:published_time" content="2021-11-09">' in text


def test_sample_says_so_and_is_nothing_to_machines(
    client: Client, news_index: NewsIndexPage
) -> None:
    page = make_news_page(news_index, is_sample=True)
    text = client.get(page.url).content.decode()
    assert "sample-notice" in text
    assert "application/ld+json" not in text
    assert page.get_sitemap_urls() == []


def test_incomplete_draft_can_be_saved_and_previewed(news_index: NewsIndexPage) -> None:
    page = NewsPage(title="Only a title", slug="only-a-title", date=None, live=False)
    news_index.add_child(instance=page)
    page.save_revision(clean=False)
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "Only a title" in response.content.decode()
    unsaved = NewsPage(title="Not yet saved", slug="unsaved")
    unsaved.tags.add("new tag")
    assert unsaved.make_preview_request().status_code == 200


def test_page_lists_linked_events_that_anyone_may_read_by_time(
    client: Client, news_index: NewsIndexPage
) -> None:
    event_list = EventIndexPage(title="Events", slug="events")
    news_index.get_parent().add_child(instance=event_list)
    kind = EventType.MEETING
    later = EventPage(title="Later", event_type=kind, start_date=PartialDate(2021, 11, 9))
    first = EventPage(title="First", event_type=kind, start_date=PartialDate(2020, 2, 3))
    draft = EventPage(title="Draft", event_type=kind, live=False)
    for event in (later, first, draft):
        event_list.add_child(instance=event)
    page = make_news_page(news_index, events=[later, draft, first])
    assert page.events == [later, draft, first]
    assert [event.title for event in page.visible_events()] == ["First", "Later"]
    text = client.get(page.url).content.decode()
    assert "Related events" in text
    assert "3 February 2020" in text
    page.events = [later]
    assert [event.title for event in page.visible_events()] == ["Later"]
