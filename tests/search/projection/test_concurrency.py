"""Two transactions at once: neither loses what the other changed, and neither waits for ever."""

import contextlib
import threading
from collections.abc import Callable, Iterable

import pytest
from django.db import connection, transaction

from partnerships.models import Country, Organisation
from search.models import SearchEntry
from search.projection import changes, writing
from search.projection.checking import find_drift
from tests.factories.partnerships import CountryFactory, OrganisationFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create(name="Spinnery", country=CountryFactory(name="Bohemia"))


def at_once(acts: Iterable[Callable[[], object]]) -> None:
    """Do several things at the same time, each in a transaction of its own."""

    def run(act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def meet_after_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every projection wait until the other has read as well, or for a moment."""
    barrier = threading.Barrier(2)
    read = writing.read_organisations

    def read_and_wait(ids: Iterable[int]) -> object:
        found = read(list(ids))
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(1)
        return found

    monkeypatch.setattr(writing, "read_organisations", read_and_wait)


def rename_both(organisation: Organisation) -> None:
    """The country in one transaction, the organisation in another."""

    def rename_country() -> None:
        country = Country.objects.get(pk=organisation.country_id)
        country.name = "Moravia"
        country.save()

    def rename_organisation() -> None:
        same = Organisation.objects.get(pk=organisation.pk)
        same.name = "Weavers"
        same.save()

    at_once([rename_country, rename_organisation])


def test_two_changes_of_one_entry_both_arrive(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_after_reading(monkeypatch)
    rename_both(organisation)
    monkeypatch.undo()
    assert not find_drift()
    entry = SearchEntry.objects.get(object_id=organisation.pk)
    assert (entry.title, "Moravia" in entry.names) == ("Weavers", True)


def test_without_taking_turns_one_would_be_lost(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_after_reading(monkeypatch)
    monkeypatch.setattr(writing, "take_turns", lambda: None)
    monkeypatch.setattr(changes, "take_turns", lambda: None)
    rename_both(organisation)
    monkeypatch.undo()
    assert len(find_drift().stale) == 1


def test_many_transactions_over_the_same_things_end(organisation: Organisation) -> None:
    others = [OrganisationFactory.create(country=organisation.country) for _time in range(4)]

    def edit(order: list[Organisation]) -> None:
        for one in order:
            fresh = Organisation.objects.get(pk=one.pk)
            fresh.city = f"{fresh.city[:50]}x"
            fresh.save()

    # Each has its own organisation first and then what concerns all: no circle of waiting.
    def edit_and_rename(one: Organisation) -> None:
        edit([one])
        Country.objects.filter(pk=organisation.country_id).get().save()

    at_once([lambda one=one: edit_and_rename(one) for one in others])  # type: ignore[misc]
    assert not find_drift()
