"""An organisation that an application brought in: shown as a host that agreed, else nowhere."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from exchanges.domain.lifecycle import Role
from exchanges.models import Application, ExchangeOfferPage, Representative
from exchanges.services import decisions, participation
from exchanges.services.actor import Actor
from exchanges.services.drafts import (
    give_consent,
    withdraw_consent,
)
from exchanges.services.submission import submit
from home.models import HomePage
from partnerships.models import (
    Organisation,
    OrganisationState,
    PartnershipPage,
)
from partnerships.selectors import partnership_coverage, partnership_profile
from search.models import SearchEntry
from tests.exchanges.manage.conftest import browser
from tests.exchanges.my.test_matches import publish
from tests.exchanges.services.accepted_organisations import (
    ACCEPTED,
    NAME,
    TITLE,
    VERIFIED,
    accepted,
    consent,
    countries,
    entries_of,
    host,
    organisation_of,
    state_of,
    where_it_is_named,
)
from tests.exchanges.services.conftest import NOW, Cast, complete_draft
from tests.factories.applications import CallFactory
from tests.factories.events import make_event, make_event_index
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    MembershipFactory,
    OrganisationFactory,
)
from tests.factories.people import UserFactory

__all__ = ["countries", "host"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def everywhere(cast: Cast, home_page: HomePage, host: Application) -> Application:
    """The host that did not agree, tied to all that could tell of it."""
    organisation = organisation_of(host)
    make_event(
        make_event_index(home_page), "Fair", start_date="2027-01-01", organisers=[organisation]
    )
    return host


def test_without_consent_a_new_host_is_named_nowhere(everywhere: Application) -> None:
    organisation = organisation_of(everywhere)
    assert (organisation.state, organisation.follows_consent) == (ACCEPTED, True)
    assert Client().get(organisation.get_absolute_url()).status_code == 404
    assert where_it_is_named(everywhere) == set()
    assert entries_of(everywhere) == 0
    assert not SearchEntry.objects.filter(names__contains=NAME).exists()


def test_consent_given_later_makes_it_public_until_it_is_taken_back(
    everywhere: Application,
) -> None:
    consent(everywhere, give_consent)
    assert state_of(everywhere) == VERIFIED
    assert entries_of(everywhere) == 1
    shown = where_it_is_named(everywhere)
    assert shown >= {"page", "list", "words", "search", "suggestions", "catalogue", "sitemap"}
    assert shown >= {"export", "hosts that fit", "event", "offer", "interest"}
    consent(everywhere, withdraw_consent)
    assert state_of(everywhere) == ACCEPTED
    assert where_it_is_named(everywhere) == set()
    assert entries_of(everywhere) == 0


def test_with_consent_it_is_public_from_the_acceptance(cast: Cast) -> None:
    application = accepted(cast, agrees=True, sides=["HOST"])
    assert state_of(application) == VERIFIED
    assert Client().get(organisation_of(application).get_absolute_url()).status_code == 200


@pytest.mark.parametrize("agrees", [True, False])
def test_a_visitor_alone_is_not_public(cast: Cast, agrees: bool) -> None:
    application = accepted(cast, agrees=agrees, sides=["VISITOR"])
    assert state_of(application) == ACCEPTED
    assert where_it_is_named(application) == set()


def test_members_without_a_page_are_neither_counted_nor_on_the_map(
    cast: Cast, host: Application
) -> None:
    MembershipFactory.create(
        partnership=cast.partnership, organisation=organisation_of(host), role="PARTNER"
    )
    assert partnership_profile(cast.partnership).members == ()
    coverage = partnership_coverage(PartnershipPage.objects.all(), all_countries=False)
    assert coverage.countries == ()


def test_it_is_proposed_to_visitors_and_named_to_them(cast: Cast, host: Application) -> None:
    visitor = accepted(
        cast,
        agrees=True,
        sides=["VISITOR"],
        organisation_name="Bobbin",
        organisation_country="BE",
    )
    client = browser(visitor.applicant)
    response = client.get(reverse("my_hosts", args=[visitor.pk]))
    page = ExchangeOfferPage.objects.get(title=TITLE)
    assert [one.page.pk for one in response.context["results"].hosts] == [page.pk]
    detail = client.get(page.url)
    assert detail.context["takes_visitors"]
    assert NAME in detail.content.decode()
    assert organisation_of(host).get_absolute_url() not in detail.content.decode()


def test_it_sees_visitors_who_are_not_public_without_a_link(cast: Cast, host: Application) -> None:
    visitor = accepted(
        cast,
        agrees=True,
        sides=["VISITOR"],
        organisation_name="Bobbin",
        organisation_country="BE",
    )
    response = browser(host.applicant).get(reverse("my_visitors", args=[host.pk]))
    assert [one.organisation for one in response.context["found"].visitors] == [
        organisation_of(visitor)
    ]
    assert organisation_of(visitor).get_absolute_url() not in response.content.decode()


def test_an_offer_that_editors_wrote_for_it_is_not_listed(host: Application) -> None:
    offer = OfferFactory.create(host_organisation=organisation_of(host))
    catalogue = ExchangeOfferPage.objects.get(title=TITLE).get_parent().specific
    page = make_offer_page(catalogue, title="Reelwork", offer=offer)
    assert Client().get(page.url).status_code == 404
    assert "Reelwork" not in Client().get("/offers/").content.decode()
    assert NAME not in Client().get(f"/interest/?offer={offer.pk}").content.decode()


def test_who_ends_is_not_public_any_more(cast: Cast) -> None:
    application = accepted(cast, agrees=True, sides=["HOST"])
    publish(application, TITLE)
    actor = Actor(user=application.applicant, role=Role.APPLICANT)
    participation.pause(application_id=application.pk, actor=actor, at=NOW)
    assert state_of(application) == VERIFIED
    participation.withdraw(application_id=application.pk, actor=actor, at=NOW)
    assert state_of(application) == ACCEPTED
    assert where_it_is_named(application) == set()


def test_one_agreement_of_two_is_enough(cast: Cast) -> None:
    first = accepted(cast, agrees=True, sides=["HOST"])
    organisation = organisation_of(first)
    second = accepted(cast, agrees=True, sides=["HOST"], organisation_name="Other")
    Application.objects.filter(pk=second.pk).update(
        organisation=organisation, call=CallFactory.create(slug="next-call")
    )
    consent(first, withdraw_consent)
    assert state_of(second) == VERIFIED
    consent(second, withdraw_consent)
    assert state_of(second) == ACCEPTED


def test_a_member_of_a_partnership_stays_public(cast: Cast) -> None:
    application = accepted(cast, agrees=True, sides=["HOST"])
    MembershipFactory.create(
        partnership=cast.partnership, organisation=organisation_of(application), role="PARTNER"
    )
    consent(application, withdraw_consent)
    assert state_of(application) == VERIFIED


def test_an_organisation_of_the_register_stays_as_it_was(cast: Cast) -> None:
    organisation = OrganisationFactory.create(
        state=VERIFIED, country__code="FR", kind="CLUSTER_ORGANISATION"
    )
    user = UserFactory.create()
    Representative.objects.create(
        organisation=organisation, user=user, state="ACTIVE", created_at=NOW, state_changed_at=NOW
    )
    draft = complete_draft(cast, user, organisation=organisation.slug, sides=["HOST"])
    consent(draft, withdraw_consent)
    submit(application_id=draft.pk, actor=Actor(user=user, role=Role.APPLICANT), at=NOW)
    application = decisions.accept(application_id=draft.pk, actor=cast.manager, at=NOW)
    assert state_of(application) == VERIFIED
    consent(application, give_consent)
    consent(application, withdraw_consent)
    assert state_of(application) == VERIFIED


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ACCEPTED, "country": None},
        {"state": OrganisationState.PROGRAMME, "follows_consent": True},
        {"state": OrganisationState.UNVERIFIED, "follows_consent": True},
    ],
)
def test_the_database_keeps_the_rule(fields: dict[str, Any]) -> None:
    organisation = OrganisationFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(**fields)


def test_the_migration_hides_who_did_not_agree(cast: Cast, host: Application) -> None:
    agreed = accepted(cast, agrees=True, sides=["HOST"], organisation_name="Bobbin")
    visitor = accepted(cast, agrees=True, sides=["VISITOR"], organisation_name="Heddle")
    member = accepted(cast, agrees=False, sides=["HOST"], organisation_name="Treadle")
    MembershipFactory.create(
        partnership=cast.partnership, organisation=organisation_of(member), role="PARTNER"
    )
    register = OrganisationFactory.create(state=VERIFIED)
    Organisation.objects.update(state=VERIFIED, follows_consent=False)
    forwards = importlib.import_module("exchanges.migrations.0005_organisations_follow_consent")
    forwards.follow_consent(apps, connection.schema_editor())
    assert [
        (organisation.state, organisation.follows_consent)
        for application in (host, agreed, visitor, member)
        if (organisation := organisation_of(application))
    ] == [(ACCEPTED, True), (VERIFIED, True), (ACCEPTED, True), (VERIFIED, False)]
    register.refresh_from_db()
    assert (register.state, register.follows_consent) == (VERIFIED, False)


def test_back_from_the_migration_nobody_becomes_public(cast: Cast, host: Application) -> None:
    agreed = accepted(cast, agrees=True, sides=["HOST"], organisation_name="Bobbin")
    backwards = importlib.import_module("partnerships.migrations.0005_accepted_organisations")
    backwards.hide(apps, connection.schema_editor())
    assert state_of(host) == OrganisationState.UNVERIFIED
    assert state_of(agreed) == VERIFIED
