"""Who takes part in the tests about acting for organisations."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from core.audit import entries_for
from core.models import OutboxMessage, User
from exchanges.domain.lifecycle import Role
from exchanges.models import Representative
from exchanges.services import representation as services
from exchanges.services.actor import Actor
from exchanges.services.representation import RepresentationError, RepresentationProblem
from partnerships.models import Organisation, PartnershipManager
from tests.factories.partnerships import MembershipFactory, PartnershipFactory
from tests.factories.people import make_user
from tests.factories.representatives import RepresentativeFactory

NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
FORTNIGHT = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """An organisation of one partnership, with one person, and strangers."""

    organisation: Organisation
    ana: Actor
    bea: Actor
    manager: Actor
    other_manager: Actor
    office: Actor


def as_applicant(user: User) -> Actor:
    return Actor(user=user, role=Role.APPLICANT)


def make_cast() -> Cast:
    """Ana acts for the organisation, Bea does not; the managers are of different partnerships."""
    membership = MembershipFactory.create()
    manager, other_manager = make_user("mara@example.org"), make_user("milan@example.org")
    PartnershipManager.objects.create(partnership=membership.partnership, user=manager)
    PartnershipManager.objects.create(partnership=PartnershipFactory(), user=other_manager)
    ana = make_user("ana@example.org", first_name="Ana", last_name="Ábel")
    RepresentativeFactory.create(organisation=membership.organisation, user=ana)
    return Cast(
        organisation=membership.organisation,
        ana=as_applicant(ana),
        bea=as_applicant(make_user("bea@example.org")),
        manager=Actor(user=manager, role=Role.MANAGER),
        other_manager=Actor(user=other_manager, role=Role.MANAGER),
        office=Actor(user=make_user("ada@example.org", is_superuser=True), role=Role.ADMINISTRATOR),
    )


def mails() -> list[tuple[str, str, str]]:
    """To whom what kind of mail goes, and its subject."""
    rows = OutboxMessage.objects.order_by("created_at", "pk")
    return sorted((row.payload["to"], row.payload["code"], row.payload["subject"]) for row in rows)


def trail(representative: Representative) -> list[tuple[str, str, str, str]]:
    """What the audit trail says."""
    return [
        (entry.action, entry.from_status, entry.to_status, entry.role)
        for entry in entries_for(representative)
    ]


def ask(cast: Cast, actor: Actor | None = None) -> Representative:
    return services.request_representation(
        organisation=cast.organisation, actor=actor or cast.bea, at=NOW
    )


def invite(
    cast: Cast, email: str = "bea@example.org", actor: Actor | None = None
) -> Representative:
    return services.invite(
        organisation=cast.organisation, email=email, actor=actor or cast.ana, at=NOW
    )


def problem_of(call: Callable[[], Any]) -> RepresentationProblem:
    with pytest.raises(RepresentationError) as caught, transaction.atomic():
        call()
    return caught.value.problem
