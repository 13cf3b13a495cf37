"""Saving, changing, pausing and deleting searches; ending e-mails with one click."""

import re
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import User
from partnerships.models import Sector
from search.models import CataloguePage, Frequency, SavedSearch
from search.saved import services
from tests.factories.people import PASSWORD, make_user
from tests.markup import inline_code, parse_errors
from tests.search.saved.conftest import NOON, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

ANY_KEY = uuid.UUID(int=1)
LIST = "/my/searches/"
NEW = "/my/searches/new/"
QUERY = "?q=spin&sector=wool&sort=soonest&page=3&country=Atlantis"


def values(search: SavedSearch) -> tuple[str, str, str, bool]:
    """What was kept."""
    search.refresh_from_db()
    return search.name, search.querystring, search.frequency, search.is_paused


def test_the_list_of_offers_leads_to_saving_it(client: Client, wool: Sector) -> None:
    page = client.get("/offers/?q=spin").content.decode()
    empty = client.get("/offers/").content.decode()

    assert 'href="/my/searches/new/?q=spin"' in page
    assert 'href="/my/searches/new/"' in empty


def test_a_stranger_signs_in_and_comes_back_with_the_search(ana: User, wool: Sector) -> None:
    client = Client()
    answer = client.get(NEW + QUERY)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [NEW + QUERY]

    back = client.post(answer["Location"], {"login": ana.email, "password": PASSWORD})

    assert back["Location"] == NEW + QUERY
    assert "“spin”, Wool" in client.get(back["Location"]).content.decode()


def test_a_search_is_saved_as_it_stands_in_the_address(
    anas: Client, ana: User, wool: Sector
) -> None:
    page = anas.get(NEW + QUERY)
    assert page.context["form"].initial == {"name": "“spin”, Wool", "frequency": Frequency.DAILY}

    answer = anas.post(NEW + QUERY, {"name": " Spin \u200b it ", "frequency": "WEEKLY"})

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    (search,) = SavedSearch.objects.all()
    assert values(search) == ("Spin it", "q=spin&sector=wool", "WEEKLY", False)
    assert (search.owner, search.language) == (ana, "en")
    assert (search.created_at, search.since, search.looked_at) == (NOON, NOON, NOON)
    page_text = anas.get(LIST).content.decode()
    assert "Your search is saved." in page_text
    assert 'href="/offers/?q=spin&amp;sector=wool">Spin it</a>' in page_text
    assert "“spin”, Wool" in page_text
    assert "Once a week" in page_text


@pytest.mark.parametrize(
    ("querystring", "words"),
    [
        ("topic=gone", "“gone”, which is no longer there: nothing is found"),
        ("q=spin&topic=gone", "“spin”, “gone”, which is no longer there: nothing is found"),
        ("", "All offers"),
    ],
)
def test_what_has_left_the_register_is_told(
    anas: Client, ana: User, querystring: str, words: str
) -> None:
    search = save(ana)
    SavedSearch.objects.filter(pk=search.pk).update(querystring=querystring)
    [row] = anas.get(LIST).context["rows"]
    assert row["description"] == words


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        ({"name": "", "frequency": "DAILY"}, "name", "Give the search a name."),
        ({"name": "\u200b\0", "frequency": "DAILY"}, "name", "Null characters are not allowed."),
        ({"name": "\u200b", "frequency": "DAILY"}, "name", "Give the search a name."),
        ({"name": "x" * 81, "frequency": "DAILY"}, "name", "Use at most 80 characters."),
        ({"name": "Wool"}, "frequency", "Choose how often."),
        ({"name": "Wool", "frequency": "HOURLY"}, "frequency", "Choose how often."),
        (
            {"name": "Taken", "frequency": "DAILY"},
            "name",
            "You have a saved search of this name. Give it another.",
        ),
    ],
)
def test_what_is_wrong_is_told_at_the_field(
    anas: Client, ana: User, form: dict[str, str], field: str, words: str
) -> None:
    save(ana, name="Taken", querystring="q=other")

    answer = anas.post(f"{NEW}?q=spin", form)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [words]}
    assert SavedSearch.objects.count() == 1


def test_a_double_click_saves_one(anas: Client, ana: User) -> None:
    for _click in range(2):
        assert anas.post(f"{NEW}?q=x", {"name": "X", "frequency": "DAILY"}).status_code == 302

    assert SavedSearch.objects.count() == 1


def test_twenty_are_enough_for_anybody(anas: Client, ana: User, settings: Any) -> None:
    assert settings.SAVED_SEARCHES_LIMIT == 20
    settings.SAVED_SEARCHES_LIMIT = 2
    save(make_user("ben@example.org"))
    for number in range(2):
        save(ana, name=str(number))

    answer = anas.post(f"{NEW}?q=x", {"name": "One more", "frequency": "DAILY"})

    assert answer.status_code == 422
    assert "You have 2 saved searches, and nobody can have more." in answer.content.decode()
    assert 'value="One more"' in answer.content.decode()
    assert SavedSearch.objects.filter(owner=ana).count() == 2


def test_too_many_filters_are_told(anas: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.saved.views.QUERY_LENGTH", 10)

    answer = anas.post(f"{NEW}?q=averylongword", {"name": "X", "frequency": "DAILY"})

    assert answer.status_code == 422
    assert SavedSearch.objects.count() == 0


def test_a_search_is_changed(anas: Client, ana: User) -> None:
    search = save(ana)
    save(ana, name="Taken")

    taken = anas.post(f"{LIST}{search.pk}/", {"name": "Taken", "frequency": "DAILY"})
    anas.post(f"{LIST}{search.pk}/", {"name": "Felt", "frequency": "DAILY"})

    assert taken.status_code == 422
    assert values(search) == ("Felt", "sector=wool", "DAILY", False)


def test_a_search_is_paused_resumed_and_deleted(anas: Client, ana: User) -> None:
    search = save(ana)
    states = []
    for verb in ("pause", "pause", "resume", "resume"):
        assert anas.post(f"{LIST}{search.pk}/{verb}/")["Location"] == LIST
        states.append(values(search)[3])
    asked = anas.get(f"{LIST}{search.pk}/delete/").content.decode()
    number = SavedSearch.objects.count()
    anas.post(f"{LIST}{search.pk}/delete/")

    assert states == [True, True, False, False]
    assert "Delete “Wool”?" in asked
    assert (number, SavedSearch.objects.count()) == (1, 0)


@pytest.mark.parametrize("verb", ["", "pause/", "resume/", "delete/"])
def test_what_is_somebody_elses_is_not_there(anas: Client, verb: str) -> None:
    search = save(make_user("ben@example.org"))
    before = values(search)
    form = {"name": "Stolen", "frequency": "DAILY"}

    answers = {
        anas.post(f"{LIST}{key}/{verb}", form).status_code for key in (search.pk, uuid.uuid4())
    }

    assert answers == {404}
    if verb in {"", "delete/"}:
        assert anas.get(f"{LIST}{search.pk}/{verb}").status_code == 404
    assert "Wool" not in anas.get(LIST).content.decode()
    assert values(search) == before


@pytest.mark.parametrize("path", ["", "new/", f"{ANY_KEY}/", f"{ANY_KEY}/delete/"])
def test_strangers_sign_in_first(client: Client, path: str) -> None:
    answer = client.get(f"{LIST}{path}")

    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/accounts/login/?next={LIST}{path}",
    )


def test_the_list_needs_the_same_queries_for_one_and_for_many(anas: Client, ana: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert anas.get(LIST).status_code == 200
        return len(captured)

    save(ana)
    anas.get(LIST)
    one = queries()
    for number in range(15):
        save(ana, name=str(number), querystring=f"q=x{number}&country=SI")

    assert (queries(), one) == (one, one)
    assert one <= 12


def test_one_click_ends_the_emails_without_signing_in(ana: User) -> None:
    search, other = save(ana), save(ana, name="Other")
    link = f"{LIST}unsubscribe/{services.unsubscribe_token(search)}/"
    program = Client(enforce_csrf_checks=True)

    asked = program.get(link)
    assert (asked.status_code, search.is_paused) == (200, values(search)[3])
    assert re.search(r'<form method="post"><button[^>]*>Send me no more', asked.content.decode())

    for _click in range(2):
        done = program.post(link, {"List-Unsubscribe": "One-Click"})
        assert (done.status_code, "No more e-mails" in done.content.decode()) == (200, True)

    assert (values(search)[3], values(other)[3]) == (True, False)
    assert dict(program.cookies) == {}


def test_a_link_of_a_deleted_search_is_fine(ana: User) -> None:
    search = save(ana)
    link = f"{LIST}unsubscribe/{services.unsubscribe_token(search)}/"
    search.delete()

    assert Client().post(link).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_ends_nothing(ana: User, method: str) -> None:
    search = save(ana)
    token = services.unsubscribe_token(search)
    forged = [
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        signing.dumps(search.pk.hex, salt="another"),
        search.pk.hex,
        "x",
        "%00",
    ]

    statuses = {
        getattr(Client(), method)(f"{LIST}unsubscribe/{one}/").status_code for one in forged
    }

    assert statuses == {404}
    assert values(search)[3] is False


def test_the_database_knows_the_rules(ana: User) -> None:
    search = save(ana)
    for wrong in ({"name": ""}, {"frequency": "HOURLY"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedSearch.objects.filter(pk=search.pk).update(**wrong)
    other = save(ana, name="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.filter(pk=other.pk).update(name="Wool")


def test_they_go_with_the_account(ana: User) -> None:
    save(ana)
    ana.delete()

    assert SavedSearch.objects.count() == 0


def test_the_pages_are_sound_and_private(anas: Client, ana: User, catalogue: CataloguePage) -> None:
    empty = anas.get(LIST)
    search = save(ana)
    pages = [empty, anas.get(LIST), anas.get(NEW), anas.get(f"{LIST}{search.pk}/")]
    pages.append(anas.get(f"{LIST}{search.pk}/delete/"))
    pages.append(anas.get(f"{LIST}unsubscribe/{services.unsubscribe_token(search)}/"))
    for page in pages:
        text = page.content.decode()
        assert parse_errors(text) == []
        assert inline_code(text) == []
        assert '<meta name="robots" content="noindex">' in text
        assert "no-store" in page["Cache-Control"]
    assert "No saved searches yet" in empty.content.decode()
