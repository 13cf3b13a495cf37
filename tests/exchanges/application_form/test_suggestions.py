"""Which partnership is suggested, and what is said of it."""

import pytest

from exchanges.application_form.suggestion_wording import suggestion_reason
from exchanges.application_form.suggestions import Suggestion, suggest
from partnerships.coverage import Coverage, CoveredCountry, CoveredPartnership, CoveredSector

ITALY, SPAIN = CoveredCountry("IT", "Italy"), CoveredCountry("ES", "Spain")
TEXTILES = CoveredSector("textiles", "Textiles", "textiles", "Textiles")
TECHNICAL = CoveredSector("technical", "Technical textiles", "textiles", "Textiles")
FASHION = CoveredSector("fashion", "Fashion", "textiles", "Textiles")
RAIL = CoveredSector("rail", "Rail", "mobility", "Mobility")


def partnership(
    acronym: str, sectors: tuple[CoveredSector, ...], countries: tuple[CoveredCountry, ...]
) -> CoveredPartnership:
    return CoveredPartnership(
        acronym=acronym,
        code=acronym[:3],
        title="",
        hue=1,
        url="",
        summary="",
        sectors=sectors,
        countries=countries,
        members=(),
        slug=acronym.lower(),
    )


COVERAGE = Coverage(
    partnerships=(
        partnership("Rails", (RAIL,), (ITALY,)),
        partnership("beta", (FASHION,), ()),
        partnership("Alpha", (FASHION,), ()),
        partnership("Cloth", (TECHNICAL,), ()),
        partnership("Both", (TECHNICAL, RAIL), (ITALY, SPAIN)),
        partnership("Nothing", (), (SPAIN,)),
    ),
    sectors=(TEXTILES, TECHNICAL, FASHION, RAIL),
    countries=(ITALY, SPAIN),
)


def ranked(sectors: list[str], country: str | None) -> list[tuple[str, int]]:
    found = suggest(COVERAGE, sector_codes=sectors, country_code=country)
    return [(one.partnership.acronym, one.points) for one in found]


def test_specialisation_then_country_then_ecosystem_and_else_the_alphabet() -> None:
    assert ranked(["technical"], "IT") == [
        ("Both", 4 + 2 + 3),
        ("Cloth", 4 + 2),
        ("Rails", 3),
        ("Alpha", 2),
        ("beta", 2),
        ("Nothing", 0),
    ]


def test_without_answers_nobody_is_before_another() -> None:
    acronyms = ["Alpha", "beta", "Both", "Cloth", "Nothing", "Rails"]
    assert ranked([], None) == [(acronym, 0) for acronym in acronyms]
    assert ranked(["unknown"], "XX") == [(acronym, 0) for acronym in acronyms]


def reasons(sectors: list[str], country: str) -> dict[str, str]:
    label = {"IT": "Italy", "ES": "Spain"}.get(country, "")
    found = suggest(COVERAGE, sector_codes=sectors, country_code=country)
    return {one.partnership.acronym: suggestion_reason(one, country=label) for one in found}


@pytest.mark.parametrize(
    ("sectors", "country", "acronym", "reason"),
    [
        (["technical"], "IT", "Both", "Covers Technical textiles and Italy"),
        (["technical", "rail"], "IT", "Both", "Covers Technical textiles, Rail and Italy"),
        (["technical"], "IT", "Rails", "Covers Italy"),
        (["technical"], "IT", "Alpha", "Covers Textiles"),
        (["technical"], "IT", "Nothing", ""),
    ],
)
def test_the_reason_names_what_is_shared(
    sectors: list[str], country: str, acronym: str, reason: str
) -> None:
    assert reasons(sectors, country)[acronym] == reason


def test_an_unknown_country_is_not_named() -> None:
    suggestion = Suggestion(COVERAGE.partnerships[0], (), covers_country=True, points=3)
    assert suggestion_reason(suggestion, country="") == ""
