"""Codes, filters and matrix, without a database."""

from partnerships.coverage import (
    Coverage,
    CoveredCountry,
    CoveredPartnership,
    CoveredSector,
    Member,
    short_codes,
)

BELGIUM = CoveredCountry("BE", "Belgium")
FRANCE = CoveredCountry("FR", "France")
SPAIN = CoveredCountry("ES", "Spain")
DIGITAL = CoveredSector("digital", "Digital", "digital", "Digital")
HEALTH = CoveredSector("health", "Health", "health", "Health")
BIOTECH = CoveredSector("biotech", "Biotechnology", "health", "Health")
TOURISM = CoveredSector("tourism", "Tourism", "tourism", "Tourism")


def partnership(
    acronym: str, sectors: list[CoveredSector], countries: list[CoveredCountry]
) -> CoveredPartnership:
    return CoveredPartnership(
        acronym=acronym,
        code=acronym[:3],
        title="",
        hue=1,
        url="",
        summary="",
        sectors=tuple(sectors),
        countries=tuple(countries),
        members=tuple(
            Member(
                f"Grüne Gruppe {country.label}",
                f"/{acronym}/{country.code}/",
                "Liège",
                country,
                "Partner",
                is_coordinator=False,
            )
            for country in countries
        ),
    )


ALPHA = partnership("ALPHA", [DIGITAL, BIOTECH], [BELGIUM, FRANCE])
BETA = partnership("BETA", [HEALTH], [FRANCE])
COVERAGE = Coverage((ALPHA, BETA), (DIGITAL, HEALTH, BIOTECH, TOURISM), (BELGIUM, FRANCE, SPAIN))


def names(found: tuple[CoveredPartnership, ...]) -> list[str]:
    return [one.acronym for one in found]


def test_codes_of_the_pilot_are_short_and_different() -> None:
    acronyms = [
        "BLUES",
        "BRILLIANT",
        "CE4BIG",
        "CELIS",
        "CLAMTEX",
        "EXTRATEX",
        "EXXTRA",
        "RECiPE4Mobility",
        "SafeSmartFood",
        "SMART4NZEB",
        "SMARTENERGY",
        "SmartCTClusters",
        "SmartSports4GoodLife",
    ]
    assert list(short_codes(acronyms).values()) == [
        "BLU", "BRI", "C4B", "CEL", "CLA", "EXT", "EXX", "RCP", "SSF", "S4N", "SMA", "SCC", "SS4",
    ]  # fmt: skip


def test_codes_stay_different_however_alike_the_names() -> None:
    acronyms = ["AAA", "AAAB", "AAAA", "AAA-A", "…", "?"]
    codes = short_codes(acronyms)
    assert codes == {
        "AAA": "AAA",
        "AAAB": "AAB",
        "AAAA": "AA2",
        "AAA-A": "AA3",
        "…": "?",
        "?": "?2",
    }


def test_matrix_names_the_partnerships_of_each_cell() -> None:
    cells = [
        (row.ecosystem.code, cell.country.code, names(cell.partnerships))
        for row in COVERAGE.matrix()
        for cell in row.cells
    ]
    assert cells == [
        ("digital", "BE", ["ALPHA"]),
        ("digital", "FR", ["ALPHA"]),
        ("health", "BE", ["ALPHA"]),
        ("health", "FR", ["ALPHA", "BETA"]),
    ]


def test_matrix_marks_what_was_chosen() -> None:
    def chosen(**choice: list[str]) -> list[tuple[str, str]]:
        return [
            (row.ecosystem.code, cell.country.code)
            for row in COVERAGE.matrix(**choice)
            for cell in row.cells
            if cell.is_chosen
        ]

    assert chosen() == []
    assert chosen(countries=["BE"]) == [("digital", "BE"), ("health", "BE")]
    assert chosen(sectors=["biotech"]) == [("health", "BE"), ("health", "FR")]


def test_crowded_cell_names_the_first_six_and_a_number() -> None:
    many = tuple(partnership(f"P{number}", [DIGITAL], [BELGIUM]) for number in range(9))
    [row] = Coverage(many, (DIGITAL,), (BELGIUM,)).matrix()
    assert (len(row.cells[0].shown), row.cells[0].more) == (6, 3)


def test_an_ecosystem_finds_its_specialisations_but_not_the_reverse() -> None:
    assert names(COVERAGE.matching(["health"])) == ["ALPHA", "BETA"]
    assert names(COVERAGE.matching(["biotech"])) == ["ALPHA"]


def test_several_values_of_a_filter_widen_it_and_several_filters_narrow() -> None:
    assert names(COVERAGE.matching(["digital", "health"])) == ["ALPHA", "BETA"]
    assert names(COVERAGE.matching(["health"], ["BE"])) == ["ALPHA"]
    assert names(COVERAGE.matching(["health"], ["BE", "FR"])) == ["ALPHA", "BETA"]
    assert names(COVERAGE.matching([], ["ES"])) == []


def test_words_are_found_without_case_and_accents_and_all_must_be_there() -> None:
    assert names(COVERAGE.matching(q="GRUNE liege")) == ["ALPHA", "BETA"]
    assert names(COVERAGE.matching(q="grüne belgium")) == ["ALPHA"]
    assert names(COVERAGE.matching(q="grüne nowhere")) == []


def test_figures_come_from_the_data() -> None:
    assert [one.country.code for one in COVERAGE.by_country] == ["BE", "FR"]
    assert [sector.code for sector in COVERAGE.ecosystems] == ["digital", "health"]
