"""Entries of partnerships and organisations."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.conf import settings

from core.querysets import visible
from partnerships.models import Membership, Organisation, Partnership, PartnershipPage
from search.models import Kind
from search.projection.gathering import (
    country_names,
    labels,
    linked,
    organisation_names,
    page_values,
    partnership_names,
    prose,
    with_ecosystems,
)
from search.projection.projected import Projected, lines


def project_partnerships(ids: Collection[int]) -> Iterator[Projected]:
    """Those pages of partnerships that anyone may see; found by their members too."""
    pages = list(visible(PartnershipPage.objects.filter(pk__in=ids)).select_related("locale"))
    partnership_ids = {page.partnership_id for page in pages if page.partnership_id is not None}
    members = members_of(partnership_ids)
    sectors = linked(Partnership, "sectors", partnership_ids)
    countries = linked(Partnership, "extra_countries", partnership_ids)
    for page in pages:
        key = page.partnership_id or 0
        public = members.get(key, [])
        yield Projected(
            **page_values(page, Kind.PARTNERSHIP),
            names=lines(
                [
                    *partnership_names([page.partnership] if page.partnership else []),
                    *(name for member in public for name in (member.name, member.short_name)),
                    *(member.city for member in public),
                    *country_names(
                        [
                            *(member.country for member in public if member.country),
                            *countries.get(key, []),
                        ]
                    ),
                    *labels(with_ecosystems(sectors.get(key, []))),
                ]
            ),
            text=prose(page),
            partnership=page.partnership.slug if page.partnership else "",
        )


def members_of(partnership_ids: Collection[int]) -> dict[int, list[Organisation]]:
    """The members of partnerships that have a public page."""
    memberships = (
        Membership.objects.filter(
            partnership__in=partnership_ids, organisation__in=Organisation.objects.public()
        )
        .select_related("organisation__country")
        .order_by("sort_order", "pk")
    )
    found: dict[int, list[Organisation]] = defaultdict(list)
    for membership in memberships:
        found[membership.partnership_id].append(membership.organisation)
    return found


def project_organisations(ids: Collection[int]) -> Iterator[Projected]:
    """Those organisations that have a public page."""
    memberships = defaultdict(list)
    for membership in (
        Membership.objects.filter(organisation__in=ids)
        .select_related("partnership")
        .order_by("partnership__acronym", "pk")
    ):
        memberships[membership.organisation_id].append(membership.partnership)
    sectors = linked(Organisation, "sectors", ids)
    organisations = Organisation.objects.public().filter(pk__in=ids).select_related("country")
    for organisation in organisations:
        yield Projected(
            kind=Kind.ORGANISATION,
            object_id=organisation.pk,
            language=settings.LANGUAGE_CODE,
            title=organisation.name,
            summary=organisation.summary,
            names=lines(
                [
                    organisation.place,
                    *organisation_names(organisation),
                    *partnership_names(memberships[organisation.pk]),
                    *labels(with_ecosystems(sectors.get(organisation.pk, []))),
                ]
            ),
            url=organisation.get_absolute_url(),
            is_sample=organisation.is_sample,
        )
