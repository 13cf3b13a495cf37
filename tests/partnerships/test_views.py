"""The public pages of organisations, and their sitemap."""

import datetime

import pytest
import time_machine
from django.test import Client

from partnerships.models import PUBLIC_STATES, Organisation, OrganisationKind, OrganisationState
from partnerships.sitemaps import OrganisationSitemap
from tests.factories.events import make_event, make_event_index
from tests.factories.exchanges import OfferFactory, make_catalogue, make_offer_page
from tests.factories.partnerships import CountryFactory, OrganisationFactory
from tests.partnerships.conftest import INTERNAL, SmallRegister
from tests.partnerships.test_partnership_page import shown_facts, structured_data

LIST = "/partnerships/organisations/"


def listed(client: Client, querystring: str = "") -> list[str]:
    page_obj = client.get(f"{LIST}?{querystring}").context["page_obj"]
    return [organisation.name for organisation in page_obj]


def test_page_of_a_public_organisation(client: Client, small_register: SmallRegister) -> None:
    response = client.get(f"{LIST}lead/")
    assert [
        (partnership.acronym, partnership.url, role)
        for partnership, role in response.context["memberships"]
    ] == [("ALPHA", "/partnerships/alpha/", "Coordinator")]
    assert shown_facts(client, f"{LIST}lead/") == {"Country": "Germany"}
    assert '<p class="eyebrow">Cluster organisation</p>' in response.content.decode()
    assert INTERNAL not in response.content.decode()
    assert response.context["breadcrumbs"] == [
        {"title": "Home", "url": "/"},
        {"title": "Partnerships", "url": "/partnerships/"},
        {"title": "Organisations", "url": LIST},
    ]


@pytest.mark.parametrize("state", OrganisationState)
def test_only_public_organisations_are_found(
    client: Client, small_register: SmallRegister, state: OrganisationState
) -> None:
    Organisation.objects.filter(slug="lead").update(state=state)
    expected = 200 if state in PUBLIC_STATES else 404
    assert client.get(f"{LIST}lead/").status_code == expected
    assert ("Lead Cluster" in listed(client)) == (expected == 200)


def test_unknown_organisation_is_not_found(client: Client, small_register: SmallRegister) -> None:
    assert client.get(f"{LIST}nobody/").status_code == 404


def test_machines_are_told_of_real_organisations_only(
    client: Client, small_register: SmallRegister
) -> None:
    assert structured_data(client, f"{LIST}brussels/") == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Brussels Cluster",
        "url": "http://testserver/partnerships/organisations/brussels/",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Brüssel",
            "addressCountry": "BE",
        },
        "memberOf": [
            {
                "@type": "ResearchProject",
                "name": "ALPHA",
                "url": "http://testserver/partnerships/alpha/",
            }
        ],
    }
    assert structured_data(client, f"{LIST}invented/") is None


def test_invented_organisations_are_marked(client: Client, small_register: SmallRegister) -> None:
    def marked(address: str) -> tuple[bool, bool]:
        text = client.get(address).content.decode()
        return "sample-notice" in text, 'content="noindex"' in text

    assert marked(f"{LIST}invented/") == (True, True)
    assert marked(f"{LIST}lead/") == (False, False)
    context = client.get(LIST).context
    assert (context["real_count"], context["sample_count"]) == (3, 1)


def test_its_events_and_open_offers_are_listed(
    client: Client, small_register: SmallRegister
) -> None:
    home = small_register.index.get_parent()
    events = make_event_index(home)
    make_event(events, "Past", start_date="2020-03-01", organisers=[small_register.belgian])
    make_event(events, "Next", start_date="2021-07-01", organisers=[small_register.belgian])
    make_event(events, "Not its own", start_date="2021-07-01")
    make_offer_page(
        make_catalogue(home),
        title="Visit us",
        offer=OfferFactory.create(
            host_organisation=small_register.belgian, partnership=small_register.alpha
        ),
    )
    with time_machine.travel(datetime.datetime(2021, 6, 1, tzinfo=datetime.UTC), tick=False):
        context = client.get(f"{LIST}brussels/").context
    assert [event.title for event in context["events"]] == ["Next", "Past"]
    assert [offer.title for offer in context["offers"]] == ["Visit us"]
    other = client.get(f"{LIST}lead/").context
    assert (other["events"], other["offers"]) == ([], [])


@pytest.mark.parametrize(
    ("querystring", "names"),
    [
        ("", ["Brussels Cluster", "Lead Cluster", "Other Cluster", "Invented Cluster"]),
        ("country=DE", ["Lead Cluster", "Other Cluster"]),
        ("country=BE&country=TR", ["Brussels Cluster", "Invented Cluster"]),
        ("partnership=alpha", ["Brussels Cluster", "Lead Cluster", "Invented Cluster"]),
        ("partnership=alpha&partnership=beta&country=DE", ["Lead Cluster", "Other Cluster"]),
        ("kind=sme", []),
        ("kind=cluster_organisation&q=lead", ["Lead Cluster"]),
        ("q=hidden", []),
        ("q=CANARY", []),
    ],
)
def test_list_is_filtered(
    client: Client, small_register: SmallRegister, querystring: str, names: list[str]
) -> None:
    assert listed(client, querystring) == names


@pytest.mark.parametrize(
    ("querystring", "notes"),
    [
        ("country=FI", ["“FI” is not known, so it was left out."]),
        ("kind=x&partnership=y", ["“y” is not known, so it was left out.",
                                  "“x” is not known, so it was left out."]),
        ("page=abc", []),
        ("page=99999", []),
        ("q=%00", []),
        (f"q={'x' * 5000}", []),
    ],
)  # fmt: skip
def test_broken_addresses_are_answered_and_told(
    client: Client, small_register: SmallRegister, querystring: str, notes: list[str]
) -> None:
    response = client.get(f"{LIST}?{querystring}")
    assert response.status_code == 200
    assert response.context["query"].left_out_notes == notes


def test_member_of_two_partnerships_is_listed_once(
    client: Client, small_register: SmallRegister
) -> None:
    small_register.belgian.memberships.create(partnership=small_register.beta)
    names = listed(client, "partnership=alpha&partnership=beta")
    assert names.count("Brussels Cluster") == 1
    context = client.get(f"{LIST}?partnership=alpha&partnership=beta").context
    assert (context["real_count"], context["sample_count"]) == (3, 1)


def test_list_is_paged(client: Client, small_register: SmallRegister) -> None:
    belgium = CountryFactory.create(code="BE")
    OrganisationFactory.create_batch(60, country=belgium, kind=OrganisationKind.SME)
    assert len(listed(client, "kind=sme")) == 60
    OrganisationFactory.create(country=belgium, kind=OrganisationKind.SME)
    assert len(listed(client, "kind=sme&page=2")) == 1
    assert len(listed(client, "kind=sme&page=99")) == 1


def test_sitemap_has_the_real_public_organisations(small_register: SmallRegister) -> None:
    sitemap = OrganisationSitemap()
    assert sorted(sitemap.location(organisation) for organisation in sitemap.items()) == [
        f"{LIST}brussels/",
        f"{LIST}lead/",
        f"{LIST}other/",
    ]
