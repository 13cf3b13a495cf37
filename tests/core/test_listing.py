"""The shared reading of a list's address."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from core.listing import Facet, ListQuery, Option, clean_words, paginate
from core.querysets import FEW_DEEPEST, OptionSource, fetch_options, visible, visible_few
from partnerships.models import Country, Partnership
from tests.factories.home import make_home_page
from tests.factories.partnerships import CountryFactory, PartnershipFactory

COUNTRY = Facet("country", "Country", (Option("BE", "Belgium"), Option("ES", "Spain", 3)))
TAG = Facet("tag", "Tag", (Option("textiles", "Textiles"),))


def parse(text: str) -> ListQuery:
    return ListQuery.parse(QueryDict(text), [COUNTRY, TAG], has_month=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("q=peer++learning", ["peer", "learning"]),
        ("q=a+b+c+d+e+f+g+h+i+j+k+l", ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]),
    ],
)
def test_ten_words_are_searched_for(text: str, expected: list[str]) -> None:
    assert parse(text).words == expected


def test_reads_every_parameter() -> None:
    query = parse("q=peer+learning&country=ES&country=BE&tag=textiles&month=2021-03&page=4")
    assert query.values("country") == ("ES", "BE")
    assert query.values("tag") == ("textiles",)
    assert query.q == "peer learning"
    assert query.month == datetime.date(2021, 3, 1)
    assert query.page == 4
    assert query.left_out == ()
    assert query.is_filtered is True


def test_values_are_known_whatever_their_case_and_stand_once() -> None:
    assert parse("country=be&country=BE").values("country") == ("BE",)


def test_unknown_values_are_left_out_and_told() -> None:
    query = parse("country=BE&country=Atlantis&tag=&other=1")
    assert query.values("country") == ("BE",)
    assert query.values("tag") == ()
    assert query.left_out_notes == ["“Atlantis” is not known, so it was left out."]


@pytest.mark.parametrize(
    "text", ["2021-13", "2021-00", "0000-01", "9999-12", "2021", "٢٠٢١-٠٣", "x"]
)
def test_a_broken_month_is_left_out(text: str) -> None:
    query = parse(f"month={text}")
    assert query.month is None
    assert [left_out.value for left_out in query.left_out] == [text]


def test_a_list_without_months_knows_no_month() -> None:
    query = ListQuery.parse(QueryDict("month=2021-03"), [COUNTRY])
    assert query.month is None
    assert query.left_out == ()


@pytest.mark.parametrize(
    ("text", "page"),
    [("abc", 1), ("", 1), ("-3", 1), ("0", 1), ("7", 7), ("9" * 5000, 1_000_000), ("٣", 1)],
)
def test_a_page_is_a_number_or_the_first(text: str, page: int) -> None:
    assert parse(f"page={text}").page == page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\x00b\n c", "a b c"),
        ("x" * 5000, "x" * 200),
        ("\x00" * 5000, ""),
        ("zero\u200bwidth \u202eright", "zerowidth right"),
        ("\ud800lone", "lone"),
    ],
)
def test_words_lose_what_nobody_typed(text: str, words: str) -> None:
    assert clean_words(text) == words


def test_the_querystring_repeats_what_was_understood() -> None:
    query = parse("q=a%26b&country=ES&country=BE&country=XX&month=2021-03&page=2")
    assert query.querystring() == "q=a%26b&country=ES&country=BE&month=2021-03"
    assert query.querystring(without="country") == "q=a%26b&month=2021-03"
    assert query.querystring(without="country", value="ES") == "q=a%26b&country=BE&month=2021-03"
    assert query.querystring(month="2021-04") == "q=a%26b&country=ES&country=BE&month=2021-04"


def test_a_chip_leads_to_the_list_without_it() -> None:
    chips = parse("country=ES&month=2021-03&q=tea").chips("/events/")
    assert [(chip["label"], chip["url"]) for chip in chips] == [
        ("“tea”", "/events/?country=ES&month=2021-03"),
        ("Spain", "/events/?q=tea&month=2021-03"),
        ("March 2021", "/events/?q=tea&country=ES"),
    ]


def test_facet_groups_say_what_is_chosen() -> None:
    groups = parse("country=ES").facet_groups()
    assert [(group["name"], group["open"]) for group in groups] == [
        ("country", True),
        ("tag", False),
    ]
    assert groups[0]["options"] == [
        {"value": "BE", "label": "Belgium", "count": None, "checked": False},
        {"value": "ES", "label": "Spain", "count": 3, "checked": True},
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "codes"), [("abc", ["AA", "AB"]), ("99999", ["AC"])])
def test_a_page_that_is_not_there_is_the_nearest(page: str, codes: list[str]) -> None:
    for code in ("AA", "AB", "AC"):
        CountryFactory(code=code)
    countries = Country.objects.order_by("code")
    assert [country.code for country in paginate(countries, parse(f"page={page}"), 2)] == codes


@pytest.mark.django_db
def test_a_known_count_is_not_asked_for_again(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    CountryFactory(code="AA")
    with django_assert_num_queries(1):
        page = paginate(Country.objects.order_by("code"), parse(""), 2, count=1)
        assert [country.code for country in page] == ["AA"]


@pytest.mark.django_db
def test_options_of_all_filters_take_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    CountryFactory(code="ES", name="Spain", names={"de": "Spanien"})
    CountryFactory(code="BE", name="Belgium")
    PartnershipFactory(acronym="CLAMTEX", slug="clamtex")
    sources = {
        "partnership": OptionSource(Partnership.objects.all(), value="slug", label="acronym"),
        "country": OptionSource(Country.objects.all(), translations="names"),
    }
    with django_assert_num_queries(1):
        assert fetch_options(sources) == {
            "partnership": (Option("clamtex", "CLAMTEX"),),
            "country": (Option("BE", "Belgium"), Option("ES", "Spain")),
        }


@pytest.mark.django_db
def test_options_are_named_in_the_reader_s_language() -> None:
    from django.utils import translation

    CountryFactory(code="ES", name="Spain", names={"de": "Spanien"})
    with translation.override("de"):
        options = fetch_options(
            {"country": OptionSource(Country.objects.all(), translations="names")}
        )
    assert options == {"country": (Option("ES", "Spanien"),)}


@pytest.mark.django_db
@pytest.mark.parametrize("see", [visible, visible_few])
def test_visible_leaves_out_drafts_and_what_stands_under_a_restriction(
    django_assert_num_queries: DjangoAssertNumQueries, see: Callable[[Any], Any]
) -> None:
    home_page = make_home_page()
    shown = home_page.add_child(instance=Page(title="Shown"))
    home_page.add_child(instance=Page(title="Draft", live=False))
    closed = home_page.add_child(instance=Page(title="Closed"))
    closed.add_child(instance=Page(title="Under a closed one"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    with django_assert_num_queries(1):
        assert list(see(Page.objects.descendant_of(home_page))) == [Page(pk=shown.pk)]


@pytest.mark.django_db
def test_of_a_few_pages_none_is_visible_that_stands_too_deep_to_be_looked_at() -> None:
    page: Page = make_home_page()
    while page.depth <= FEW_DEEPEST:
        page = page.add_child(instance=Page(title=f"Level {page.depth}"))
    deepest = page.get_parent()
    assert page not in visible_few(Page.objects.all())
    assert deepest in visible_few(Page.objects.all())
    PageViewRestriction.objects.create(page=deepest, restriction_type=PageViewRestriction.LOGIN)
    assert deepest not in visible_few(Page.objects.all())
