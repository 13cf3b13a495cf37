"""Expressions of interest and requests to act for an organisation, at /manage/."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import OutboxMessage
from exchanges.domain.lifecycle import Role
from exchanges.models import (
    Interest,
    InterestAim,
    InterestStatus,
    Representative,
    RepresentativeState,
)
from exchanges.services.actor import Actor
from exchanges.services.interests import Wish, close_interest, express_interest
from exchanges.services.representation import request_representation
from partnerships.models import Partnership
from tests.exchanges.manage.conftest import browser
from tests.exchanges.services.conftest import NOW, Cast
from tests.factories.partnerships import MembershipFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def interest(partnership: Partnership, name: str = "Zoé") -> Interest:
    wish = Wish(
        aim=InterestAim.QUESTION,
        name=name,
        email="zoe@example.org",
        message="May we come?",
        partnership=partnership,
        was_suggested=False,
    )
    return express_interest(wish=wish, once=uuid.uuid4(), at=NOW)


def test_the_list_shows_ones_own_the_new_ones_first(cast: Cast, manager: Client) -> None:
    done = interest(cast.partnership, "Done")
    close_interest(interest_id=done.pk, actor=cast.manager, at=NOW)
    new = interest(cast.partnership, "New")
    interest(cast.other_partnership, "Other")

    page = manager.get("/manage/interests/")

    assert list(page.context["page_obj"]) == [new, done]
    assert "Other" not in page.content.decode()
    closed = manager.get("/manage/interests/?status=closed")
    assert list(closed.context["page_obj"]) == [done]
    tiles = {tile.label: tile.number for tile in manager.get("/manage/").context["tiles"]}
    assert tiles["Expressions of interest"] == 1


def test_one_is_answered(cast: Cast, manager: Client) -> None:
    kept = interest(cast.partnership)
    address = f"/manage/interests/{kept.pk}/"
    assert "May we come?" in manager.get(address).content.decode()
    empty = manager.post(address, {"answer": " "})
    assert empty.status_code == 422
    assert empty.context["form"].errors == {"answer": ["Write your answer."]}
    assert manager.post(address, {"answer": "In May."})["Location"] == "/manage/interests/"
    late = manager.post(address, {"answer": "Or in June."})
    assert late.status_code == 409
    assert "Or in June.</textarea>" in late.content.decode()
    assert manager.post(f"{address}close/").status_code == 409
    assert OutboxMessage.objects.filter(payload__code="interest-answer").count() == 1
    assert "In May." in manager.get(address).content.decode()


def test_another_partnerships_are_not_there(cast: Cast, manager: Client) -> None:
    other = interest(cast.other_partnership)
    address = f"/manage/interests/{other.pk}/"
    answers = [
        manager.get(address),
        manager.post(address, {"answer": "Mine."}),
        manager.post(f"{address}close/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    other.refresh_from_db()
    assert other.status == InterestStatus.NEW


def test_the_list_needs_as_many_queries_for_many(cast: Cast, manager: Client) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert manager.get("/manage/interests/").status_code == 200
        return len(queries)

    interest(cast.partnership)
    manager.get("/manage/interests/")
    few = count()
    for _number in range(8):
        interest(cast.partnership)
    assert count() == few
    assert few <= 16


def asked(partnership: Partnership) -> Representative:
    """Somebody who asks to act for a member of a partnership."""
    organisation = MembershipFactory.create(partnership=partnership).organisation
    actor = Actor(user=UserFactory.create(first_name="Rita"), role=Role.APPLICANT)
    return request_representation(organisation=organisation, actor=actor, at=NOW)


@pytest.mark.parametrize(
    ("word", "state"),
    [("approve", RepresentativeState.ACTIVE), ("reject", RepresentativeState.DECLINED)],
)
def test_requests_are_decided_by_those_who_look_after_the_organisation(
    cast: Cast, manager: Client, word: str, state: str
) -> None:
    mine, other = asked(cast.partnership), asked(cast.other_partnership)
    page = manager.get("/manage/representatives/")
    assert list(page.context["requests"]) == [mine]

    refused = manager.post(f"/manage/representatives/{other.pk}/{word}/")
    assert refused.status_code == 404
    for _time in range(2):
        response = manager.post(f"/manage/representatives/{mine.pk}/{word}/", follow=True)
        assert response.status_code == 200
    assert "This is no longer open" in response.content.decode()

    states = {one.pk: one.state for one in Representative.objects.all()}
    assert states == {mine.pk: state, other.pk: RepresentativeState.REQUESTED}
    assert browser(cast.office.user).get("/manage/representatives/").context["requests"].count()
    assert manager.get(f"/manage/representatives/{mine.pk}/{word}/").status_code == 405
    assert manager.post(f"/manage/representatives/{other.pk}/nonsense/").status_code == 404
