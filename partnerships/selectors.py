"""What the public pages read from the register, in few queries.

Only public organisations count, and invented ones (samples) are never members.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse

from core.querysets import visible_few
from partnerships.coverage import (
    Coverage,
    CoveredCountry,
    CoveredPartnership,
    CoveredSector,
    Member,
    fold,
    short_codes,
)
from partnerships.models.organisation import PUBLIC_STATES
from partnerships.models.partnership import Membership, MembershipRole, Partnership
from partnerships.models.vocabulary import Country, Sector


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A country of a partnership: that of a member, or a further one without a member."""

    partnership_id: int
    country: CoveredCountry
    member: Member | None
    order: int


@dataclass(frozen=True, slots=True)
class PartnershipProfile:
    """What a partnership's own page tells of it."""

    members: tuple[Member, ...]
    countries: tuple[CoveredCountry, ...]
    countries_without_member: tuple[CoveredCountry, ...]
    sectors: tuple[CoveredSector, ...]

    @property
    def coordinator(self) -> Member | None:
        """The member that coordinates, if that is known."""
        return next((member for member in self.members if member.is_coordinator), None)


def _country(code: str, name: str, names: Mapping[str, str] | None) -> CoveredCountry:
    return CoveredCountry(code, Country(code=code, name=name, names=names or {}).label)


def _places(partnerships: Q) -> list[PlaceRow]:
    """The members and the further countries of partnerships (one query)."""
    members = (
        Membership.objects.filter(
            partnerships,
            organisation__state__in=PUBLIC_STATES,
            organisation__is_sample=False,
        )
        .order_by()
        .values_list(
            "partnership_id",
            "organisation__country__code",
            "organisation__country__name",
            "organisation__country__names",
            "organisation__name",
            "organisation__slug",
            "organisation__city",
            "role",
            "sort_order",
        )
    )
    nothing = Value("", output_field=CharField())
    further: QuerySet[Any, tuple[Any, ...]] = (
        Partnership.extra_countries.through.objects.filter(partnerships)
        .order_by()
        .values_list(
            "partnership_id",
            "country__code",
            "country__name",
            "country__names",
            nothing,
            nothing,
            nothing,
            nothing,
            Value(0, output_field=IntegerField()),
        )
    )
    return [_place(*row) for row in members.union(further, all=True)]


def _place(
    partnership_id: int,
    code: str,
    name: str,
    names: Mapping[str, str] | None,
    organisation_name: str,
    organisation_slug: str,
    city: str,
    role: str,
    order: int | None,
) -> PlaceRow:
    country = _country(code, name, names)
    if not organisation_slug:
        return PlaceRow(partnership_id, country, None, 0)
    member = Member(
        name=organisation_name,
        url=reverse("organisation", kwargs={"slug": organisation_slug}),
        city=city,
        country=country,
        role=str(MembershipRole(role).label),
        is_coordinator=role == MembershipRole.COORDINATOR,
    )
    return PlaceRow(partnership_id, country, member, order or 0)


def _by_label(countries: set[CoveredCountry]) -> tuple[CoveredCountry, ...]:
    return tuple(sorted(countries, key=lambda country: (fold(country.label), country.code)))


def _members(places: list[PlaceRow]) -> tuple[Member, ...]:
    """The coordinator first, then in the order of the register."""
    found = [(place.order, place.member) for place in places if place.member]
    found.sort(key=lambda pair: (not pair[1].is_coordinator, pair[0], fold(pair[1].name)))
    return tuple(member for _order, member in found)


def _sector(sector: Sector, parent: Sector | None) -> CoveredSector:
    ecosystem = parent or sector
    return CoveredSector(sector.code, sector.label, ecosystem.code, ecosystem.label)


def _sector_order(sector: CoveredSector) -> tuple[str, bool, str]:
    return fold(sector.ecosystem_label), not sector.is_ecosystem, fold(sector.label)


def _all_sectors() -> tuple[tuple[CoveredSector, ...], dict[int, tuple[CoveredSector, ...]]]:
    """Every sector, and those of each partnership (one query)."""
    rows = list(Sector.objects.annotate(partnership_key=F("partnerships__pk")).order_by("pk"))
    by_pk = {row.pk: row for row in rows}
    found: dict[int, CoveredSector] = {}
    of_partnership: dict[int, list[CoveredSector]] = defaultdict(list)
    for row in rows:
        sector = found.setdefault(row.pk, _sector(row, by_pk.get(row.parent_id or 0)))
        if row.partnership_key is not None:
            of_partnership[row.partnership_key].append(sector)
    return (
        tuple(sorted(found.values(), key=_sector_order)),
        {key: tuple(sorted(some, key=_sector_order)) for key, some in of_partnership.items()},
    )


def partnership_coverage(pages: QuerySet[Any], *, all_countries: bool = True) -> Coverage:
    """All partnerships with sectors, countries and members, in four queries.

    `pages` are the partnership pages that may be linked and whose summaries are shown; those that
    not everyone may read are left out. Without `all_countries` the coverage knows only those of
    the partnerships, in three queries.
    """
    # In the order of keys: in that of the tree a database walks over all pages there are.
    page = visible_few(pages.filter(partnership=OuterRef("pk"))).order_by("pk")
    partnerships = list(
        Partnership.objects.annotate(
            page_path=Subquery(page.values("url_path")[:1]),
            page_summary=Subquery(page.values("summary")[:1]),
        )
    )
    partnerships.sort(key=lambda partnership: fold(partnership.acronym))
    sectors, sectors_of = _all_sectors()
    places_of: dict[int, list[PlaceRow]] = defaultdict(list)
    for place in _places(Q()):
        places_of[place.partnership_id].append(place)
    codes = short_codes(partnership.acronym for partnership in partnerships)
    return Coverage(
        partnerships=tuple(
            CoveredPartnership(
                acronym=partnership.acronym,
                code=codes[partnership.acronym],
                title=partnership.title,
                hue=partnership.hue,
                url=partnership.url,
                summary=partnership.page_summary or "",
                sectors=sectors_of.get(partnership.pk, ()),
                countries=_by_label({place.country for place in places_of[partnership.pk]}),
                members=_members(places_of[partnership.pk]),
                slug=partnership.slug,
            )
            for partnership in partnerships
        ),
        sectors=sectors,
        countries=_by_label(
            {CoveredCountry(country.code, country.label) for country in Country.objects.all()}
            if all_countries
            else {place.country for places in places_of.values() for place in places}
        ),
    )


def partnerships_by_country() -> list[tuple[CoveredCountry, int]]:
    """How many partnerships there are in each country, by its name (one query)."""
    pairs = {(place.country, place.partnership_id) for place in _places(Q())}
    counts = Counter(country for country, _partnership in pairs)
    return sorted(counts.items(), key=lambda pair: fold(pair[0].label))


def partnership_profile(partnership: Partnership) -> PartnershipProfile:
    """Members, countries and sectors of one partnership, in two queries."""
    places = _places(Q(partnership=partnership.pk))
    members = _members(places)
    countries = {place.country for place in places}
    sectors = (_sector(sector, sector.parent) for sector in partnership_sectors(partnership))
    return PartnershipProfile(
        members=members,
        countries=_by_label(countries),
        countries_without_member=_by_label(countries - {member.country for member in members}),
        sectors=tuple(sorted(sectors, key=_sector_order)),
    )


def partnership_sectors(partnership: Partnership) -> QuerySet[Sector]:
    """Its sectors as saved, with their ecosystems."""
    return Sector.objects.filter(partnerships=partnership.pk).select_related("parent")
