"""Whether what can be found is what is published is told, and put right."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations import Migration

from partnerships.models import Country
from search.apps import rebuild_after_migration
from search.models import Kind, SearchEntry, SearchTerm, SearchWord
from search.projection.checking import find_drift, rebuild
from tests.search.projection.conftest import SmallSite

pytestmark = pytest.mark.django_db


def spoil(site: SmallSite) -> dict[str, set[tuple[Kind, int]]]:
    """Change the table behind the projection's back; what that should be called."""
    offer, other = site.offer_page.pk, site.other_offer_page.pk
    SearchEntry.objects.get(kind=Kind.OFFER, object_id=offer).delete()
    SearchTerm.objects.filter(entry__object_id=other, facet="mode").delete()
    SearchWord.objects.filter(entry__object_id=site.news.pk, word="yarn").update(weight=1)
    Country.objects.filter(pk=site.country.pk).update(name="Bohemia")
    SearchEntry.objects.create(
        kind=Kind.ORGANISATION, object_id=999, title="Gone", language="en", url="/", version=1
    )
    SearchEntry.objects.create(
        kind=Kind.EVENT, object_id=999, title="Gone", language="en", url="/", version=1
    )
    return {
        "missing": {(Kind.OFFER, offer)},
        "stale": {
            (Kind.OFFER, other),
            (Kind.NEWS, site.news.pk),
            (Kind.ORGANISATION, site.host.pk),
            (Kind.EVENT, site.event.pk),
        },
        "ghosts": {(Kind.ORGANISATION, 999), (Kind.EVENT, 999)},
    }


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command(*arguments, stdout=output, stderr=io.StringIO())
    return output.getvalue()


def test_each_kind_of_drift_is_told(small_site: SmallSite) -> None:
    expected = spoil(small_site)
    drift = find_drift()
    assert {name: getattr(drift, name) for name in expected} == expected


def test_the_check_fails_until_it_is_repaired(small_site: SmallSite) -> None:
    spoil(small_site)
    with pytest.raises(CommandError, match="--repair"):
        run("check_search")
    assert run("check_search", "--repair").splitlines() == [
        f"table, missing      1  offers:{small_site.offer_page.pk}",
        *run_lines(small_site),
        "table, repaired 7",
    ]
    assert run("check_search").splitlines() == [
        "table, missing      0",
        "table, stale        0",
        "table, ghosts       0",
    ]


def run_lines(site: SmallSite) -> list[str]:
    """The lines of what is stale and of ghosts."""
    stale = ", ".join(
        f"{kind}:{pk}"
        for kind, pk in (
            ("events", site.event.pk),
            ("news", site.news.pk),
            ("offers", site.other_offer_page.pk),
            ("organisations", site.host.pk),
        )
    )
    return [
        f"table, stale        4  {stale}",
        "table, ghosts       2  events:999, organisations:999",
    ]


def test_a_rebuild_puts_everything_right_and_writes_no_more(small_site: SmallSite) -> None:
    spoil(small_site)
    untouched = SearchEntry.objects.get(object_id=small_site.child.pk, kind=Kind.PAGE)
    assert len(rebuild()) == 7
    assert not find_drift()
    assert rebuild() == set()
    assert SearchEntry.objects.get(pk=untouched.pk).version == untouched.version


def test_the_command_builds_an_empty_table_anew(small_site: SmallSite) -> None:
    number = SearchEntry.objects.count()
    SearchEntry.objects.all().delete()
    assert run("rebuild_search").endswith(f"{number} entries were not right\n")
    assert not find_drift()


def test_a_migration_of_the_table_fills_it(small_site: SmallSite) -> None:
    SearchEntry.objects.all().delete()
    rebuild_after_migration(plan=[(Migration("0099", "news"), False)])
    assert SearchEntry.objects.count() == 0
    rebuild_after_migration(plan=[(Migration("0099", "search"), False)])
    assert not find_drift()
