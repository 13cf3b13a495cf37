"""Makes entries of the register."""

from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Page

from partnerships.models import (
    ActivityKind,
    Country,
    Membership,
    MembershipRole,
    Organisation,
    OrganisationState,
    Partnership,
    PartnershipIndexPage,
    PartnershipPage,
    Sector,
    Technology,
    Topic,
)


class CountryFactory(DjangoModelFactory[Country]):
    """A country; give the code."""

    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "BE"
    name = factory.LazyAttribute(lambda country: f"Country {country.code}")


class SectorFactory(DjangoModelFactory[Sector]):
    """An industrial ecosystem; with `parent` a specialisation."""

    class Meta:
        model = Sector

    code = factory.Sequence(lambda number: f"sector-{number}")
    name = factory.LazyAttribute(lambda sector: f"Sector {sector.code}")


class ActivityKindFactory(DjangoModelFactory[ActivityKind]):
    """A kind of activity."""

    class Meta:
        model = ActivityKind

    code = factory.Sequence(lambda number: f"activity-{number}")
    name = factory.LazyAttribute(lambda kind: f"Activity {kind.code}")


class TechnologyFactory(DjangoModelFactory[Technology]):
    """A technology."""

    class Meta:
        model = Technology

    code = factory.Sequence(lambda number: f"technology-{number}")
    name = factory.LazyAttribute(lambda technology: f"Technology {technology.code}")


class TopicFactory(DjangoModelFactory[Topic]):
    """A topic."""

    class Meta:
        model = Topic

    code = factory.Sequence(lambda number: f"topic-{number}")
    name = factory.LazyAttribute(lambda topic: f"Topic {topic.code}")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A member of the programme in Belgium unless told otherwise."""

    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda number: f"organisation-{number}")
    name = factory.LazyAttribute(lambda organisation: f"Organisation {organisation.slug}")
    state = OrganisationState.PROGRAMME
    country = factory.SubFactory(CountryFactory)


class PartnershipFactory(DjangoModelFactory[Partnership]):
    """A partnership without members."""

    class Meta:
        model = Partnership

    acronym = factory.Sequence(lambda number: f"PARTNER{number}")
    slug = factory.LazyAttribute(lambda partnership: partnership.acronym.lower())
    hue = factory.Sequence(lambda number: number % 13 + 1)


class MembershipFactory(DjangoModelFactory[Membership]):
    """An organisation as a partner of a partnership."""

    class Meta:
        model = Membership

    partnership = factory.SubFactory(PartnershipFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = MembershipRole.PARTNER
    sort_order = factory.Sequence(lambda number: number)


def make_partnership_index(parent: Page, **fields: Any) -> PartnershipIndexPage:
    """The list of partnerships at /partnerships/."""
    page = PartnershipIndexPage(**{"title": "Partnerships", "slug": "partnerships", **fields})
    parent.add_child(instance=page)
    return page


def make_partnership_page(parent: Page, partnership: Partnership, **fields: Any) -> PartnershipPage:
    """The published page of a partnership, titled with its acronym."""
    page = PartnershipPage(
        **{
            "title": partnership.acronym,
            "slug": partnership.slug,
            "partnership": partnership,
            **fields,
        }
    )
    parent.add_child(instance=page)
    return page
