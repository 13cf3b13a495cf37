"""What is read from the register for the public pages."""

from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction, Site

from partnerships.models import Country, PartnershipPage
from partnerships.selectors import (
    partnership_coverage,
    partnership_profile,
    partnerships_by_country,
)
from tests.partnerships.conftest import SmallRegister


def test_coverage_is_sectors_by_countries_of_public_members(small_register: SmallRegister) -> None:
    coverage = partnership_coverage(PartnershipPage.objects.all())
    assert {
        one.acronym: (
            [sector.code for sector in one.sectors],
            [country.code for country in one.countries],
            [member.name for member in one.members],
        )
        for one in coverage.partnerships
    } == {
        "ALPHA": (
            ["digital", "biotech"],
            ["BE", "FR", "DE"],
            ["Lead Cluster", "Brussels Cluster"],
        ),
        "BETA": (["health"], ["DE"], ["Other Cluster"]),
    }


def test_coverage_knows_all_sectors_and_countries(small_register: SmallRegister) -> None:
    coverage = partnership_coverage(PartnershipPage.objects.all())
    assert [(sector.code, sector.ecosystem_code) for sector in coverage.sectors] == [
        ("digital", "digital"),
        ("health", "health"),
        ("biotech", "health"),
        ("tourism", "tourism"),
    ]
    assert [country.code for country in coverage.countries] == ["BE", "FI", "FR", "DE", "TR"]


def test_coverage_links_only_pages_that_anyone_may_read(small_register: SmallRegister) -> None:
    def addresses() -> dict[str, tuple[str, str]]:
        coverage = partnership_coverage(PartnershipPage.objects.all())
        return {one.acronym: (one.url, one.summary) for one in coverage.partnerships}

    assert addresses() == {
        "ALPHA": ("/partnerships/alpha/", "Chips meet cells."),
        "BETA": ("/partnerships/beta/", ""),
    }
    alpha, beta = PartnershipPage.objects.order_by("title")
    PageViewRestriction.objects.create(page=alpha, restriction_type="login")
    beta.unpublish()
    assert addresses() == {"ALPHA": ("", ""), "BETA": ("", "")}


def test_names_are_in_the_language_of_the_reader(small_register: SmallRegister) -> None:
    Country.objects.filter(code="DE").update(names={"de": "Deutschland"})
    with translation.override("de"):
        coverage = partnership_coverage(PartnershipPage.objects.all())
        profile = partnership_profile(small_register.beta)
    assert [one.country.label for one in coverage.by_country] == [
        "Belgium", "Deutschland", "France",
    ]  # fmt: skip
    assert [country.label for country in profile.countries] == ["Deutschland"]


def test_profile_names_countries_without_a_member(small_register: SmallRegister) -> None:
    profile = partnership_profile(small_register.alpha)
    assert [country.code for country in profile.countries] == ["BE", "FR", "DE"]
    assert [country.code for country in profile.countries_without_member] == ["FR"]
    assert profile.coordinator is not None
    assert profile.coordinator.name == "Lead Cluster"
    assert [(sector.code, sector.ecosystem_code) for sector in profile.sectors] == [
        ("digital", "digital"),
        ("biotech", "health"),
    ]


def test_a_further_country_that_has_a_member_counts_once(small_register: SmallRegister) -> None:
    small_register.beta.extra_countries.add(Country.objects.get(code="DE"))
    small_register.beta.save()
    profile = partnership_profile(small_register.beta)
    assert [country.code for country in profile.countries] == ["DE"]
    assert profile.countries_without_member == ()
    assert [(country.code, number) for country, number in partnerships_by_country()] == [
        ("BE", 1),
        ("FR", 1),
        ("DE", 2),
    ]


def test_coverage_takes_four_queries(
    small_register: SmallRegister, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Site.get_site_root_paths()
    with django_assert_num_queries(4):
        partnership_coverage(PartnershipPage.objects.all())
