"""A call with its texts, an applicant with a complete draft, and two partnerships with managers."""

import datetime
from dataclasses import dataclass

import pytest

from core.models import User
from exchanges.domain.lifecycle import Role
from exchanges.models import Application, Call, ConsentKind
from exchanges.services.actor import Actor
from exchanges.services.drafts import give_consent, save_answers, start_application
from partnerships.models import Partnership, PartnershipManager
from search.models import CataloguePage
from tests.factories.answers import complete_answers
from tests.factories.applications import CallFactory, ConsentTextFactory
from tests.factories.exchanges import RuleSetFactory
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import UserFactory

NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who takes part in a test."""

    call: Call
    applicant: Actor
    manager: Actor
    other_manager: Actor
    office: Actor
    partnership: Partnership
    other_partnership: Partnership


def person(email: str, role: Role, **fields: object) -> Actor:
    return Actor(user=UserFactory.create(email=email, **fields), role=role)


@pytest.fixture
def cast(catalogue: CataloguePage) -> Cast:
    """Everybody, before anything was written."""
    RuleSetFactory.create()
    for kind in ConsentKind:
        ConsentTextFactory.create(kind=kind)
    partnership, other = PartnershipFactory.create(), PartnershipFactory.create()
    manager = person("mara@example.org", Role.MANAGER)
    other_manager = person("milan@example.org", Role.MANAGER)
    PartnershipManager.objects.create(partnership=partnership, user=manager.user)
    PartnershipManager.objects.create(partnership=other, user=other_manager.user)
    return Cast(
        call=CallFactory.create(),
        applicant=person("ana@example.org", Role.APPLICANT, first_name="Ana"),
        manager=manager,
        other_manager=other_manager,
        office=person("ada@example.org", Role.ADMINISTRATOR, is_superuser=True),
        partnership=partnership,
        other_partnership=other,
    )


@pytest.fixture
def draft(cast: Cast) -> Application:
    """A draft with all answers and all consents."""
    return complete_draft(cast, cast.applicant.user)


def complete_draft(cast: Cast, user: User, **answers: object) -> Application:
    """Somebody's draft with all answers and all consents."""
    actor = Actor(user=user, role=Role.APPLICANT)
    application = start_application(call=cast.call, user=user, at=NOW)
    application = save_answers(
        application_id=application.pk,
        actor=actor,
        answers=complete_answers(**{"partnership": cast.partnership.slug, **answers}),
        expected_version=application.answers_version,
        at=NOW,
    )
    for kind in ConsentKind:
        give_consent(application_id=application.pk, actor=actor, kind=kind, at=NOW)
    return application
