"""An application that was sent, and browsers of those who may or may not see it."""

import pytest
from django.test import Client

from core.models import User
from exchanges.domain.lifecycle import Role
from exchanges.models import Application
from exchanges.services.actor import Actor
from exchanges.services.decisions import accept
from exchanges.services.drafts import save_answers
from exchanges.services.submission import submit
from partnerships.models import Partnership
from tests.exchanges.services.conftest import NOW, Cast, cast, complete_draft, draft

__all__ = ["cast", "draft"]


@pytest.fixture
def sent(cast: Cast, draft: Application) -> Application:
    """An application that waits for the first partnership."""
    return submit(application_id=draft.pk, actor=cast.applicant, at=NOW)


@pytest.fixture
def accepted(cast: Cast, sent: Application) -> Application:
    """An application that takes part."""
    return accept(application_id=sent.pk, actor=cast.manager, at=NOW)


def browser(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager(cast: Cast) -> Client:
    """The browser of the manager of the first partnership."""
    return browser(cast.manager.user)


def another_sent(
    cast: Cast, user: User, partnership: Partnership, **answers: object
) -> Application:
    """Somebody else's application, sent to a partnership."""
    actor = Actor(user=user, role=Role.APPLICANT)
    draft = complete_draft(cast, user, **answers)
    draft = save_answers(
        application_id=draft.pk,
        actor=actor,
        answers={"partnership": partnership.slug},
        expected_version=draft.answers_version,
        at=NOW,
    )
    return submit(application_id=draft.pk, actor=actor, at=NOW)
