"""The public page of a partnership."""

import datetime
import json
import re
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from core.models import User
from core.partial_dates import PartialDate
from exchanges.models import OfferStatus
from partnerships.models import PartnershipIndexPage, PartnershipPage
from tests.factories.events import make_event, make_event_index
from tests.factories.exchanges import OfferFactory, make_catalogue, make_offer_page
from tests.factories.news import make_news_index_page, make_news_page
from tests.factories.partnerships import PartnershipFactory, make_partnership_page
from tests.partnerships.conftest import INTERNAL, SmallRegister
from tests.partnerships.test_partnership_index_page import tables

ADDRESS = "/partnerships/alpha/"
NOW = datetime.datetime(2021, 6, 1, 12, tzinfo=datetime.UTC)


def shown_facts(client: Client, address: str = ADDRESS) -> dict[str, Any]:
    return {
        str(label): value
        for label, value, _url in client.get(address).context["facts"]
        if value or value == 0
    }


def structured_data(client: Client, address: str) -> Any:
    text = client.get(address).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    return json.loads(found[1]) if found else None


def test_known_facts_are_shown_and_unknown_ones_left_out(
    client: Client, small_register: SmallRegister
) -> None:
    assert shown_facts(client) == {
        "Members": "5 members, 2 known by name",
        "Coordinator": "Lead Cluster",
    }
    assert shown_facts(client, "/partnerships/beta/") == {"Members": "1 member known by name"}
    alpha = small_register.alpha
    alpha.start_date = PartialDate.parse("2020-02")
    alpha.end_date = PartialDate.parse("2022-02-02")
    alpha.grant_agreement = "874426"
    alpha.planned_exchanges = 50
    alpha.website = "https://www.alpha.example.org/"
    alpha.member_count = 2
    alpha.save()
    assert shown_facts(client) == {
        "Period": "February 2020 – 2 February 2022",
        "Members": "2 members",
        "Coordinator": "Lead Cluster",
        "Planned exchanges": 50,
        "Grant agreement": "874426",
        "Website": "alpha.example.org",
    }


def test_a_start_alone_is_called_a_start(client: Client, small_register: SmallRegister) -> None:
    small_register.beta.start_date = PartialDate.parse("2020-02-03")
    small_register.beta.save()
    assert shown_facts(client, "/partnerships/beta/")["Start"] == "3 February 2020"


def test_members_are_the_public_ones_coordinator_first(
    client: Client, small_register: SmallRegister
) -> None:
    response = client.get(ADDRESS)
    assert tables(response) == [
        [
            ["Organisation", "Place", "Role"],
            ["Lead Cluster", "Germany", "Coordinator"],
            ["Brussels Cluster", "Brüssel, Belgium", "Partner"],
        ]
    ]
    text = " ".join(response.content.decode().split())
    assert 'href="/partnerships/organisations/lead/"' in text
    assert "Also in these countries, where the member is not known by name: France." in text


def test_map_counts_the_members_known_by_name(
    client: Client, small_register: SmallRegister
) -> None:
    entries = client.get(ADDRESS).context["map_entries"]
    assert [(entry.code, entry.value, entry.url) for entry in entries] == [
        ("BE", 1, None),
        ("FR", 0, None),
        ("DE", 1, None),
    ]


def test_nothing_internal_unverified_or_invented_is_shown(
    client: Client, small_register: SmallRegister
) -> None:
    text = client.get(ADDRESS).content.decode()
    words = (INTERNAL, "Hidden Cluster", "Invented Cluster", "Finland", "Türkiye")
    assert [word for word in words if word in text] == []


def test_machines_are_told_what_is_known(client: Client, small_register: SmallRegister) -> None:
    small_register.alpha.start_date = PartialDate.parse("2020-02")
    small_register.alpha.save()
    assert structured_data(client, ADDRESS) == {
        "@context": "https://schema.org",
        "@type": "ResearchProject",
        "name": "A first partnership",
        "alternateName": "ALPHA",
        "description": "Chips meet cells.",
        "url": "http://localhost/partnerships/alpha/",
        "foundingDate": "2020-02",
        "knowsAbout": ["Digital", "Biotechnology"],
        "areaServed": [
            {"@type": "Country", "name": "Belgium", "identifier": "BE"},
            {"@type": "Country", "name": "France", "identifier": "FR"},
            {"@type": "Country", "name": "Germany", "identifier": "DE"},
        ],
        "member": [
            {
                "@type": "Organization",
                "name": "Lead Cluster",
                "url": "http://testserver/partnerships/organisations/lead/",
                "address": {"@type": "PostalAddress", "addressCountry": "DE"},
            },
            {
                "@type": "Organization",
                "name": "Brussels Cluster",
                "url": "http://testserver/partnerships/organisations/brussels/",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Brüssel",
                    "addressCountry": "BE",
                },
            },
        ],
    }


def test_only_its_open_current_published_offers_are_listed(
    client: Client, small_register: SmallRegister
) -> None:
    catalogue = make_catalogue(small_register.index.get_parent())
    alpha, host = small_register.alpha, small_register.belgian
    today = datetime.date.today()  # noqa: DTZ011

    def offer(title: str, status: str = OfferStatus.OPEN, **fields: Any) -> Any:
        record = OfferFactory.create(
            partnership=fields.pop("partnership", alpha), host_organisation=host, status=status
        )
        return make_offer_page(catalogue, title=title, offer=record, **fields)

    offer("Open")
    offer("Also open", period_end=today + datetime.timedelta(days=9))
    offer("Paused", OfferStatus.PAUSED)
    offer("Closed", OfferStatus.CLOSED)
    offer("Over", period_end=today - datetime.timedelta(days=9))
    offer("Unpublished").unpublish()
    offer("Of another", partnership=small_register.beta)
    response = client.get(ADDRESS)
    assert [page.title for page in response.context["offers"]] == ["Also open", "Open"]
    assert 'href="/offers/?partnership=alpha"' in response.content.decode()


def test_its_events_are_listed_the_next_first_then_the_latest(
    client: Client, small_register: SmallRegister
) -> None:
    events = make_event_index(small_register.index.get_parent())
    for title, start in {
        "Long past": "2020-03-01",
        "Just past": "2021-05-01",
        "Far ahead": "2021-09",
        "Next": "2021-06-10",
    }.items():
        make_event(events, title, start_date=start, partnerships=[small_register.alpha])
    make_event(events, "Of another", start_date="2021-06-11", partnerships=[small_register.beta])
    draft = make_event(
        events, "Draft", start_date="2021-06-11", partnerships=[small_register.alpha]
    )
    draft.unpublish()
    with time_machine.travel(NOW, tick=False):
        response = client.get(ADDRESS)
    section = BeautifulSoup(response.content, "html.parser").find(
        attrs={"aria-labelledby": "events-title"}
    )
    assert [heading.get_text(strip=True) for heading in section.select("h3, h4")] == [
        "Coming up",
        "Next",
        "Far ahead",
        "Past events",
        "Just past",
        "Long past",
    ]
    assert 'href="/events/?partnership=alpha"' in response.content.decode()


def test_its_news_are_listed_the_latest_first(
    client: Client, small_register: SmallRegister
) -> None:
    index = make_news_index_page(small_register.index.get_parent())
    for title, month in {"Older": 3, "Newer": 5}.items():
        make_news_page(
            index,
            title=title,
            date=datetime.date(2021, month, 1),
            partnerships=[small_register.alpha],
        )
    make_news_page(index, title="Of another", partnerships=[small_register.beta])
    response = client.get(ADDRESS)
    assert [item.title for item in response.context["news"]] == ["Newer", "Older"]
    assert 'href="/news/?partnership=alpha"' in response.content.decode()


def test_slug_is_that_of_the_partnership_unless_given(
    partnership_index: PartnershipIndexPage,
) -> None:
    partnership = PartnershipFactory.create(acronym="RECiPE4Mobility", slug="recipe4mobility")
    page = PartnershipPage(title="Something else", partnership=partnership)
    partnership_index.add_child(instance=page)
    assert page.slug == "recipe4mobility"
    given = PartnershipPage(title="Given", slug="given", partnership=PartnershipFactory.create())
    partnership_index.add_child(instance=given)
    assert given.slug == "given"


def test_a_partnership_has_one_page(small_register: SmallRegister) -> None:
    page = PartnershipPage(title="Second", slug="second", partnership=small_register.alpha)
    with pytest.raises(ValidationError) as caught:
        make_partnership_page(small_register.index, small_register.alpha, slug="second")
    assert caught.value.message_dict == {"partnership": ["This partnership already has a page."]}
    assert page.pk is None


def test_address_of_the_organisations_is_taken(partnership_index: PartnershipIndexPage) -> None:
    with pytest.raises(ValidationError) as caught:
        make_partnership_page(partnership_index, PartnershipFactory.create(), slug="organisations")
    assert caught.value.message_dict == {
        "slug": ["This address is taken by the list of organisations."]
    }


def test_draft_without_partnership_is_previewed(
    client: Client, partnership_index: PartnershipIndexPage
) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org", "secret"))
    page = PartnershipPage(title="Not chosen", slug="not-chosen", live=False)
    partnership_index.add_child(instance=page)
    page.save_revision(clean=False)
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,)))
    assert response.status_code == 200
    assert "No partnership is chosen yet." in response.content.decode()


def test_page_without_a_partnership_cannot_be_published(
    partnership_index: PartnershipIndexPage,
) -> None:
    page = PartnershipPage(title="Not chosen", slug="not-chosen")
    with pytest.raises(ValidationError) as caught:
        page.full_clean(exclude=["path", "depth", "content_type", "url_path", "locale"])
    assert list(caught.value.message_dict) == ["partnership"]
