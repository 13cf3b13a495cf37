"""What the database itself keeps true about applications."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, Profile
from tests.factories.applications import LONG_AGO, ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db


def test_a_person_has_one_draft_in_a_call() -> None:
    draft = ApplicationFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory.create(applicant=draft.applicant)
    ApplicationFactory.create(applicant=draft.applicant, call=CallFactory.create(slug="another"))
    Application.objects.filter(pk=draft.pk).update(status=ApplicationStatus.WITHDRAWN)
    ApplicationFactory.create(applicant=draft.applicant)
    assert Application.objects.count() == 3


def test_an_organisation_has_one_application_in_a_call() -> None:
    first = ApplicationFactory.create(submitted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory.create(submitted=True, organisation=first.organisation)
    Application.objects.filter(pk=first.pk).update(status=ApplicationStatus.REJECTED, due_at=None)
    ApplicationFactory.create(submitted=True, organisation=first.organisation)
    assert Application.objects.waiting().count() == 1


@pytest.mark.parametrize(
    "missing",
    [
        {"organisation": None},
        {"partnership": None},
        {"rule_set": None},
        {"submitted_at": None},
        {"is_visitor": False},
        {"due_at": None},
        {"status": "LOST"},
        {"status": ApplicationStatus.ACCEPTED},  # still due
    ],
)
def test_what_was_sent_is_whole(missing: dict[str, object]) -> None:
    application = ApplicationFactory.create(submitted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**missing)


def test_only_hosts_have_an_offer_and_each_side_one_profile() -> None:
    application = ApplicationFactory.create(submitted=True)
    Profile.objects.create(application=application, side=Side.VISITOR, accepted_at=LONG_AGO)
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.create(application=application, side=Side.VISITOR, accepted_at=LONG_AGO)
    assert list(Profile.objects.in_the_matching()) == []
    Application.objects.filter(pk=application.pk).update(
        status=ApplicationStatus.ACCEPTED, due_at=None
    )
    assert Profile.objects.in_the_matching().of_side(Side.VISITOR).count() == 1
    assert Profile.objects.in_the_matching().of_side(Side.HOST).count() == 0


def test_a_call_is_open_from_its_beginning_to_its_end() -> None:
    day = datetime.timedelta(days=1)
    call = CallFactory.create(closes_at=LONG_AGO + day)
    moments = [LONG_AGO - day, LONG_AGO, LONG_AGO + day]
    assert [call.is_open(at=at) for at in moments] == [False, True, False]
    assert [type(call).objects.open(at=at).count() for at in moments] == [0, 1, 0]
