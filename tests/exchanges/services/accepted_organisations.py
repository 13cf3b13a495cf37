"""An organisation that an application brought in, and where anybody can read of it."""

from typing import Any

import pytest
from django.test import Client

from exchanges.domain.lifecycle import Role
from exchanges.models import Application, ConsentKind, ExchangeOfferPage
from exchanges.services import decisions
from exchanges.services.actor import Actor
from exchanges.services.drafts import withdraw_consent
from exchanges.services.submission import submit
from home.models import HomePage
from partnerships.models import EligibilityPeriod, Organisation, OrganisationState
from search.models import Kind, SearchEntry
from tests.exchanges.my.test_matches import publish
from tests.exchanges.services.conftest import NOW, Cast, complete_draft
from tests.factories.partnerships import (
    CountryFactory,
    make_partnership_index,
    make_partnership_page,
)
from tests.factories.people import UserFactory

NAME = "Spoolmill"
"""The name of the organisation, a word that stands nowhere else."""
TITLE = "Quillwork"
"""The title of its offer."""
ACCEPTED, VERIFIED = OrganisationState.ACCEPTED, OrganisationState.VERIFIED


@pytest.fixture(autouse=True)
def countries(cast: Cast, home_page: HomePage) -> None:
    """Two countries that take part, and a page of the partnership."""
    make_partnership_page(make_partnership_index(home_page), cast.partnership)
    for code in ("BE", "FR"):
        EligibilityPeriod.objects.get_or_create(country=CountryFactory.create(code=code))


def consent(application: Application, service: Any) -> None:
    """Give or take back the consent to the catalogue."""
    actor = Actor(user=application.applicant, role=Role.APPLICANT)
    service(application_id=application.pk, actor=actor, kind=ConsentKind.CATALOGUE, at=NOW)


def accepted(cast: Cast, *, agrees: bool, **answers: object) -> Application:
    """An accepted application of a new organisation in France, by somebody of its own."""
    answers = {"organisation_name": NAME, "organisation_country": "FR", **answers}
    draft = complete_draft(cast, UserFactory.create(), **answers)
    if not agrees:
        consent(draft, withdraw_consent)
    actor = Actor(user=draft.applicant, role=Role.APPLICANT)
    submit(application_id=draft.pk, actor=actor, at=NOW)
    return decisions.accept(application_id=draft.pk, actor=cast.manager, at=NOW)


@pytest.fixture
def host(cast: Cast) -> Application:
    """An accepted host that did not agree to the catalogue, with its offer published."""
    application = accepted(cast, agrees=False, sides=["HOST"])
    publish(application, TITLE)
    return application


def state_of(application: Application) -> str:
    return organisation_of(application).state


def organisation_of(application: Application) -> Organisation:
    return Organisation.objects.get(applications=application)


def where_it_is_named(application: Application) -> set[str]:
    """Where anybody can read of the organisation or of what it offers."""
    organisation = organisation_of(application)
    assert application.partnership is not None
    client = Client()
    client.post("/offers/fit/", {"organisation_kind": "SME", "organisation_country": "BE"})
    page = ExchangeOfferPage.objects.filter(offer__host_organisation=organisation).first()
    addresses = {
        "page": f"/partnerships/organisations/{organisation.slug}/",
        "list": "/partnerships/organisations/",
        "words": "/partnerships/organisations/?q=mill",
        "search": "/search/?q=spool",
        "search by kind": "/search/?q=spool&kind=organisations",
        "suggestions": "/offers/suggestions/?q=spo",
        "catalogue": "/offers/",
        "catalogue by words": "/offers/?q=spool",
        "export": "/offers/export.csv",
        "hosts that fit": "/offers/fit/hosts/",
        "sitemap": "/sitemap.xml",
        "event": "/events/fair/",
        "event as calendar": "/events/fair/event.ics",
        "partnership": f"/partnerships/{application.partnership.slug}/",
        "partnerships": "/partnerships/",
        "front page": "/",
        "offer": page.url if page is not None and page.live else "/",
        "interest": f"/interest/?offer={page.offer_id}" if page is not None else "/interest/",
    }
    found = set()
    for name, address in addresses.items():
        response: Any = client.get(address)
        text = b"".join(response).decode()
        if NAME in text or f">{TITLE}<" in text or f"organisations/{organisation.slug}/" in text:
            found.add(name)
    return found


def entries_of(application: Application) -> int:
    organisation = organisation_of(application)
    return SearchEntry.objects.filter(kind=Kind.ORGANISATION, object_id=organisation.pk).count()
