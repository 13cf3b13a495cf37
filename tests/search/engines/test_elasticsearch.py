"""What the index holds, how it is fed and rebuilt; on a real server."""

import dataclasses
import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from elasticsearch import Elasticsearch

from core.models import OutboxMessage
from core.outbox import deliver_due
from exchanges.models import OfferStatus
from search.answers import answer
from search.engines.elasticsearch import comparing, rebuilding
from search.engines.elasticsearch.comparing import find_index_drift, repair_index, versions
from search.engines.elasticsearch.connection import writing_client
from search.engines.elasticsearch.layout import MAPPINGS, alias
from search.engines.elasticsearch.rebuilding import OvertakenError, rebuild_index
from search.engines.elasticsearch.writing import update_documents
from search.models import Kind, SearchEntry
from search.projection.checking import unwatched
from search.queries import CatalogueQuery
from tests.factories.indices import index_of_its_own
from tests.factories.partnerships import OrganisationFactory
from tests.search.projection.conftest import SmallSite, small_site

__all__ = ["small_site"]

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

DAY = datetime.date(2026, 3, 10)
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def name(elasticsearch_url: str, small_site: SmallSite) -> Iterator[str]:
    """The small site with an index that nobody has built yet; what indices begin with."""
    with index_of_its_own(elasticsearch_url) as name:
        yield name


@pytest.fixture
def client(name: str) -> Elasticsearch:
    """Where the index is."""
    return writing_client()


@pytest.fixture
def index(client: Elasticsearch) -> str:
    """The index, built."""
    return rebuild_index(client, unwatched)


def indices(client: Elasticsearch, name: str) -> dict[str, list[str]]:
    """The indices of this test with the names that lead to them."""
    found = client.indices.get(index=f"{name}-*", features="aliases")
    return {index: sorted(about["aliases"]) for index, about in found.items()}


def drift(client: Elasticsearch) -> dict[str, int]:
    """How much of the index is not right."""
    found = find_index_drift(client, alias())
    return {key: len(getattr(found, key)) for key in ("missing", "stale", "ghosts")}


RIGHT = {"missing": 0, "stale": 0, "ghosts": 0}


def deliver_all() -> None:
    """Deliver whatever waits, also what waits for later."""
    latest = OutboxMessage.objects.order_by("-available_at").first()
    if latest is not None:
        deliver_due(now=latest.available_at + WEEK)


def titles(text: str = "", **parts: Any) -> list[str]:
    """What the catalogue finds, and that it was the index."""
    result = answer(CatalogueQuery(day=DAY, language="en", text=text, **parts))
    assert (result.engine, result.is_degraded) == ("elasticsearch", False)
    return [str(hit.title) for hit in result.hits]


def test_a_new_index_holds_everything(client: Elasticsearch, index: str, name: str) -> None:
    assert indices(client, name) == {index: [alias()]}
    assert drift(client) == RIGHT
    assert len(dict(versions(client, alias()))) == SearchEntry.objects.count() > 10
    assert titles("weav") == ["<mark>Weave</mark>"]


def test_another_rebuild_replaces_it_and_what_was_killed(
    client: Elasticsearch, index: str, name: str
) -> None:
    killed = f"{alias()}-1600000000000000-0123abcd"
    client.indices.create(index=killed, mappings=MAPPINGS, aliases={f"{killed}-building": {}})
    somebody_elses = f"{name}-other-0123abcd-1600000000000000-0123abcd"
    client.indices.create(index=somebody_elses)
    second = rebuild_index(client, unwatched)
    assert second != index
    assert indices(client, name) == {second: [alias()], somebody_elses: []}


def test_an_index_in_the_place_of_the_alias_is_replaced(client: Elasticsearch, name: str) -> None:
    client.index(index=alias(), id="1", document={"kind": "offers"}, refresh=True)
    assert answer(CatalogueQuery(day=DAY, language="en")).is_degraded is True
    index = rebuild_index(client, unwatched)
    assert indices(client, name) == {index: [alias()]}


def during_the_load(
    monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], portion: int = 3
) -> Callable[[int], None]:
    """A watcher of a rebuild in small portions that acts after the first of them."""
    monkeypatch.setattr(rebuilding, "BULK_SIZE", portion)
    acts = iter([act])

    def advance(_number: int) -> None:
        for once in acts:
            once()

    return advance


def test_what_changes_during_a_rebuild_is_not_lost(
    client: Elasticsearch, index: str, small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        small_site.offer_page.title = "Felt"
        small_site.offer_page.save_revision().publish()
        small_site.news.delete()
        OrganisationFactory.create(name="Felters")
        deliver_all()

    rebuild_index(client, during_the_load(monkeypatch, change))
    assert drift(client) == RIGHT


def test_without_the_comparison_it_would_be_lost(
    client: Elasticsearch, index: str, small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        small_site.home.title = "Felt"
        small_site.home.save_revision().publish()
        small_site.catalogue.title = "Felt"
        small_site.catalogue.save_revision().publish()
        small_site.country.name = "Felt"
        small_site.country.save()
        deliver_all()

    monkeypatch.setattr(rebuilding, "repair_index", unwatched_repair)
    rebuild_index(client, during_the_load(monkeypatch, change))
    assert drift(client) != RIGHT


def unwatched_repair(*_arguments: object) -> None:
    """Nothing is compared."""


def test_of_two_rebuilds_at_once_the_later_one_stays(
    client: Elasticsearch, index: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[str] = []
    advance = during_the_load(monkeypatch, lambda: later.append(rebuild_index(client, unwatched)))
    with pytest.raises(OvertakenError):
        rebuild_index(client, advance)
    assert indices(client, name) == {later[0]: [alias()]}
    assert drift(client) == RIGHT


def test_a_rebuild_that_fails_leaves_the_old_index(
    client: Elasticsearch, index: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_index(client, during_the_load(monkeypatch, fail))
    assert indices(client, name)[index] == [alias()]
    assert titles("weave") == ["<mark>Weave</mark>"]
    last = rebuild_index(client, unwatched)
    assert indices(client, name) == {last: [alias()]}


def test_changes_reach_the_index_through_the_outbox(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    small_site.offer_page.title = "Felt"
    small_site.offer_page.save_revision().publish()
    small_site.country.name = "Bohemia"
    small_site.country.save()
    small_site.news.unpublish()
    OrganisationFactory.create(name="Felters")
    assert drift(client) == {"missing": 1, "stale": 3, "ghosts": 1}
    deliver_all()
    assert drift(client) == RIGHT
    assert titles("felt") == ["<mark>Felt</mark>"]
    assert set(OutboxMessage.objects.values_list("subject", flat=True)) >= {
        f"offers:{small_site.offer_page.pk}",
        f"news:{small_site.news.pk}",
    }


def test_an_older_state_never_overwrites_a_newer_one(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    key = (Kind.OFFER, small_site.offer_page.pk)
    before = dict(versions(client, alias()))[key]
    small_site.offer_page.title = "Felt"
    small_site.offer_page.save_revision().publish()
    update_documents(client, alias(), [key])
    newest = SearchEntry.objects.get(kind=Kind.OFFER, object_id=key[1]).version
    # As if a worker had read the entry before the change and comes to write it only now.
    SearchEntry.objects.filter(kind=Kind.OFFER, object_id=key[1]).update(version=before)
    update_documents(client, alias(), [key])
    client.indices.refresh(index=alias())
    assert dict(versions(client, alias()))[key] == newest > before


def test_a_late_update_does_not_bring_back_what_is_gone(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    key = (Kind.OFFER, small_site.offer_page.pk)
    entry = SearchEntry.objects.get(kind=Kind.OFFER, object_id=key[1])
    small_site.offer_page.unpublish()
    update_documents(client, alias(), [key])
    late = SearchEntry.objects.create(
        **{
            field.attname: getattr(entry, field.attname)
            for field in SearchEntry._meta.concrete_fields
            if not field.primary_key
        }
    )
    update_documents(client, alias(), [key])
    late.delete()
    client.indices.refresh(index=alias())
    assert key not in dict(versions(client, alias()))


def test_what_came_back_is_found_again(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    offer = small_site.offer_page.offer
    for status in (OfferStatus.PAUSED, OfferStatus.OPEN):
        offer.status = status
        offer.save()
        deliver_all()
    assert drift(client) == RIGHT
    client.indices.refresh(index=alias())
    assert titles("spin") == ["<mark>Spin</mark> recycled wool"]


def test_what_is_private_is_not_shown_even_while_the_index_still_knows_it(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    small_site.offer_page.unpublish()
    assert drift(client) == {"missing": 0, "stale": 0, "ghosts": 1}
    assert titles("spin") == []


def test_the_index_holds_no_text_of_anybody(client: Elasticsearch, index: str) -> None:
    fields = client.indices.get_mapping(index=index)[index]["mappings"]["properties"]
    assert sorted(fields) == sorted(MAPPINGS["properties"])
    assert {"title", "summary", "text", "names"} & set(fields) == set()


def test_drift_is_told_and_repaired(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    gone = f"offers:{small_site.offer_page.pk}"
    client.delete(index=alias(), id=gone)
    client.index(index=alias(), id="news:999", document={"kind": "news"})
    OrganisationFactory.create(name="Felters")
    small_site.event.title = "Felt"
    small_site.event.save_revision().publish()
    assert drift(client) == {"missing": 2, "stale": 1, "ghosts": 1}
    with pytest.raises(CommandError, match="--repair"):
        call_command("check_search")
    call_command("check_search", "--repair")
    assert drift(client) == RIGHT
    call_command("check_search")


def test_the_table_counts_also_after_it_was_restored(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    """The index is ahead of a backup: its versions are newer, and what they hold is wrong."""
    offer = SearchEntry.objects.get(kind=Kind.OFFER, object_id=small_site.offer_page.pk)
    news = SearchEntry.objects.get(kind=Kind.NEWS, object_id=small_site.news.pk)
    for entry in (offer, news):
        version = entry.version
        SearchEntry.objects.filter(pk=entry.pk).update(version=version + 1_000)
        update_documents(client, alias(), [(Kind(entry.kind), entry.object_id)])
        SearchEntry.objects.filter(pk=entry.pk).update(version=version)
    assert drift(client) == {"missing": 0, "stale": 2, "ghosts": 0}
    repair_index(client, alias())
    assert drift(client) == RIGHT


def test_the_command_builds_table_and_index(client: Elasticsearch, name: str) -> None:
    number = SearchEntry.objects.count()
    SearchEntry.objects.all().delete()
    call_command("rebuild_search")
    assert drift(client) == RIGHT
    assert len(dict(versions(client, alias()))) == number
    before = indices(client, name)
    call_command("rebuild_search", "--index-only")
    assert indices(client, name) != before


def test_more_than_one_page_of_versions_is_read(
    client: Elasticsearch, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "READ_AT_ONCE", 3)
    assert len(dict(versions(client, alias()))) == SearchEntry.objects.count()
    assert not repair_index(client, alias())


def test_pages_beyond_the_last_are_the_last(
    client: Elasticsearch, index: str, small_site: SmallSite
) -> None:
    query = CatalogueQuery(day=DAY, language="en", size=1)
    pages = [answer(dataclasses.replace(query, page=page)) for page in (1, 2, 3, 10**9)]
    assert [one.page for one in pages] == [1, 2, 2, 2]
    assert pages[1].hits == pages[2].hits == pages[3].hits != pages[0].hits
