"""The page from the first question to the list, without an account."""

import datetime
import uuid
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Locale, PageViewRestriction

from exchanges.hosts_that_fit import views
from exchanges.hosts_that_fit.session import KEY
from exchanges.models import ExchangeOfferPage, Offer, OfferStatus
from partnerships.models import Organisation, OrganisationState, Topic
from search.models import CataloguePage
from tests.exchanges.hosts_that_fit.conftest import LEAST, make_offer
from tests.factories.copies import multiply
from tests.factories.people import UserFactory
from tests.markup import inline_code, parse_errors

pytestmark = pytest.mark.django_db

QUESTIONS, HOSTS, FORGET = "/offers/fit/", "/offers/fit/hosts/", "/offers/fit/forget/"
WEAVER: dict[str, Any] = {
    **LEAST,
    "sought_topics": ["export", "recycling"],
    "language_1": "en",
    "level_1": "C1",
}
LIMIT = 12


def answer(client: Client, **answers: Any) -> Any:
    """Answer the questions and look at the list."""
    response = client.post(QUESTIONS, {**LEAST, **answers}, follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == HOSTS
    return response


def slugs(response: Any) -> list[str]:
    return [host.page.slug for host in response.context["results"].hosts]


def test_ten_questions_without_an_account(client: Client, offers: dict[str, Any]) -> None:
    page = client.get(QUESTIONS)
    text = page.content.decode()
    assert page.status_code == 200
    assert "10 questions, then the offers" in text
    assert text.count('<fieldset class="fit-question"') == 10
    assert parse_errors(text) == []
    assert inline_code(text) == []
    assert [crumb["title"] for crumb in page.context["breadcrumbs"]] == ["Home", "Offers"]


def test_the_list_stands_in_the_order_in_which_it_fits(
    client: Client, offers: dict[str, Any]
) -> None:
    response = answer(client, **WEAVER)
    assert slugs(response) == ["weave", "spin", "heal"]
    text = response.content.decode()
    assert "3 offers were compared with your answers. 3 are possible for you." in " ".join(
        text.split()
    )
    for words in (
        "Offer weave",
        "Host of weave",
        "<b>Topics:</b> Export and Recycling",
        "You can work in English",
        "Not in this offer: Recycling",
        "Not answered, so half the points:",
    ):
        assert words in text
    assert parse_errors(text) == []
    assert inline_code(text) == []
    assert text.count("<h1") == 1


def test_another_answer_makes_another_list(client: Client, offers: dict[str, Any]) -> None:
    assert slugs(answer(client, **WEAVER, mode="PHYSICAL")) == ["weave", "spin"]
    assert slugs(answer(client, preferred_countries=["ES"], mode="VIRTUAL"))[0] == "heal"


def test_answers_stay_in_the_session_and_out_of_addresses(
    client: Client, offers: dict[str, Any]
) -> None:
    response = client.post(QUESTIONS, {**WEAVER, "own_words": "Boats of flax"})
    assert (response.status_code, response.url) == (302, HOSTS)
    assert client.session[KEY]["own_words"] == "Boats of flax"
    text = client.get(HOSTS).content.decode()
    assert "Boats of flax" in text
    assert "?" not in "".join(part.split('"')[0] for part in text.split('href="/offers/fit/')[1:])
    again = client.get(QUESTIONS).content.decode()
    assert "Boats of flax</textarea>" in again
    assert again.count(" checked") == 3  # the kind and two topics
    # Somebody else's browser knows nothing of it.
    stranger = Client()
    assert "Boats of flax" not in stranger.get(QUESTIONS).content.decode()
    assert stranger.get(HOSTS).url == QUESTIONS


@pytest.mark.parametrize("address", [QUESTIONS, HOSTS])
def test_nobody_keeps_the_page(client: Client, offers: dict[str, Any], address: str) -> None:
    answer(client)
    response = client.get(address)
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_answers_are_private_on_every_way_out(client: Client, offers: dict[str, Any]) -> None:
    for response in (
        client.post(QUESTIONS, LEAST),
        client.post(QUESTIONS, {}),
        Client().get(HOSTS),
        client.post(FORGET),
    ):
        assert "no-store" in response.headers["Cache-Control"]


def test_search_engines_are_told_to_stay_away(client: Client, offers: dict[str, Any]) -> None:
    assert "Disallow: /offers/fit/" in client.get("/robots.txt").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/offers/weave/" in sitemap
    assert "/offers/fit" not in sitemap


def test_answers_can_be_forgotten(client: Client, offers: dict[str, Any]) -> None:
    answer(client, **WEAVER)
    assert "Forget my answers" in client.get(QUESTIONS).content.decode()
    response = client.post(FORGET, follow=True)
    text = response.content.decode()
    assert response.request["PATH_INFO"] == QUESTIONS
    assert "Your answers are forgotten." in text
    assert "Forget my answers" not in text
    assert client.get(HOSTS).url == QUESTIONS
    assert Session.objects.count() == 0


def test_forgetting_leaves_the_sign_in_alone(client: Client, offers: dict[str, Any]) -> None:
    client.force_login(UserFactory.create())
    answer(client)
    client.post(FORGET)
    assert KEY not in client.session
    assert "_auth_user_id" in client.session


def test_forgetting_needs_a_form(client: Client, offers: dict[str, Any]) -> None:
    answer(client)
    assert client.get(FORGET).status_code == 405
    assert KEY in client.session
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORGET).status_code == 403
    assert strict.post(QUESTIONS, LEAST).status_code == 403


def test_bad_answers_come_back_with_what_was_typed(client: Client, offers: dict[str, Any]) -> None:
    response = client.post(
        QUESTIONS, {"own_words": "Boats <of> flax", "working_days": "99", "sought_topics": "export"}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Hosts that fit you" in " ".join(text.split())
    assert "Boats &lt;of&gt; flax</textarea>" in text
    assert 'value="export" id="id_sought_topics_0" checked' in text
    assert 'href="#id_working_days">' in text
    assert 'href="#id_organisation_kind_0">' in text
    assert parse_errors(text) == []
    assert KEY not in client.session


def test_answers_that_no_longer_hold_are_asked_again(
    client: Client, offers: dict[str, Any]
) -> None:
    end = timezone.localdate() + datetime.timedelta(days=10)
    answer(client, period_end=end.isoformat(), sought_topics=["recycling"])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=12)):
        assert client.get(HOSTS).url == QUESTIONS
        assert "This day is over." in client.get(QUESTIONS).content.decode()
    ExchangeOfferPage.topics.through.objects.filter(topic__code="recycling").delete()
    Topic.objects.get(code="recycling").delete()
    assert client.get(HOSTS).url == QUESTIONS
    assert "Select a valid choice" in client.get(QUESTIONS).content.decode()


def test_a_session_of_another_kind_is_no_answer(client: Client, offers: dict[str, Any]) -> None:
    session = client.session
    session[KEY] = "what was stored before an update"
    session.save()
    assert client.get(HOSTS).url == QUESTIONS
    assert client.get(QUESTIONS).status_code == 200


HIDING = {
    "unpublished": lambda page: page.unpublish(),
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "paused": lambda page: Offer.objects.filter(pk=page.offer_id).update(status=OfferStatus.PAUSED),
    "closed": lambda page: Offer.objects.filter(pk=page.offer_id).update(status=OfferStatus.CLOSED),
    "expired": lambda page: ExchangeOfferPage.objects.filter(pk=page.pk).update(
        period_end=timezone.localdate() - datetime.timedelta(days=1)
    ),
    "host unverified": lambda page: Organisation.objects.filter(offers__pages=page).update(
        state=OrganisationState.UNVERIFIED
    ),
    "deleted": lambda page: page.delete(),
}


@pytest.mark.parametrize("way", HIDING)
def test_what_is_no_longer_listed_leaves_the_list_at_once(
    client: Client, offers: dict[str, Any], way: str
) -> None:
    assert "weave" in slugs(answer(client, **WEAVER))
    HIDING[way](ExchangeOfferPage.objects.get(slug="weave"))
    response = client.get(HOSTS)
    assert slugs(response) == ["spin", "heal"]
    assert "Offer weave" not in response.content.decode()


def test_nothing_unlisted_is_shown_even_by_an_engine_that_is_behind(
    client: Client, offers: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules of the catalogue are asked again for what is shown."""
    from exchanges.hosts_that_fit import results
    from exchanges.matching_module.host_profiles import Audience

    answer(client, **WEAVER)
    held = results.ENGINES._engines["en", Audience.ANYBODY]
    monkeypatch.setattr(results.ENGINES, "engine", lambda *_arguments, **_keywords: held)
    ExchangeOfferPage.objects.get(slug="weave").unpublish()
    response = client.get(HOSTS)
    assert slugs(response) == ["spin", "heal"]
    assert "Offer weave" not in response.content.decode()


def test_drafts_are_not_read(client: Client, offers: dict[str, Any]) -> None:
    draft = ExchangeOfferPage.objects.get(slug="weave")
    draft.title = "Secret plans"
    draft.save_revision()
    text = answer(client, **WEAVER).content.decode()
    assert "Offer weave" in text
    assert "Secret plans" not in text


def test_no_offers_yet(client: Client, register: None, catalogue: CataloguePage) -> None:
    response = answer(client)
    assert response.context["results"].compared == 0
    assert "No offers yet" in response.content.decode()


def test_nothing_passes_the_rules(client: Client, offers: dict[str, Any]) -> None:
    Offer.objects.update(places_per_exchange=1)
    response = answer(client, group_size="3")
    text = response.content.decode()
    assert slugs(response) == []
    assert "No offer is possible for you as you answered" in text
    [rule] = response.context["results"].rules
    assert (rule.finding.number, rule.finding.gain, rule.question) == (3, 3, "mode")
    assert 'href="/offers/fit/#question-mode">Come with fewer people</a>' in text
    assert "(3 more would be possible)" in text
    outside = response.context["results"].outside
    assert [one.change for one in outside] == 3 * ["if 1 person came"]
    assert "Not possible now: there are fewer places than people in your group." in text


def test_who_is_just_outside_the_list(
    client: Client, register: None, catalogue: CataloguePage
) -> None:
    export, recycling = Topic.objects.order_by("code")
    for number in range(10):
        make_offer(catalogue, f"in-{number}", "SI", topics=[export])
    # With both topics all fit alike, and the lowest number comes first.
    first = {"pk": uuid.UUID(int=1)}
    make_offer(catalogue, "out", "PT", topics=[recycling], offer=first)
    response = answer(client, sought_topics=["export"])
    assert "out" not in slugs(response)
    [one] = response.context["results"].outside
    assert (one.page.slug, one.because, one.question) == ("out", "", "topics")
    text = " ".join(response.content.decode().split())
    assert "if you also chose “Recycling”" in text
    assert "Here are the 10 that fit best." in text


def test_ten_are_shown_and_explained(
    client: Client, register: None, catalogue: CataloguePage
) -> None:
    for number in range(12):
        make_offer(catalogue, f"offer-{number}", "SI")
    response = answer(client)
    assert len(slugs(response)) == 10
    assert response.content.decode().count("Why this fits") == 10


def count_queries(client: Client, address: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_queries_are_as_many_for_a_thousand_offers(client: Client, offers: dict[str, Any]) -> None:
    answer(client, **WEAVER)
    before = {address: count_queries(client, address) for address in (QUESTIONS, HOSTS)}
    multiply(ExchangeOfferPage.objects.get(slug="weave"), 1_000)
    copies = list(ExchangeOfferPage.objects.filter(slug__startswith="copy-"))
    record = offers["weave"].offer
    records = [
        Offer(host_organisation=record.host_organisation, partnership=record.partnership)
        for _copy in copies
    ]
    Offer.objects.bulk_create(records)
    for copy, new in zip(copies, records, strict=True):
        copy.offer = new
    ExchangeOfferPage.objects.bulk_update(copies, ["offer"])
    made = count_queries(client, HOSTS)
    held = count_queries(client, HOSTS)
    assert client.get(HOSTS).context["results"].compared == 1_003
    assert held == before[HOSTS]
    assert made == held + 1
    assert made <= LIMIT
    assert count_queries(client, QUESTIONS) == before[QUESTIONS] <= LIMIT


def test_too_many_questions(
    client: Client, offers: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "BROWSER_LIMIT", views.Limit("fit-browser", amount=2, seconds=600))
    for _time in range(2):
        assert client.post(QUESTIONS, LEAST).status_code == 302
    response = client.post(QUESTIONS, {**LEAST, "own_words": "Boats of flax"})
    text = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 600
    assert "You have asked very often." in text
    assert "Boats of flax</textarea>" in text
    # Another browser at the same address goes on.
    assert Client(headers={"user-agent": "other"}).post(QUESTIONS, LEAST).status_code == 302


def test_offers_in_the_readers_language(client: Client, offers: dict[str, Any]) -> None:
    german = Locale.objects.create(language_code="de")
    catalogue = CataloguePage.objects.get()
    catalogue.get_parent().copy_for_translation(german)
    catalogue.copy_for_translation(german).save_revision().publish()
    translated = offers["weave"].copy_for_translation(german)
    translated.title = "Kohlefaser weben"
    translated.save_revision().publish()
    response = client.post("/de/offers/fit/", WEAVER, follow=True)
    assert response.request["PATH_INFO"] == "/de/offers/fit/hosts/"
    titles = [host.page.title for host in response.context["results"].hosts]
    assert titles == ["Kohlefaser weben", "Offer spin", "Offer heal"]
    with translation.override("en"):
        assert "Offer weave" in client.get(HOSTS).content.decode()


def test_the_page_stands_without_a_catalogue(client: Client, register: None) -> None:
    assert client.get(QUESTIONS).status_code == 200
    assert "No offers yet" in answer(client).content.decode()


def test_other_pages_lead_here(client: Client, offers: dict[str, Any]) -> None:
    for address in ("/offers/", "/offers/weave/", "/"):
        assert 'href="/offers/fit/"' in client.get(address).content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, register: None, method: str) -> None:
    assert getattr(client, method)(QUESTIONS).status_code == 405
    assert getattr(client, method)(HOSTS).status_code == 405
