"""People signed in, and an accepted application of somebody who hosts and visits."""

import pytest
from django.test import Client

from exchanges.models import Application
from exchanges.services import decisions
from exchanges.services.submission import submit
from tests.exchanges.services.conftest import NOW, Cast, cast, draft

__all__ = ["cast", "draft"]


@pytest.fixture
def accepted(cast: Cast, draft: Application) -> Application:
    """An application that takes part."""
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    return decisions.accept(application_id=draft.pk, actor=cast.manager, at=NOW)


@pytest.fixture
def own(cast: Cast) -> Client:
    """The applicant's browser."""
    client = Client()
    client.force_login(cast.applicant.user)
    return client
