"""When Elasticsearch fails, the same request is answered by the database, and nobody waits."""

import datetime
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from core.models import OutboxMessage
from core.outbox import deliver_due
from core.outbox.delivery import Summary
from exchanges.models import ExchangeOfferPage
from search.answers import answer, answer_site
from search.engines.choosing import BREAKER
from search.models import CataloguePage, SearchEntry
from search.projection.checking import find_drift
from search.queries import CatalogueQuery, SiteQuery
from tests.factories.exchanges import make_offer_page
from tests.factories.people import PASSWORD, make_user
from tests.factories.stub_server import Mood, StubServer, refusing_address, stub_server

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 10)
QUERY = CatalogueQuery(day=DAY, language="en", text="loom")
FAILING = [mood for mood in Mood if mood is not Mood.WELL]
NOTICE = "the search engine does not answer"


@pytest.fixture
def offer(catalogue: CataloguePage) -> ExchangeOfferPage:
    """One offer, made while nobody thinks of Elasticsearch."""
    return make_offer_page(catalogue, title="A week at an old loom")


@pytest.fixture
def elasticsearch(offer: ExchangeOfferPage, settings: Settings) -> Iterator[Settings]:
    """Settings that lead to a server, which a test chooses."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_INDEX = "test-nowhere"
    settings.ELASTICSEARCH_URL = refusing_address()
    yield settings
    BREAKER.reset()


@pytest.fixture(params=FAILING, ids=lambda mood: str(mood.value))
def failing(request: pytest.FixtureRequest, elasticsearch: Settings) -> Iterator[StubServer]:
    """A server that fails in every way in turn."""
    with stub_server(request.param) as server:
        elasticsearch.ELASTICSEARCH_URL = server.url
        yield server
        BREAKER.reset()


def test_whatever_fails_the_database_answers_at_once(failing: StubServer) -> None:
    first, second = answer(QUERY), answer(QUERY)
    assert [(one.engine, one.is_degraded, one.total) for one in (first, second)] == 2 * [
        ("database", True, 1)
    ]
    # One attempt, and then none as long as the breaker is open.
    assert failing.asked == 1
    assert BREAKER.is_open is True


def test_a_refused_connection_is_answered_by_the_database(elasticsearch: Settings) -> None:
    result = answer_site(SiteQuery(day=DAY, language="en", text="loom"))
    assert (result.engine, result.is_degraded, result.total) == ("database", True, 1)


def test_an_attempt_ends_well_within_a_second(settings: Settings) -> None:
    # At most two requests make a page, and nothing is tried twice.
    assert 2 * settings.ELASTICSEARCH_TIMEOUT_SECONDS <= 0.8


def test_the_engine_is_asked_again_once_it_answers(
    elasticsearch: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BREAKER, "_seconds", 0.01)
    with stub_server(Mood.UNAVAILABLE) as server:
        elasticsearch.ELASTICSEARCH_URL = server.url
        assert answer(QUERY).is_degraded is True
        prober = BREAKER._prober
        assert prober is not None
        server.mood = Mood.WELL
        prober.join(10)
        result = answer(QUERY)
    assert (result.engine, result.is_degraded, result.total) == ("elasticsearch", False, 0)


@pytest.mark.parametrize("address", ["/offers/?q=loom", "/search/?q=loom"])
def test_the_pages_show_the_same(
    client: Client, elasticsearch: Settings, settings: Settings, address: str
) -> None:
    degraded = client.get(address).content
    settings.SEARCH_ENGINE = "database"
    assert client.get(address).content == degraded
    assert b"loom</mark>" in degraded or b"A week at an old loom" in degraded


@pytest.mark.parametrize(("groups", "is_told"), [([], False), (["Editors"], True)])
def test_only_editors_are_told(
    client: Client, elasticsearch: Settings, groups: list[str], is_told: bool
) -> None:
    make_user("someone@example.org", *groups)
    client.login(email="someone@example.org", password=PASSWORD)
    for address in ("/offers/", "/search/?q=loom"):
        assert (NOTICE in client.get(address).content.decode()) is is_told


def test_publishing_asks_no_server(failing: StubServer, offer: ExchangeOfferPage) -> None:
    offer.title = "A week at a new loom"
    offer.save_revision().publish()
    offer.unpublish()
    offer.delete()
    assert failing.asked == 0
    assert SearchEntry.objects.filter(object_id=offer.pk).exists() is False
    subjects = set(OutboxMessage.objects.values_list("kind", "subject"))
    assert ("search-index", f"offers:{offer.pk}") in subjects


def test_what_could_not_be_delivered_becomes_one_comparison(
    failing: StubServer, offer: ExchangeOfferPage
) -> None:
    offer.title = "A week at a new loom"
    offer.save_revision().publish()
    written = OutboxMessage.objects.get(subject=f"offers:{offer.pk}")
    now = written.available_at
    for _time in range(2):
        delivered = deliver_due(now=now)
    # All of them are done with; what is left is to compare everything, soon and once.
    assert delivered == Summary()
    waiting = OutboxMessage.objects.exclude(delivered_at__isnull=False)
    assert list(waiting.values_list("subject", flat=True)) == ["everything"]
    deliver_due(now=waiting.get().available_at)
    assert waiting.count() == 1


@pytest.mark.parametrize("mood", [Mood.UNAVAILABLE, Mood.WITHOUT_INDEX, Mood.STRANGER])
@pytest.mark.parametrize("command", ["check_search", "rebuild_search"])
def test_the_commands_say_what_is_wrong(elasticsearch: Settings, command: str, mood: Mood) -> None:
    with stub_server(mood) as server:
        elasticsearch.ELASTICSEARCH_URL = server.url
        with pytest.raises(CommandError, match="index"):
            call_command(command, verbosity=0)
    assert not find_drift()


def test_an_index_alone_needs_the_engine(offer: ExchangeOfferPage) -> None:
    with pytest.raises(CommandError, match="SEARCH_ENGINE"):
        call_command("rebuild_search", "--index-only")
