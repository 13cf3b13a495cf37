"""A host that did not agree to be in the catalogue: proposed to those who fit, found by nobody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from exchanges.domain.lifecycle import Role
from exchanges.matching_module.host_profiles import Audience
from exchanges.models import Application, ConsentKind, ExchangeOfferPage
from exchanges.services.actor import Actor
from exchanges.services.drafts import give_consent, withdraw_consent
from exchanges.services.participation import pause
from home.editors import EDITORS, set_up_editors
from home.models import HomePage
from partnerships.models import EligibilityPeriod
from tests.exchanges.manage.conftest import browser
from tests.exchanges.matching_module.conftest import OneProcess, process
from tests.exchanges.my.test_matches import publish, take_part
from tests.exchanges.services.conftest import NOW, Cast, cast, complete_draft
from tests.factories.partnerships import (
    CountryFactory,
    make_partnership_index,
    make_partnership_page,
)
from tests.factories.people import UserFactory, make_user

__all__ = ["cast", "process"]

pytestmark = pytest.mark.django_db

TITLE = "Quillwork"
"""A word that stands in the title of the offer alone."""
HOST = "Spoolmill"


@pytest.fixture
def host(cast: Cast, home_page: HomePage) -> Application:
    """A host in France with a published offer, that agreed to everything."""
    make_partnership_page(make_partnership_index(home_page), cast.partnership)
    for code in ("BE", "FR"):
        EligibilityPeriod.objects.get_or_create(country=CountryFactory.create(code=code))
    application = take_part(
        cast,
        UserFactory.create(first_name="Hugo"),
        sides=["HOST"],
        organisation_name=HOST,
        organisation_country="FR",
    )
    publish(application, TITLE)
    return application


@pytest.fixture
def unlisted(host: Application) -> ExchangeOfferPage:
    """The page of the host's offer, after it took back that it is in the catalogue."""
    consent(host, withdraw_consent)
    return ExchangeOfferPage.objects.get(title=TITLE)


def consent(application: Application, service: Any) -> None:
    """Give or take back the consent to the catalogue."""
    actor = Actor(user=application.applicant, role=Role.APPLICANT)
    service(application_id=application.pk, actor=actor, kind=ConsentKind.CATALOGUE, at=NOW)


@pytest.fixture
def visitor(cast: Cast, host: Application) -> Application:
    """A visitor of Belgium whom nothing keeps from visiting the host."""
    return take_part(cast, cast.applicant.user, sides=["VISITOR"])


def public_texts(application: Application) -> dict[str, str]:
    """What anybody can read where offers are listed, suggested or told of."""
    organisation = application.organisation
    assert organisation is not None
    assert application.partnership is not None
    client = Client()
    client.post("/offers/fit/", {"organisation_kind": "SME", "organisation_country": "BE"})
    addresses = {
        "catalogue": "/offers/",
        "words": f"/offers/?q={TITLE}",
        "suggestions": f"/offers/suggestions/?q={HOST[:4]}",
        "export": "/offers/export.csv",
        "search": f"/search/?q={TITLE}",
        "sitemap": "/sitemap.xml",
        "hosts that fit": "/offers/fit/hosts/",
        "organisation": f"/partnerships/organisations/{organisation.slug}/",
        "partnership": f"/partnerships/{application.partnership.slug}/",
        "front page": "/",
    }
    texts = {}
    for name, address in addresses.items():
        response: Any = client.get(address)
        texts[name] = b"".join(response).decode()
    return texts


def where_it_stands(host: Application, page: ExchangeOfferPage) -> set[str]:
    """Where the offer is told of: its address, or its title but for the words asked for."""
    found = set()
    for name, text in public_texts(host).items():
        told = HOST in text if name == "suggestions" else f">{TITLE}<" in text
        if told or page.slug in text:
            found.add(name)
    return found


def test_only_with_consent_is_an_offer_found_by_looking(host: Application) -> None:
    page = ExchangeOfferPage.objects.get(title=TITLE)
    listed = where_it_stands(host, page)
    assert listed >= {"catalogue", "words", "export", "search", "sitemap", "hosts that fit"}
    assert listed >= {"organisation", "partnership", "suggestions"}
    consent(host, withdraw_consent)
    assert where_it_stands(host, page) == set()
    consent(host, give_consent)
    assert where_it_stands(host, page) == listed


def test_without_consent_it_is_in_the_list_of_those_whom_it_fits(
    visitor: Application, unlisted: ExchangeOfferPage
) -> None:
    response = browser(visitor.applicant).get(reverse("my_hosts", args=[visitor.pk]))
    assert [one.page.pk for one in response.context["results"].hosts] == [unlisted.pk]
    assert response.context["results"].compared == 1


def test_the_public_numbers_do_not_count_it(host: Application, unlisted: ExchangeOfferPage) -> None:
    client = Client()
    client.post("/offers/fit/", {"organisation_kind": "SME", "organisation_country": "BE"})
    assert client.get("/offers/fit/hosts/").context["results"].compared == 0


def test_editors_cannot_promote_it(host: Application) -> None:
    page = ExchangeOfferPage.objects.get(title=TITLE)
    SearchPromotion.objects.create(query=Query.get("quills"), page=page)
    elsewhere = SearchPromotion.objects.create(
        query=Query.get("quills"), external_link_url="https://example.org/", external_link_text="E"
    )

    def promoted() -> list[str]:
        return [one.title for one in Client().get("/search/?q=quills").context["promotions"]]

    assert promoted() == [TITLE, elsewhere.external_link_text]
    consent(host, withdraw_consent)
    assert promoted() == [elsewhere.external_link_text]


def test_its_page_is_for_host_staff_and_those_whom_it_fits(
    cast: Cast, host: Application, visitor: Application, unlisted: ExchangeOfferPage
) -> None:
    set_up_editors()
    neighbour = take_part(
        cast,
        UserFactory.create(),
        sides=["VISITOR"],
        organisation_name="Neighbour",
        organisation_country="FR",
    )
    draft = complete_draft(cast, UserFactory.create(), sides=["VISITOR"])
    people: dict[str, Client] = {
        "anonymous": Client(),
        "host": browser(host.applicant),
        "visitor": browser(visitor.applicant),
        "visitor of the same country": browser(neighbour.applicant),
        "not yet accepted": browser(draft.applicant),
        "manager": browser(cast.manager.user),
        "other manager": browser(cast.other_manager.user),
        "office": browser(cast.office.user),
        "editor": browser(make_user("edda@example.org", EDITORS)),
    }
    answers = {who: client.get(unlisted.url) for who, client in people.items()}
    assert {who for who, answer in answers.items() if answer.status_code == 200} == {
        "host",
        "visitor",
        "manager",
        "office",
        "editor",
    }
    refused = [answer for answer in answers.values() if answer.status_code != 200]
    assert {answer.status_code for answer in refused} == {404}
    assert not any(TITLE in answer.content.decode() for answer in refused)
    assert "no-store" in answers["visitor"]["Cache-Control"]
    pause(application_id=visitor.pk, actor=cast.applicant, at=NOW)
    assert people["visitor"].get(unlisted.url).status_code == 404


def test_the_interest_form_does_not_know_it(host: Application, unlisted: ExchangeOfferPage) -> None:
    response = Client().get(f"/interest/?offer={unlisted.offer_id}")
    assert response.context["offer"] is None
    assert HOST not in response.content.decode()


def test_a_listed_page_is_for_anybody(host: Application) -> None:
    page = ExchangeOfferPage.objects.get(title=TITLE)
    response = Client().get(page.url)
    assert response.status_code == 200
    assert "no-store" not in response.get("Cache-Control", "")


def test_without_unlisted_hosts_both_audiences_share_an_engine(
    host: Application, process: OneProcess
) -> None:
    assert process.engine() is process.engine(Audience.PARTICIPANTS)
    consent(host, withdraw_consent)
    assert process.engine() is not process.engine(Audience.PARTICIPANTS)
