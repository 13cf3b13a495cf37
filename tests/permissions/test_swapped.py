"""Somebody else's identifiers in one's own forms: nothing of theirs is read or written."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from events.models import EventPage
from exchanges.models import (
    Application,
    ExchangeOfferPage,
    Message,
    PrivateNote,
    Representative,
)
from news.models import NewsPage
from partnerships.models import PartnershipManager
from tests.factories.partnerships import PartnershipFactory
from tests.permissions.examples import CONTRIBUTION, address_of, body_of
from tests.permissions.world import Holding, World

pytestmark = pytest.mark.django_db

APPLICATION = "my/applications/<uuid:application_id>/"
MANAGED = "manage/applications/<uuid:application_id>/"
ORGANISATION = "my/organisations/<slug:slug>/"


def send(world: World, who: str, address: str, body: dict[str, Any]) -> str:
    """Send a form for good; nothing of the second partnership may come back or change."""
    before = rows_of(world.second)
    client = world.browsers[who]
    response = client.post(address, body, follow=True)
    text = response.content.decode()
    assert [one for one in world.second.secrets.values() if one in text] == []
    assert rows_of(world.second) == before
    code = response.redirect_chain[0][1] if response.redirect_chain else response.status_code
    return str(code)


def rows_of(holding: Holding) -> list[list[str]]:
    """Every row about the applications, the people and the texts of a partnership."""
    one = holding.accepted
    groups: list[QuerySet[Any]] = [
        Application.objects.filter(partnership=holding.partnership),
        Application.objects.filter(applicant=holding.applicant),
        one.messages.all(),
        one.private_notes.all(),
        one.answer_changes.all(),
        one.consents.all(),
        holding.organisation.representatives.all(),
        Representative.objects.filter(pk__in=[holding.request, holding.invitation_got]),
        holding.partnership.interests.all(),
        NewsPage.objects.filter(pk=holding.news.pk),
        EventPage.objects.filter(pk=holding.event.pk),
        ExchangeOfferPage.objects.filter(pk=holding.offer_page.pk),
        EmailAddress.objects.filter(user=holding.applicant),
        holding.partnership.managers.all(),
    ]
    return [sorted(str(row) for row in rows.values()) for rows in groups]


def test_the_rows_that_are_compared_are_there(world: World) -> None:
    counts = [len(rows) for rows in rows_of(world.second)]
    assert counts == [1, 2, 1, 1, 1, 3, 2, 2, 1, 1, 1, 1, 1, 1]


def test_another_organisations_invitation_is_not_at_the_address_of_ones_own(world: World) -> None:
    address = address_of(f"{ORGANISATION}invitations/<uuid:invitation_id>/withdraw/", world.first)
    swapped = address.replace(str(world.first.invitation_sent), str(world.second.invitation_sent))
    assert swapped != address
    assert send(world, "applicant", swapped, {}) == "404"


def test_another_applications_change_marks_nothing(world: World) -> None:
    address = address_of(f"{MANAGED}changes/seen/", world.first)
    for newest, code in ((world.second.accepted.answer_changes.get().pk, "404"), ("x", "400")):
        assert send(world, "own manager", address, {"newest": str(newest)}) == code
    assert world.first.accepted.answer_changes.get().seen_at is None


def test_another_applications_stamp_decides_nothing(world: World) -> None:
    route = f"{MANAGED}<slug:word>/"
    body = body_of(route, world.first) | {"seen": body_of(route, world.second)["seen"]}
    assert send(world, "own manager", address_of(route, world.first), body) == "409"
    assert Application.objects.get(pk=world.first.accepted.pk).is_in_the_matching


@pytest.mark.parametrize("field", ["application", "application_id", "message-application"])
def test_a_message_goes_to_the_application_of_its_address(world: World, field: str) -> None:
    theirs = Message.objects.get(application=world.second.accepted)
    body = {
        "message-body": "Hello",
        "message-once": str(theirs.once),
        field: str(world.second.accepted.pk),
    }
    address = address_of(f"{APPLICATION}messages/", world.first)
    assert send(world, "applicant", address, body) == "302"
    assert Message.objects.get(body="Hello").application == world.first.accepted


def test_a_note_with_anothers_one_time_word_is_a_note_of_its_own(world: World) -> None:
    theirs = PrivateNote.objects.get(application=world.second.accepted)
    address = address_of(f"{MANAGED}notes/", world.first)
    body = {"note-body": "Hello", "note-once": str(theirs.once)}
    assert send(world, "own manager", address, body) == "302"
    assert PrivateNote.objects.get(body="Hello").application == world.first.accepted


def test_a_manager_writes_for_no_other_partnership(world: World) -> None:
    address = address_of("manage/news/new/", world.first)
    body = CONTRIBUTION | {
        "once": str(world.second.news.translation_key),
        "partnership": world.second.partnership.slug,
    }
    assert send(world, "own manager", address, body) == "302"
    assert list(NewsPage.objects.get(title="Hello").partnerships.all()) == [world.first.partnership]
    third = PartnershipFactory.create()
    PartnershipManager.objects.create(partnership=third, user=world.first.manager)
    assert send(world, "own manager", address, body | {"title": "Again"}) == "422"
    assert not NewsPage.objects.filter(title="Again").exists()


def test_nobody_takes_away_anothers_address(world: World) -> None:
    theirs = world.second.applicant.email
    for button in ("action_remove", "action_primary", "action_send"):
        send(world, "applicant", "/accounts/email/", {button: "", "email": theirs})


def test_another_persons_step_is_not_saved_into_ones_own(world: World) -> None:
    route = f"{APPLICATION}<step:step>/"
    theirs = body_of(route, world.second)
    body = theirs | {"application_id": str(world.second.draft.pk), "motivation": "Mine"}
    send(world, "applicant", address_of(route, world.first), body)
    assert send(world, "applicant", address_of(route, world.second), theirs) == "404"
