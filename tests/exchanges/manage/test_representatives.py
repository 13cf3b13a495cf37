"""Managers remove somebody who acts for an organisation that they look after."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import OutboxMessage
from exchanges.models import Representative, RepresentativeState
from partnerships.models import Partnership
from tests.exchanges.manage.conftest import browser
from tests.exchanges.services.conftest import Cast
from tests.factories.partnerships import MembershipFactory
from tests.factories.people import UserFactory
from tests.factories.representatives import RepresentativeFactory

pytestmark = pytest.mark.django_db


def acting(partnership: Partnership, first_name: str = "Rita") -> Representative:
    """Somebody who acts for a member of a partnership."""
    organisation = MembershipFactory.create(partnership=partnership).organisation
    user = UserFactory.create(first_name=first_name)
    return RepresentativeFactory.create(organisation=organisation, user=user)


def address_of(representative: Representative) -> str:
    return reverse("manage_remove_representative", args=[representative.pk])


def states() -> dict[object, str]:
    return dict(Representative.objects.values_list("pk", "state"))


def test_those_of_ones_own_partnership_are_listed(cast: Cast, manager: Client) -> None:
    mine, other = acting(cast.partnership), acting(cast.other_partnership, "Olga")
    page = manager.get("/manage/representatives/")
    assert list(page.context["page_obj"]) == [mine]
    assert address_of(mine) in page.content.decode()
    assert "Olga" not in page.content.decode()
    office = browser(cast.office.user).get("/manage/representatives/")
    assert set(office.context["page_obj"]) == {mine, other}


def test_a_removal_is_shown_before_it_is_done(cast: Cast, manager: Client) -> None:
    mine = acting(cast.partnership)
    page = manager.get(address_of(mine)).content.decode()
    assert f"Remove Rita from {mine.organisation.name}?" in page
    assert "Nobody else acts for the organisation" in page
    assert states() == {mine.pk: RepresentativeState.ACTIVE}
    RepresentativeFactory.create(organisation=mine.organisation)
    assert "Nobody else acts" not in manager.get(address_of(mine)).content.decode()

    for _time in range(2):
        response = manager.post(address_of(mine), follow=True)
        assert response.status_code == 200
    assert "This is no longer open" in response.content.decode()
    assert states()[mine.pk] == RepresentativeState.REMOVED
    mails = OutboxMessage.objects.filter(payload__code="representation-removed")
    assert [one.payload["to"] for one in mails] == [mine.user.email if mine.user else ""]
    assert manager.get(address_of(mine)).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_partnerships_manager_finds_nobody(cast: Cast, method: str) -> None:
    mine = acting(cast.partnership)
    stranger = browser(cast.other_manager.user)
    assert getattr(stranger, method)(address_of(mine)).status_code == 404
    assert states() == {mine.pk: RepresentativeState.ACTIVE}


def test_the_list_needs_as_many_queries_for_many(cast: Cast, manager: Client) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert manager.get("/manage/representatives/").status_code == 200
        return len(queries)

    acting(cast.partnership)
    manager.get("/manage/representatives/")
    few = count()
    for _number in range(5):
        acting(cast.partnership)
    assert count() == few
