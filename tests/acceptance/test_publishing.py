"""From a draft to the public and away again: time, approval, moves, privacy and languages."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction

from events.models import EventIndexPage, EventPage
from exchanges.models import ExchangeOfferPage
from home.editors import EDITORS, MODERATORS, WORKFLOW_NAME
from home.models import StandardPage
from news.models import NewsIndexPage, NewsPage
from search.models import CataloguePage
from tests.architecture.test_page_types import form_of
from tests.factories.events import make_event
from tests.factories.exchanges import make_offer_page
from tests.factories.news import make_news_page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

WORD = "Quokkawharf"
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
EVERYWHERE = {
    NewsPage: {"/news/", "/news/rss.xml", "/news/atom.xml", "/sitemap.xml", "/search/", "itself"},
    EventPage: {
        "/events/",
        "/events/calendar.ics",
        "/events/calendar/?month=2026-05",
        "/sitemap.xml",
        "/search/",
        "itself",
    },
    ExchangeOfferPage: {"/offers/", "/sitemap.xml", "/search/", "itself"},
}
KINDS = list(EVERYWHERE)
# In these it need not be among the first.
SEARCHED = {"/search/": {"q": WORD}, "/offers/": {"q": WORD}}


@pytest.fixture(autouse=True)
def content(demo_content: None, time_machine: Any) -> None:
    """What `make run` loads, on a Monday in March."""
    time_machine.move_to(NOW, tick=False)


def make_page(model: type[Any], **fields: Any) -> Any:
    """A page of this type whose title is found nowhere else."""
    fields = {"title": WORD, "slug": WORD.lower(), **fields}
    if model is NewsPage:
        return make_news_page(NewsIndexPage.objects.get(), date=datetime.date(2026, 3, 1), **fields)
    if model is EventPage:
        return make_event(EventIndexPage.objects.get(), start_date="2026-05-04", **fields)
    page = make_offer_page(CataloguePage.objects.get(), **fields)
    if not fields.get("live", True):
        page.unpublish()
    return page


def shown_at(page: Any) -> set[str]:
    """Where a stranger finds the page."""
    found = set()
    client = Client()
    for address in EVERYWHERE[type(page)] - {"itself"}:
        answer = client.get(address, SEARCHED.get(address, {}))
        assert answer.status_code == 200, address
        text = answer.content.decode()
        if page.slug in text:
            found.add(address)
    if client.get(page.url).status_code == 200:
        found.add("itself")
    return found


@pytest.mark.parametrize("model", KINDS)
def test_it_goes_live_and_expires_at_its_time(model: type[Any], time_machine: Any) -> None:
    page = make_page(model, live=False)
    page.go_live_at = NOW + datetime.timedelta(hours=1)
    page.expire_at = NOW + datetime.timedelta(hours=3)
    page.save_revision().publish()
    assert shown_at(page) == set()

    call_command("publish_scheduled", verbosity=0)
    assert shown_at(page) == set()

    time_machine.move_to(NOW + datetime.timedelta(hours=2), tick=False)
    call_command("publish_scheduled", verbosity=0)
    assert shown_at(page) == EVERYWHERE[model]

    time_machine.move_to(NOW + datetime.timedelta(hours=4), tick=False)
    call_command("publish_scheduled", verbosity=0)
    assert shown_at(page) == set()
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


@pytest.mark.parametrize("model", KINDS)
def test_it_is_gone_when_it_is_unpublished_or_private(model: type[Any]) -> None:
    page = make_page(model)
    assert shown_at(page) == EVERYWHERE[model]

    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    assert shown_at(page) == set()
    restriction.delete()
    parent = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert Client().get("/sitemap.xml").content.decode().count(page.slug) == 0
    assert Client().get("/search/", {"q": WORD}).content.decode().count(page.slug) == 0
    parent.delete()
    assert shown_at(page) == EVERYWHERE[model]

    page.unpublish()
    assert shown_at(page) == set()


def signed_in(group: str) -> Client:
    """The browser of a member of a group, at the frozen time."""
    client = Client()
    client.force_login(make_user(f"{group.lower()}@tests.example.org", group))
    return client


def recipients() -> list[str]:
    """To whom the mails since the last look went, without the people of the demonstration."""
    found = [
        address
        for message in mail.outbox
        for address in message.to
        if address.endswith("@tests.example.org")
    ]
    mail.outbox.clear()
    return sorted(found)


@pytest.mark.parametrize("model", KINDS)
def test_an_editor_writes_and_a_moderator_publishes(model: type[Any]) -> None:
    editor, moderator = signed_in(EDITORS), signed_in(MODERATORS)
    page = make_page(model, live=False)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))

    for action in ("reject", "approve"):
        answer = editor.post(edit, form_of(editor, edit) | {"action-submit": "1"})
        assert answer.status_code == 302
        page = model.objects.get(pk=page.pk)
        assert page.current_workflow_state.workflow.name == WORKFLOW_NAME
        assert recipients() == ["moderators@tests.example.org"]
        assert shown_at(page) == set()

        task = page.current_workflow_task_state.pk
        address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, task))
        assert moderator.post(address, {"comment": "Which day?"}).status_code == 302
        assert recipients() == ["editors@tests.example.org"]
        page.refresh_from_db()
        assert page.live is (action == "approve")
    assert shown_at(page) == EVERYWHERE[model]


def test_a_moved_page_leaves_a_redirect() -> None:
    about = Page.objects.get(slug="about")
    old = about.add_child(instance=StandardPage(title="Old", slug="old"))
    page = old.add_child(instance=StandardPage(title=WORD, slug="quokka"))
    new = about.add_child(instance=StandardPage(title="New", slug="new"))

    signed_in(MODERATORS).post(
        reverse("wagtailadmin_pages:move_confirm", args=(page.pk, new.pk)), {}
    )

    answer = Client().get("/about/old/quokka/")
    assert (answer.status_code, answer["Location"]) == (301, "/about/new/quokka/")


@pytest.fixture
def german() -> Locale:
    """The second language of the site."""
    locale, _is_new = Locale.objects.get_or_create(language_code="de")
    return locale


@pytest.mark.parametrize("model", KINDS)
def test_a_translation_is_made_in_the_admin(model: type[Any], german: Locale) -> None:
    page = make_page(model)
    client = Client()
    client.force_login(make_user("root@tests.example.org", is_superuser=True, is_staff=True))
    for original in (*page.get_ancestors().filter(depth__gt=1), page):
        address = reverse("simple_translation:submit_page_translation", args=(original.pk,))
        assert client.get(address).status_code == 200
        answer = client.post(address, {"locales": [german.pk], "include_subtree": ""})
        assert answer.status_code == 302
        copied = original.specific.get_translation(german)
        assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=(copied.pk,))
        copied.save_revision().publish()
    translated = model.objects.get(translation_key=page.translation_key, locale=german)
    translated.title = f"{WORD} auf Deutsch"
    translated.save_revision().publish()

    assert translated.url == f"/de/{page.url.lstrip('/')}"
    shown = Client().get(translated.url)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert f"{WORD} auf Deutsch" in text
    assert '<html lang="de"' in text
    for answer in (shown, Client().get(page.url)):
        assert alternates(answer) == {"en": page.full_url, "de": translated.full_url}
    assert shown_twice(page) == set()

    PageViewRestriction.objects.create(page=translated, restriction_type=PageViewRestriction.LOGIN)
    assert alternates(Client().get(page.url)) == {}


def alternates(answer: Any) -> dict[str, str]:
    """The addresses of the same page in other languages, as search engines are told."""
    soup = BeautifulSoup(answer.content, "html.parser")
    return {
        link["hreflang"]: link["href"]
        for link in soup.find_all("link", rel="alternate")
        if link.has_attr("hreflang")
    }


def shown_twice(page: Any) -> set[str]:
    """The lists in English in which the translation stands too."""
    client = Client()
    return {
        address
        for address in {"/", *EVERYWHERE[type(page)]} - {"itself", "/sitemap.xml"}
        if "auf Deutsch" in client.get(address, SEARCHED.get(address, {})).content.decode()
    }
