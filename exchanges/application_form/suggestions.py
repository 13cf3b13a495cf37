"""Which partnership suits an applicant, by sector and geography, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from partnerships.coverage import Coverage, CoveredPartnership, CoveredSector

SPECIALISATION_POINTS = 4
ECOSYSTEM_POINTS = 2
COUNTRY_POINTS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A partnership with what it shares with the applicant."""

    partnership: CoveredPartnership
    sectors: tuple[CoveredSector, ...]
    covers_country: bool
    points: int


def suggest(
    coverage: Coverage, *, sector_codes: Collection[str], country_code: str | None
) -> list[Suggestion]:
    """All partnerships, the best first; equal ones by acronym.

    An exact specialisation counts most, then the applicant's country, then the same industrial
    ecosystem. The pilot said "by sector and/or by where its members are" (CE4BIG, ECCP FAQ); the
    points are ours.
    """
    ecosystems = {
        sector.ecosystem_code for sector in coverage.sectors if sector.code in sector_codes
    }
    found = []
    for partnership in coverage.partnerships:
        exact = [sector for sector in partnership.sectors if sector.code in sector_codes]
        near = [sector for sector in partnership.ecosystems if sector.ecosystem_code in ecosystems]
        covers = country_code in partnership.country_codes
        points = (
            SPECIALISATION_POINTS * len(exact)
            + ECOSYSTEM_POINTS * len(near)
            + COUNTRY_POINTS * covers
        )
        found.append(Suggestion(partnership, tuple(exact or near), covers, points))
    return sorted(found, key=lambda one: (-one.points, one.partnership.acronym.casefold()))
