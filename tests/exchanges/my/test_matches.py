"""Who fits an accepted applicant: ranked by its own answers, and only those who are there."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from exchanges.domain.lifecycle import Role
from exchanges.models import Application, ConsentKind, ExchangeOfferPage
from exchanges.services import decisions, participation
from exchanges.services.actor import Actor
from exchanges.services.drafts import withdraw_consent
from exchanges.services.submission import submit
from partnerships.models import Country, EligibilityPeriod, Topic
from tests.exchanges.services.conftest import NOW, Cast, cast, complete_draft
from tests.factories.partnerships import CountryFactory
from tests.factories.people import UserFactory

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(db: None) -> None:
    """Three countries that take part, and two topics."""
    for code in ("BE", "FR", "IT"):
        EligibilityPeriod.objects.get_or_create(country=CountryFactory.create(code=code))
    for code in ("recycling", "dyeing"):
        Topic.objects.create(code=code, name=code.title())


def take_part(cast: Cast, user: User, **answers: object) -> Application:
    draft = complete_draft(cast, user, **answers)
    actor = Actor(user=user, role=Role.APPLICANT)
    submit(application_id=draft.pk, actor=actor, at=NOW)
    return decisions.accept(application_id=draft.pk, actor=cast.manager, at=NOW)


def publish(application: Application, title: str) -> ExchangeOfferPage:
    page = ExchangeOfferPage.objects.get(offer__profile__application=application)
    draft = page.get_latest_revision_as_object()
    draft.title = title
    draft.save_revision().publish()
    return page


@pytest.fixture
def hosts(cast: Cast) -> dict[str, Application]:
    """Two hosts abroad, one for each topic."""
    found = {}
    for topic, country in (("recycling", "FR"), ("dyeing", "IT")):
        found[topic] = take_part(
            cast,
            UserFactory.create(),
            sides=["HOST"],
            organisation_name=f"{topic} mill",
            organisation_country=country,
            offered_topics=[topic],
        )
        publish(found[topic], topic)
    return found


@pytest.fixture
def visitor(cast: Cast) -> Application:
    """A visitor who looks for recycling."""
    return take_part(cast, cast.applicant.user, sides=["VISITOR"], sought_topics=["recycling"])


def hosts_of(client: Client, visitor: Application) -> list[str]:
    results = client.get(reverse("my_hosts", args=[visitor.pk])).context["results"]
    return [host.page.title for host in results.hosts]


@pytest.fixture
def own(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.applicant.user)
    return client


def test_changing_one_answer_swaps_the_hosts(
    own: Client, cast: Cast, hosts: dict[str, Application], visitor: Application
) -> None:
    assert hosts_of(own, visitor) == ["recycling", "dyeing"]
    participation.change_answers(
        application_id=visitor.pk,
        actor=cast.applicant,
        answers={"sought_topics": ["dyeing"]},
        expected_version=visitor.answers_version,
        at=NOW,
    )
    assert hosts_of(own, visitor) == ["dyeing", "recycling"]


def test_reasons_stand_beside_each_host(
    own: Client, hosts: dict[str, Application], visitor: Application
) -> None:
    page = own.get(reverse("my_hosts", args=[visitor.pk])).content.decode()
    assert "In common: Recycling" in page
    assert "Not in this offer: Recycling" in page


def test_who_leaves_is_gone(
    own: Client, cast: Cast, hosts: dict[str, Application], visitor: Application
) -> None:
    participation.pause(application_id=hosts["recycling"].pk, actor=cast.office, at=NOW)
    assert hosts_of(own, visitor) == ["dyeing"]
    ExchangeOfferPage.objects.get(title="dyeing").unpublish()
    assert hosts_of(own, visitor) == []


def test_nobody_is_matched_with_their_own_country(
    own: Client, cast: Cast, hosts: dict[str, Application], visitor: Application
) -> None:
    host = hosts["recycling"].organisation
    host.country = Country.objects.get(code="BE")
    host.save()
    assert hosts_of(own, visitor) == ["dyeing"]


def test_a_host_sees_the_visitors_who_agreed(
    cast: Cast, hosts: dict[str, Application], visitor: Application
) -> None:
    host = hosts["recycling"]
    client = Client()
    client.force_login(host.applicant)
    address = reverse("my_visitors", args=[host.pk])
    found = client.get(address).context["found"]
    assert [one.organisation for one in found.visitors] == [visitor.organisation]
    assert ("Topics", "Recycling") in found.visitors[0].in_common
    page = client.get(address).content.decode()
    assert cast.applicant.user.email not in page
    withdraw_consent(
        application_id=visitor.pk, actor=cast.applicant, kind=ConsentKind.CATALOGUE, at=NOW
    )
    assert client.get(address).context["found"].visitors == ()
    assert visitor.organisation.name not in client.get(address).content.decode()


def test_an_unpublished_offer_is_compared_with_nobody(
    cast: Cast, hosts: dict[str, Application], visitor: Application
) -> None:
    host = hosts["recycling"]
    ExchangeOfferPage.objects.get(title="recycling").unpublish()
    client = Client()
    client.force_login(host.applicant)
    page = client.get(reverse("my_visitors", args=[host.pk]))
    assert page.context["found"].is_published is False
    assert "Your offer is not published yet" in page.content.decode()


def test_only_who_is_in_the_matching_has_a_list(
    own: Client, cast: Cast, visitor: Application
) -> None:
    assert own.get(reverse("my_visitors", args=[visitor.pk])).status_code == 404
    participation.pause(application_id=visitor.pk, actor=cast.applicant, at=NOW)
    assert own.get(reverse("my_hosts", args=[visitor.pk])).status_code == 404
