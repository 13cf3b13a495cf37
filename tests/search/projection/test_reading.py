"""What stands in the entries, and who may find them."""

import datetime

import pytest
from wagtail.models import Locale, PageViewRestriction

from core.models import SitePage
from exchanges.models import ExchangeMode, OfferStatus
from partnerships.models import OrganisationState
from search.models import Kind, SearchEntry
from search.projection.gathering import readers_of
from search.projection.projected import Projected, lines
from tests.search.projection.conftest import SmallSite

pytestmark = pytest.mark.django_db


def entry_of(page: SitePage) -> SearchEntry:
    return SearchEntry.objects.exclude(kind=Kind.ORGANISATION).get(object_id=page.pk)


def words_of(entry: SearchEntry) -> dict[str, int]:
    return dict(entry.words.values_list("word", "weight"))


def test_an_offer_holds_what_visitors_look_for(small_site: SmallSite) -> None:
    page = small_site.offer_page
    entry = entry_of(page)
    assert (entry.kind, entry.title, entry.url) == (
        Kind.OFFER,
        "Spin recycled wool",
        "/offers/spin/",
    )
    assert (entry.language, entry.readers) == ("en", " en de fr es ")
    assert (entry.partnership, entry.published_at) == ("clamtex", page.first_published_at)
    assert set(entry.terms.values_list("facet", "value")) == {
        ("country", "CZ"),
        ("partnership", "clamtex"),
        ("organisation_type", "CLUSTER_ORGANISATION"),
        ("sector", "wool"),
        ("sector", "textile"),
        ("activity", small_site.activity_kind.code),
        ("topic", small_site.topic.code),
        ("technology", small_site.technology.code),
        ("language", "cs"),
        ("mode", "PHYSICAL"),
        ("mode", "VIRTUAL"),
        ("length", "up-to-5"),
        ("length", "6-to-10"),
        ("length", "over-10"),
    }
    words = words_of(entry)
    assert {word: words.get(word) for word in WORDS_OF_THE_OFFER} == WORDS_OF_THE_OFFER


WORDS_OF_THE_OFFER = {
    "spin": 8,
    "wool": 8,  # its title, though it is the name of a sector too
    "mill": 4,
    "pradelna": 2,
    "brno": 2,
    "czechia": 2,
    "tschechien": 2,
    "clamtex": 2,
    "textilien": 2,
    "circularity": 2,
    "zero": 2,
    "felt": None,
}


def test_the_prose_of_an_offer_counts_least(small_site: SmallSite) -> None:
    page = small_site.offer_page
    page.programme = "<p>Carding and <b>combing</b></p>"
    page.looks_for = "Weavers"
    page.mode = ExchangeMode.VIRTUAL
    page.period_start, page.period_end = datetime.date(2026, 3, 1), datetime.date(2026, 4, 30)
    page.minimum_working_days, page.maximum_working_days = 3, 8
    page.save_revision().publish()
    entry = entry_of(page)
    words = words_of(entry)
    assert [words.get(word) for word in ("carding", "combing", "weavers", "b")] == [1, 1, 1, None]
    assert (entry.starts_on, entry.ends_on, entry.expires_on) == (
        page.period_start,
        page.period_end,
        page.period_end,
    )
    terms = set(entry.terms.filter(facet__in=["mode", "length"]).values_list("value", flat=True))
    assert terms == {"VIRTUAL", "up-to-5", "6-to-10"}


def test_events_news_partnerships_and_organisations(small_site: SmallSite) -> None:
    event, news = entry_of(small_site.event), entry_of(small_site.news)
    partnership = entry_of(small_site.partnership_page)
    organisation = SearchEntry.objects.get(kind=Kind.ORGANISATION, object_id=small_site.host.pk)
    day = datetime.date(2020, 11, 16)
    assert (event.kind, event.starts_on, event.ends_on) == (Kind.EVENT, day, day)
    assert {"opening": 1, "vavare": 2, "looms": 8, "czechia": 2}.items() <= words_of(event).items()
    assert (news.kind, news.starts_on) == (Kind.NEWS, datetime.date(2021, 11, 9))
    assert {"clamtex": 2, "programme": 2}.items() <= words_of(news).items()
    assert partnership.kind == Kind.PARTNERSHIP
    assert {"vavare": 2, "portugal": 2, "sweden": 2, "textile": 2}.items() <= words_of(
        partnership
    ).items()
    assert (organisation.title, organisation.url) == (
        "Přádelna Brno",
        f"/partnerships/organisations/{small_site.host.slug}/",
    )
    assert {"pradelna": 8, "pbr": 2, "wool": 2}.items() <= words_of(organisation).items()


def test_lists_and_plain_pages_are_found_too(small_site: SmallSite) -> None:
    pages = SearchEntry.objects.filter(kind=Kind.PAGE).values_list("url", flat=True)
    assert set(pages) == {
        "/",
        "/offers/",
        "/events/",
        "/news/",
        "/partnerships/",
        "/taking-part/",
        "/taking-part/host/",
    }


@pytest.mark.parametrize("hidden_by", ["draft", "pause", "host", "restriction", "none"])
def test_an_offer_that_may_not_be_seen_has_no_entry(small_site: SmallSite, hidden_by: str) -> None:
    page = small_site.offer_page
    if hidden_by == "draft":
        page.unpublish()
    elif hidden_by == "pause":
        page.offer.status = OfferStatus.PAUSED
        page.offer.save()
    elif hidden_by == "host":
        small_site.host.state = OrganisationState.UNVERIFIED
        small_site.host.save()
    elif hidden_by == "restriction":
        PageViewRestriction.objects.create(
            page=small_site.catalogue, restriction_type=PageViewRestriction.LOGIN
        )
    found = SearchEntry.objects.filter(kind=Kind.OFFER, object_id=page.pk)
    assert found.exists() is (hidden_by == "none")


def test_an_unpublished_change_is_not_found(small_site: SmallSite) -> None:
    small_site.offer_page.title = "Secret"
    small_site.offer_page.save_revision()
    assert entry_of(small_site.offer_page).title == "Spin recycled wool"


def test_translations_share_out_the_readers(small_site: SmallSite) -> None:
    german = Locale.objects.create(language_code="de")
    copy = small_site.offer_page.copy_for_translation(german, copy_parents=True)
    assert entry_of(small_site.offer_page).readers == " en de fr es "
    copy.save_revision().publish()
    assert entry_of(small_site.offer_page).readers == " en fr es "
    assert entry_of(copy).readers == " de "
    assert entry_of(copy).url.startswith("/de/")
    small_site.offer_page.delete()
    assert entry_of(copy).readers == " en de fr es "


@pytest.mark.parametrize(
    ("languages", "readers"),
    [
        (["en"], {"en": " en de fr es "}),
        (["fr", "es"], {"fr": " en de fr ", "es": " es "}),
        (["en", "de", "fr", "es"], {"en": " en ", "de": " de ", "fr": " fr ", "es": " es "}),
        (["it"], {"it": " en de fr es "}),
    ],
)
def test_every_reader_gets_one_translation(languages: list[str], readers: dict[str, str]) -> None:
    assert readers_of(languages) == readers


def test_a_word_counts_by_the_best_place_where_it_stands() -> None:
    projected = Projected(
        kind=Kind.NEWS,
        object_id=1,
        language="en",
        url="/",
        title="Wool",
        summary="Wool and Linen",
        names="linen Süd",
        text="sud linen wool jute",
    )
    assert projected.weighted_words() == {
        "wool": 8,
        "linen": 4,
        "and": 4,
        "sud": 2,
        "jute": 1,
    }


def test_lines_are_said_once() -> None:
    assert lines(["a", "", " a ", "b"]) == "a\nb"
