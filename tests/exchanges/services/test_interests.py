"""Expressions of interest are answered once, and become an application with a confirmed address."""

import datetime
import uuid
from typing import Any

import pytest

from core.audit import entries_for
from core.confirmed_addresses import confirm_address
from core.models import OutboxMessage, User
from exchanges.models import Application, Interest, InterestAim, InterestStatus
from exchanges.services.drafts import save_answers, start_application
from exchanges.services.interests import (
    InterestOverError,
    Wish,
    adopt_interests,
    answer_interest,
    close_interest,
    express_interest,
)
from exchanges.services.submission import submit
from partnerships.models import Sector
from tests.exchanges.services.conftest import NOW, Cast, complete_draft
from tests.factories.applications import CallFactory
from tests.factories.partnerships import CountryFactory, SectorFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def textiles(db: None) -> Sector:
    return SectorFactory.create(code="textiles")


def expressed(cast: Cast, **fields: Any) -> Interest:
    """What somebody with Ana's address wrote."""
    values = {
        "aim": InterestAim.BOTH,
        "name": "Ana",
        "email": "ANA@example.org",
        "partnership": cast.partnership,
        "was_suggested": False,
        "organisation_name": "Linen Works",
        "organisation_kind": "SME",
        "country": CountryFactory.create(code="BE"),
        "sector": Sector.objects.filter(code="textiles").first(),
        "message": "We recycle linen.",
    }
    at = fields.pop("at", NOW)
    return express_interest(wish=Wish(**{**values, **fields}), once=uuid.uuid4(), at=at)


@pytest.fixture
def confirmed(cast: Cast) -> User:
    """Ana, whose address is known to be hers."""
    confirm_address(cast.applicant.user)
    return cast.applicant.user


def test_an_answer_goes_out_once_with_the_address_of_who_answered(cast: Cast) -> None:
    interest = expressed(cast)
    OutboxMessage.objects.all().delete()
    answer_interest(interest_id=interest.pk, actor=cast.manager, at=NOW, answer="Welcome.")
    for again in (
        lambda: answer_interest(
            interest_id=interest.pk, actor=cast.manager, at=NOW, answer="Again."
        ),
        lambda: close_interest(interest_id=interest.pk, actor=cast.manager, at=NOW),
    ):
        with pytest.raises(InterestOverError):
            again()
    mail = OutboxMessage.objects.get().payload
    assert (mail["to"], mail["reply_to"]) == ("ANA@example.org", cast.manager.user.email)
    assert "Dear Ana,\n\nWelcome.\n\n" in mail["body"]
    interest.refresh_from_db()
    assert (interest.status, interest.answer, interest.answered_by) == (
        InterestStatus.ANSWERED,
        "Welcome.",
        cast.manager.user,
    )
    assert [entry.action for entry in entries_for(interest)] == ["ANSWER"]


def test_closing_sends_nothing(cast: Cast) -> None:
    interest = expressed(cast)
    OutboxMessage.objects.all().delete()
    close_interest(interest_id=interest.pk, actor=cast.manager, at=NOW)
    interest.refresh_from_db()
    assert interest.status == InterestStatus.CLOSED
    assert OutboxMessage.objects.count() == 0


def test_it_becomes_an_application_with_its_answers(
    cast: Cast, textiles: Sector, confirmed: User
) -> None:
    interest = expressed(cast)
    assert adopt_interests(user=UserFactory.create(email="else@example.org"), at=NOW) is None

    application = adopt_interests(user=confirmed, at=NOW)

    assert application is not None
    assert application.is_draft
    assert application.answers == {
        "sides": ["VISITOR", "HOST"],
        "organisation": "new",
        "organisation_name": "Linen Works",
        "organisation_kind": "SME",
        "organisation_country": "BE",
        "sectors": ["textiles"],
        "motivation": "We recycle linen.",
        "partnership": cast.partnership.slug,
    }
    assert (application.is_host, application.is_visitor) == (True, True)
    interest.refresh_from_db()
    assert interest.application == application
    assert adopt_interests(user=confirmed, at=NOW) is None
    assert Application.objects.count() == 1


def test_an_address_that_was_not_confirmed_gets_nothing(cast: Cast) -> None:
    expressed(cast)
    assert adopt_interests(user=cast.applicant.user, at=NOW) is None
    assert Application.objects.count() == 0


def test_what_was_answered_before_stays(cast: Cast, textiles: Sector, confirmed: User) -> None:
    draft = start_application(call=cast.call, user=confirmed, at=NOW)
    save_answers(
        application_id=draft.pk,
        actor=cast.applicant,
        answers={"sides": ["HOST"], "organisation": "known", "motivation": ""},
        expected_version=draft.answers_version,
        at=NOW,
    )
    expressed(cast, message="Older.", at=NOW - DAY)
    expressed(cast, message="Newer.")
    application = adopt_interests(user=confirmed, at=NOW)
    assert application == draft
    draft.refresh_from_db()
    assert draft.answers == {
        "sides": ["HOST"],
        "organisation": "known",
        "motivation": "Newer.",
        "sectors": ["textiles"],
        "partnership": cast.partnership.slug,
    }
    assert Interest.objects.filter(application=draft).count() == 2


def test_an_application_that_was_sent_is_not_touched(cast: Cast, confirmed: User) -> None:
    sent = submit(application_id=complete_draft(cast, confirmed).pk, actor=cast.applicant, at=NOW)
    interest = expressed(cast)
    before = Application.objects.get(pk=sent.pk).answers
    adopt_interests(user=confirmed, at=NOW)
    interest.refresh_from_db()
    assert interest.application == sent
    assert Application.objects.get().answers == before


def test_a_question_is_no_wish_and_a_closed_call_takes_nothing(cast: Cast, confirmed: User) -> None:
    expressed(cast, aim=InterestAim.QUESTION)
    assert adopt_interests(user=confirmed, at=NOW) is None
    cast.call.closes_at = NOW - DAY
    cast.call.save()
    expressed(cast)
    assert adopt_interests(user=confirmed, at=NOW) is None
    assert Application.objects.count() == 0
    CallFactory.create(slug="next")
    assert adopt_interests(user=confirmed, at=NOW) is not None
