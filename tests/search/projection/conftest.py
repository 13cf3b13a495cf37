"""A small site in which everything that can be found refers to something else."""

from dataclasses import dataclass

import pytest

from events.models import EventPage
from exchanges.models import ExchangeOfferPage, OfferLanguage
from home.models import HomePage, StandardPage
from news.models import NewsPage
from partnerships.models import (
    ActivityKind,
    Country,
    Organisation,
    Partnership,
    PartnershipPage,
    Sector,
    Technology,
    Topic,
)
from search.models import CataloguePage
from tests.factories.events import make_event, make_event_index
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.news import make_news_index_page, make_news_page
from tests.factories.partnerships import (
    ActivityKindFactory,
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
    TechnologyFactory,
    TopicFactory,
    make_partnership_index,
    make_partnership_page,
)


@dataclass(frozen=True, slots=True)
class SmallSite:
    """What there is, by name."""

    home: HomePage
    catalogue: CataloguePage
    ecosystem: Sector
    sector: Sector
    activity_kind: ActivityKind
    topic: Topic
    technology: Technology
    country: Country
    host: Organisation
    member: Organisation
    partnership: Partnership
    partnership_page: PartnershipPage
    offer_page: ExchangeOfferPage
    other_offer_page: ExchangeOfferPage
    event: EventPage
    news: NewsPage
    parent: StandardPage
    child: StandardPage


@pytest.fixture
def small_site(home_page: HomePage, catalogue: CataloguePage) -> SmallSite:
    """One or two of each kind."""
    ecosystem = SectorFactory.create(code="textile", name="Textile", names={"de": "Textilien"})
    sector = SectorFactory.create(code="wool", name="Wool", parent=ecosystem)
    country = CountryFactory.create(code="CZ", name="Czechia", names={"de": "Tschechien"})
    subjects = {
        "activity_kinds": [ActivityKindFactory.create(name="Peer learning")],
        "topics": [TopicFactory.create(name="Circularity")],
        "technologies": [TechnologyFactory.create(name="Robotics")],
        "sectors": [sector],
    }
    host = OrganisationFactory.create(
        name="Přádelna Brno", short_name="PBR", city="Brno", country=country, sectors=[sector]
    )
    member = OrganisationFactory.create(name="Vävare", country__code="SE", country__name="Sweden")
    partnership = PartnershipFactory.create(acronym="CLAMTEX", title="Clusters of textile")
    partnership.sectors = [sector]
    partnership.extra_countries = [CountryFactory.create(code="PT", name="Portugal")]
    partnership.save()
    MembershipFactory.create(partnership=partnership, organisation=member)
    offer = OfferFactory.create(host_organisation=host, partnership=partnership)
    offer_page = make_offer_page(
        catalogue,
        title="Spin recycled wool",
        slug="spin",
        summary="Three days at the old mill.",
        offer=offer,
        keywords=["Zero waste"],
        languages=[OfferLanguage(language="cs")],
        **subjects,
    )
    other_offer_page = make_offer_page(
        catalogue,
        slug="weave",
        title="Weave",
        offer=OfferFactory.create(host_organisation=member, partnership=partnership),
    )
    event = make_event(
        make_event_index(home_page),
        title="Day of looms",
        partnerships=[partnership],
        organisers=[member],
        countries=[country],
        sectors=[sector],
        tags=["Looms"],
        sessions=[{"title": "Opening", "date": "2020-11-16"}],
        live=True,
    )
    news = make_news_page(
        make_news_index_page(home_page), title="Yarn", partnerships=[partnership], tags=["Yarn"]
    )
    partnership_page = make_partnership_page(make_partnership_index(home_page), partnership)
    parent = StandardPage(title="Taking part", slug="taking-part")
    home_page.add_child(instance=parent)
    child = StandardPage(title="As a host", slug="host")
    parent.add_child(instance=child)
    return SmallSite(
        home=home_page,
        catalogue=catalogue,
        ecosystem=ecosystem,
        sector=sector,
        activity_kind=subjects["activity_kinds"][0],
        topic=subjects["topics"][0],
        technology=subjects["technologies"][0],
        country=country,
        host=host,
        member=member,
        partnership=partnership,
        partnership_page=partnership_page,
        offer_page=offer_page,
        other_offer_page=other_offer_page,
        event=event,
        news=news,
        parent=parent,
        child=child,
    )
