"""What pages get for a question: hits as they are shown, named facets, and who answered."""

import dataclasses
import datetime

import pytest
from django.utils import translation
from wagtail.models import Locale

from search.answers import answer, answer_site, fetch_hits
from search.engines.database import DatabaseEngine
from search.facets import FacetName
from search.models import CataloguePage, Kind, SearchEntry
from search.queries import CatalogueQuery, Found, SiteQuery, Sort
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 10)


def ask(text: str = "", **parts: object) -> CatalogueQuery:
    return CatalogueQuery(day=DAY, language="en", text=text, **parts)  # type: ignore[arg-type]


@pytest.fixture
def offers(catalogue: CataloguePage) -> None:
    textile = SectorFactory.create(code="textile", name="Textile", names={"de": "Textil"})
    wool = SectorFactory.create(code="wool", name="Wool", parent=textile)
    CountryFactory.create(code="CZ", name="Czechia", names={"de": "Tschechien"})
    for slug, title, sectors, start in (
        ("spin", "Spin <wool>", [wool], None),
        ("weave", "Weave", [textile], datetime.date(2026, 5, 2)),
    ):
        host = OrganisationFactory.create(name=f"Host of {slug}", country__code="CZ")
        partnership = PartnershipFactory.create(acronym=f"P-{slug}", slug=f"p-{slug}")
        make_offer_page(
            catalogue,
            slug=slug,
            title=title,
            sectors=sectors,
            period_start=start,
            is_sample=slug == "weave",
            offer=OfferFactory(host_organisation=host, partnership=partnership),
        )


def test_hits_are_shown_marked_and_escaped(offers: None) -> None:
    result = answer(ask("woo"))
    (hit,) = result.hits
    assert (result.total, result.page, result.engine, result.is_degraded) == (
        1,
        1,
        "database",
        False,
    )
    assert hit.title == "Spin &lt;<mark>wool</mark>&gt;"
    assert hit.text == "<mark>Wool</mark>"
    assert (hit.kind, hit.url, hit.partnership, hit.is_sample) == (
        Kind.OFFER,
        "/offers/spin/",
        "p-spin",
        False,
    )


def test_facets_are_named_in_the_readers_language(offers: None) -> None:
    with translation.override("de"):
        result = answer(ask(selections={FacetName.SECTOR: ("wool",)}))
    countries, sectors = result.facets[FacetName.COUNTRY], result.facets[FacetName.SECTOR]
    assert [(one.value, one.label, one.count, one.is_chosen) for one in countries] == [
        ("CZ", "Tschechien", 1, False)
    ]
    assert [(one.value, one.label, one.count, one.is_chosen, one.parent) for one in sectors] == [
        ("textile", "Textil", 2, False, ""),
        ("wool", "Wool", 1, True, "textile"),
    ]


def test_months_are_named_and_in_order(offers: None) -> None:
    months = answer(ask()).facets[FacetName.MONTH]
    assert len(months) == 12
    assert [(one.value, one.label, one.count) for one in months[:3]] == [
        ("2026-03", "March 2026", 1),
        ("2026-04", "April 2026", 1),
        ("2026-05", "May 2026", 2),
    ]


def test_what_is_chosen_stays_though_it_brings_nothing(offers: None) -> None:
    chosen = {
        FacetName.COUNTRY: ("PT",),
        FacetName.MONTH: ("2020-01", "never"),
        FacetName.MODE: ("VIRTUAL",),
    }
    result = answer(ask(selections=chosen))
    assert (result.total, result.hits) == (0, ())
    shown = {
        facet: [(one.value, one.count) for one in result.facets[facet] if one.is_chosen]
        for facet in chosen
    }
    assert shown == {
        FacetName.COUNTRY: [("PT", 0)],
        FacetName.MONTH: [("2020-01", 0), ("never", 0)],
        FacetName.MODE: [("VIRTUAL", 0)],
    }


def test_only_the_wanted_facets_are_counted(offers: None) -> None:
    assert answer(ask(facets=frozenset())).facets == {}
    assert set(answer(ask(facets=frozenset({FacetName.MODE}))).facets) == {FacetName.MODE}


def test_a_vain_search_suggests_a_better_one(offers: None) -> None:
    assert answer(ask("waeve")).suggestion == "weave"
    assert answer(ask("weave")).suggestion == ""


def test_the_soonest_first(offers: None) -> None:
    titles = [hit.title for hit in answer(ask(sort=Sort.SOONEST)).hits]
    assert titles == ["Spin &lt;wool&gt;", "Weave"]


def test_what_has_gone_since_the_engine_knew_of_it_is_not_shown(
    offers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = dataclasses.replace(DatabaseEngine().find_offers(ask()), rows=None)
    monkeypatch.setattr(DatabaseEngine, "find_offers", lambda *_arguments: found)
    SearchEntry.objects.get(title="Weave", kind=Kind.OFFER).delete()
    assert [hit.title for hit in answer(ask()).hits] == ["Spin &lt;wool&gt;"]


def test_the_site_is_answered_by_kind(offers: None) -> None:
    result = answer_site(SiteQuery(day=DAY, language="en", text="host spin"))
    assert {kind: [hit.title for hit in hits] for kind, hits in result.hits.items()} == {
        Kind.OFFER: ["<mark>Spin</mark> &lt;wool&gt;"],
        Kind.ORGANISATION: ["<mark>Host</mark> of <mark>spin</mark>"],
    }
    assert (result.counts, result.total) == ({Kind.OFFER: 1, Kind.ORGANISATION: 1}, 2)
    assert answer_site(SiteQuery(day=DAY, language="en", text="%")).total == 0


def test_what_an_engine_gives_another_reader_is_left_out(catalogue: CataloguePage) -> None:
    """An index lags behind: it may still give everybody the page that was translated since."""
    page = make_offer_page(catalogue, slug="spin", title="Spin")
    copy = page.copy_for_translation(
        Locale.objects.get_or_create(language_code="de")[0], copy_parents=True
    )
    copy.save_revision().publish()
    found = Found(entries=((Kind.OFFER, page.pk), (Kind.OFFER, copy.pk)), total=2)
    for language, seen in (("en", page.pk), ("de", copy.pk)):
        query = dataclasses.replace(ask(), language=language)
        assert [hit.object_id for hit in fetch_hits(found, query)] == [seen]
