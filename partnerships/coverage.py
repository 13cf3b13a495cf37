"""Which partnership covers which sector in which country, as values without a database.

A partnership covers its sectors in the countries of its members and in the further countries that
are known without their member. A specialisation counts for the industrial ecosystem it is under.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

CODE_LENGTH = 3
CELL_LIMIT = 6
CAMEL_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


def fold(text: str) -> str:
    """Text for comparing words: without case, accents and compatibility forms."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _code_candidates(acronym: str) -> Iterable[str]:
    """Ways to shorten an acronym, the most telling first; the last ones never run out."""
    letters = "".join(character for character in acronym if character.isalnum()).upper() or "?"
    parts = CAMEL_PARTS.findall(acronym)
    if len(parts) >= CODE_LENGTH:
        yield "".join(part[0] for part in parts)[:CODE_LENGTH].upper()
    yield letters[:CODE_LENGTH]
    for letter in letters[CODE_LENGTH:]:
        yield letters[: CODE_LENGTH - 1] + letter
    number = 2
    while True:
        yield f"{letters[: CODE_LENGTH - 1]}{number}"
        number += 1


def short_codes(acronyms: Iterable[str]) -> dict[str, str]:
    """A code of about three letters for each acronym, different for each: BLUES is BLU."""
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for acronym in acronyms:
        code = next(code for code in _code_candidates(acronym) if code not in taken)
        taken.add(code)
        codes[acronym] = code
    return codes


@dataclass(frozen=True, slots=True)
class CoveredCountry:
    """A country as the pages name it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class CoveredSector:
    """An industrial ecosystem, or a specialisation with the ecosystem it is under."""

    code: str
    label: str
    ecosystem_code: str
    ecosystem_label: str

    @property
    def is_ecosystem(self) -> bool:
        """Whether it stands on the upper of the two levels."""
        return self.code == self.ecosystem_code


@dataclass(frozen=True, slots=True)
class Member:
    """A public organisation in a partnership; invented ones are no members."""

    name: str
    url: str
    city: str
    country: CoveredCountry
    role: str
    is_coordinator: bool


@dataclass(frozen=True)
class CoveredPartnership:
    """A partnership with what it covers and who makes it up."""

    acronym: str
    code: str
    title: str
    hue: int
    url: str
    summary: str
    sectors: tuple[CoveredSector, ...]
    countries: tuple[CoveredCountry, ...]
    members: tuple[Member, ...]
    slug: str = ""

    @cached_property
    def ecosystems(self) -> tuple[CoveredSector, ...]:
        """The industrial ecosystems that its sectors are or belong to, by name."""
        found = {
            sector.ecosystem_code: CoveredSector(
                sector.ecosystem_code,
                sector.ecosystem_label,
                sector.ecosystem_code,
                sector.ecosystem_label,
            )
            for sector in self.sectors
        }
        return tuple(sorted(found.values(), key=lambda sector: fold(sector.label)))

    @cached_property
    def sector_codes(self) -> frozenset[str]:
        """Every code of a sector by which it is found."""
        return frozenset(
            code for sector in self.sectors for code in (sector.code, sector.ecosystem_code)
        )

    @cached_property
    def country_codes(self) -> frozenset[str]:
        """The codes of its countries."""
        return frozenset(country.code for country in self.countries)

    @cached_property
    def words(self) -> str:
        """Everything by whose words it is found, folded."""
        texts = [self.acronym, self.code, self.title, self.summary]
        texts += [f"{sector.label} {sector.ecosystem_label}" for sector in self.sectors]
        texts += [country.label for country in self.countries]
        texts += [f"{member.name} {member.city}" for member in self.members]
        return fold("\n".join(texts))

    def covers(
        self, sectors: Collection[str], countries: Collection[str], words: Sequence[str] = ()
    ) -> bool:
        """Whether it has one of the sectors, one of the countries and all of the words.

        Nothing given means no condition.
        """
        return (
            (not sectors or not self.sector_codes.isdisjoint(sectors))
            and (not countries or not self.country_codes.isdisjoint(countries))
            and all(word in self.words for word in words)
        )

    def members_in(self, countries: Collection[str]) -> tuple[Member, ...]:
        """Its members in these countries."""
        return tuple(member for member in self.members if member.country.code in countries)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Who covers an ecosystem in a country; in a crowded cell the first few and a number."""

    country: CoveredCountry
    partnerships: tuple[CoveredPartnership, ...]
    is_chosen: bool

    @property
    def shown(self) -> tuple[CoveredPartnership, ...]:
        """Those that are named in the cell."""
        return self.partnerships[:CELL_LIMIT]

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.partnerships) - len(self.shown)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An industrial ecosystem with a cell for every covered country."""

    ecosystem: CoveredSector
    cells: tuple[MatrixCell, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CountryCoverage:
    """A country with the partnerships that are in it."""

    country: CoveredCountry
    partnerships: tuple[CoveredPartnership, ...]


@dataclass(frozen=True)
class Coverage:
    """All partnerships, and every sector and country of the register, covered or not."""

    partnerships: tuple[CoveredPartnership, ...]
    sectors: tuple[CoveredSector, ...]
    countries: tuple[CoveredCountry, ...]

    @cached_property
    def by_country(self) -> tuple[CountryCoverage, ...]:
        """The covered countries by name, each with its partnerships."""
        found = (
            CountryCoverage(
                country,
                tuple(one for one in self.partnerships if country.code in one.country_codes),
            )
            for country in self.countries
        )
        return tuple(one for one in found if one.partnerships)

    @cached_property
    def ecosystems(self) -> tuple[CoveredSector, ...]:
        """The covered industrial ecosystems by name."""
        covered = {code for one in self.partnerships for code in one.sector_codes}
        return tuple(
            sector for sector in self.sectors if sector.is_ecosystem and sector.code in covered
        )

    @cached_property
    def member_count(self) -> int:
        """How many organisations are known by name; one in two partnerships counts once."""
        return len({member.url for one in self.partnerships for member in one.members})

    def matching(
        self, sectors: Collection[str] = (), countries: Collection[str] = (), q: str = ""
    ) -> tuple[CoveredPartnership, ...]:
        """The partnerships with one of the sectors, in one of the countries, with all words."""
        words = fold(q).split()
        return tuple(one for one in self.partnerships if one.covers(sectors, countries, words))

    def matrix(
        self, sectors: Collection[str] = (), countries: Collection[str] = ()
    ) -> tuple[MatrixRow, ...]:
        """Ecosystem by country; what the reader chose is marked."""
        chosen = {sector.ecosystem_code for sector in self.sectors if sector.code in set(sectors)}
        return tuple(
            MatrixRow(
                ecosystem,
                tuple(
                    MatrixCell(
                        column.country,
                        tuple(
                            one for one in column.partnerships if ecosystem.code in one.sector_codes
                        ),
                        column.country.code in countries or ecosystem.code in chosen,
                    )
                    for column in self.by_country
                ),
                ecosystem.code in chosen,
            )
            for ecosystem in self.ecosystems
        )
