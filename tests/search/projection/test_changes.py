"""When the search table is written: with the change, once, and not at all if it fails."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from partnerships.models import Country, Organisation
from search.models import SearchEntry, SearchWord
from search.projection import changes, writing
from search.projection.checking import find_drift
from tests.factories.partnerships import CountryFactory, OrganisationFactory
from tests.search.projection.conftest import SmallSite

pytestmark = pytest.mark.django_db


class ChangedMindError(Exception):
    """Somebody takes everything back."""


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory.create(name="Přádelna", country=CountryFactory(name="Belgium"))


@transaction.atomic
def rename(organisation: Organisation) -> None:
    organisation.name = "Weavers"
    organisation.save()


@transaction.atomic
def rename_in_vain(organisation: Organisation) -> None:
    rename(organisation)
    OrganisationFactory.create(name="Felters", country=organisation.country)
    raise ChangedMindError


def titles() -> list[str]:
    return list(SearchEntry.objects.order_by("title").values_list("title", flat=True))


def projections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is projected from now on, call by call."""
    calls: list[Any] = []
    project = changes.project

    def count(**keys: Any) -> Any:
        calls.append(keys)
        return project(**keys)

    monkeypatch.setattr(changes, "project", count)
    return calls


def test_all_of_a_transaction_is_projected_once_and_last(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = projections(monkeypatch)
    with transaction.atomic():
        organisation.name = "Weavers"
        organisation.save()
        with transaction.atomic():
            organisation.city = "Brno"
            organisation.save()
        assert titles() == ["Přádelna"]
        assert calls == []
    assert titles() == ["Weavers"]
    assert calls == [{"organisations": [organisation.pk]}]


def test_without_a_transaction_it_is_projected_at_once(organisation: Organisation) -> None:
    organisation.name = "Weavers"
    organisation.save()
    assert titles() == ["Weavers"]


def test_a_rollback_leaves_nothing(organisation: Organisation) -> None:
    before = list(SearchEntry.objects.values())
    with pytest.raises(ChangedMindError):
        rename_in_vain(organisation)
    assert list(SearchEntry.objects.values()) == before
    # Nor does it come with the next transaction.
    with transaction.atomic():
        CountryFactory.create(code="PT")
    assert list(SearchEntry.objects.values()) == before


def test_an_inner_rollback_leaves_nothing_either(organisation: Organisation) -> None:
    with transaction.atomic():
        organisation.city = "Brno"
        organisation.save()
        with pytest.raises(ChangedMindError):
            rename_in_vain(organisation)
    assert titles() == ["Přádelna"]
    assert SearchWord.objects.filter(word="brno").exists()


def test_a_projection_that_fails_takes_the_change_with_it(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_keys: Any) -> None:
        raise ChangedMindError

    monkeypatch.setattr(changes, "project", fail)
    with pytest.raises(ChangedMindError):
        rename(organisation)
    monkeypatch.undo()
    organisation.refresh_from_db()
    assert organisation.name == "Přádelna"
    assert not find_drift()


def test_who_reads_in_a_transaction_sees_its_own_changes(organisation: Organisation) -> None:
    with transaction.atomic():
        organisation.name = "Weavers"
        organisation.save()
        changes.project_touched()
        assert titles() == ["Weavers"]
        organisation.name = "Felters"
        organisation.save()
    assert titles() == ["Felters"]


def test_what_did_not_change_is_not_written(organisation: Organisation) -> None:
    before = list(SearchEntry.objects.values())
    organisation.website = "https://example.org"
    organisation.save()
    assert list(SearchEntry.objects.values()) == before


def test_versions_grow_even_when_the_clock_goes_back(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = SearchEntry.objects.get().version
    monkeypatch.setattr(writing.time, "time_ns", lambda: 1_000)
    organisation.name = "Weavers"
    organisation.save()
    assert SearchEntry.objects.get().version == first + 1


def test_a_version_outlives_the_entry(organisation: Organisation) -> None:
    first = SearchEntry.objects.get().version
    organisation.delete()
    assert titles() == []
    OrganisationFactory.create(pk=organisation.pk, country=organisation.country)
    assert SearchEntry.objects.get().version > first


def test_a_rename_costs_the_same_however_many_tell_of_it(small_site: SmallSite) -> None:
    def queries() -> int:
        country = Country.objects.get(pk=small_site.country.pk)
        country.name += "x"
        with CaptureQueriesContext(connection) as captured:
            country.save()
        return len(captured)

    queries()
    few = queries()
    for number in range(5):
        OrganisationFactory.create(name=f"Spinnery {number}", country=small_site.country)
    assert queries() == few


@pytest.mark.django_db(transaction=True)
def test_a_real_commit_projects_first() -> None:
    with transaction.atomic():
        OrganisationFactory.create(name="Weavers")
        assert titles() == []
    connection.close()
    assert titles() == ["Weavers"]
