"""A right that was withdrawn is gone at the next request."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from core.models import User
from exchanges.domain.lifecycle import Role
from exchanges.models import Representative
from exchanges.services.actor import Actor
from exchanges.services.correspondence import write_note
from exchanges.services.decisions import hand_over
from exchanges.services.representation import remove_representative
from home.editors import ADMINISTRATORS
from partnerships.models import PartnershipManager
from tests.exchanges.manage.conftest import another_sent
from tests.factories.people import UserFactory
from tests.permissions.asking import ask
from tests.permissions.examples import address_of, body_of
from tests.permissions.table import rows
from tests.permissions.world import PEOPLE, World

pytestmark = pytest.mark.django_db

HAD = {"200", "302"}


def what(world: World, who: str, prefix: str) -> dict[str, str]:
    """What somebody who had a right to it gets now, below a prefix."""
    number = PEOPLE.index(who)
    found = {}
    for row in rows():
        # What is everybody's is no right that could be withdrawn.
        is_a_right = len(set(row.answers)) > 1 and row.answers[number] in HAD
        if is_a_right and row.route.startswith(prefix):
            address, body = address_of(row.route, world.first), body_of(row.route, world.first)
            answer = ask(world.browsers[who], row.method, address, body)
            assert not answer.wrote, row
            assert not any(secret in answer.text for secret in world.first.secrets.values()), row
            found[f"{row.method} {row.route}"] = answer.code
    return found


def test_a_manager_who_no_longer_is_one_manages_nothing(world: World) -> None:
    PartnershipManager.objects.filter(user=world.first.manager).delete()
    answers = what(world, "own manager", "manage/")
    assert len(answers) > 20
    assert set(answers.values()) == {"404"}


def test_an_application_that_was_handed_over_is_the_other_partnerships(world: World) -> None:
    manager = Actor(user=world.first.manager, role=Role.MANAGER)
    partnership = world.first.partnership
    sent = another_sent(world.cast, UserFactory.create(), partnership, organisation_name="Flax")
    writing: dict[str, Any] = {"application_id": sent.pk, "actor": manager, "at": timezone.now()}
    write_note(**writing, body="Between us", once=uuid.uuid4())
    address = reverse("manage_application", args=[sent.pk])
    codes = {"own manager": "200", "other manager": "404"}
    assert {who: ask(world.browsers[who], "GET", address).code for who in codes} == codes
    hand_over(**writing, partnership=world.second.partnership, reason="It fits you better.")
    codes = {"own manager": "404", "other manager": "200"}
    answers = {who: ask(world.browsers[who], "GET", address) for who in codes}
    assert {who: answer.code for who, answer in answers.items()} == codes
    assert "Between us" not in answers["other manager"].text


def test_who_no_longer_acts_for_an_organisation_sees_nobody_there(world: World) -> None:
    representative = Representative.objects.active().get(
        user=world.first.applicant, organisation=world.first.organisation
    )
    remove_representative(
        representative_id=representative.pk, actor=world.cast.office, at=timezone.now()
    )
    answers = what(world, "applicant", "my/organisations/<slug:slug>/")
    assert len(answers) == 5
    assert set(answers.values()) == {"404"}


@pytest.mark.parametrize("who", ["applicant", "own manager", "moderator", "administrator"])
def test_a_deactivated_account_is_signed_out(world: World, who: str) -> None:
    User.objects.filter(pk=world.browsers[who].session["_auth_user_id"]).update(is_active=False)
    for prefix in ("my/", "manage/", "admin/"):
        answers = what(world, who, prefix)
        assert set(answers.values()) <= {"in", "401"}


def test_who_leaves_the_administrators_has_neither_admin_nor_office(world: World) -> None:
    administrator = User.objects.get(email="ada.administrator@example.org")
    administrator.groups.remove(Group.objects.get(name=ADMINISTRATORS))
    assert set(what(world, "administrator", "manage/").values()) == {"404"}
    assert set(what(world, "administrator", "admin/").values()) == {"in", "403"}
