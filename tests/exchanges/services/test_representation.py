"""Who may act for an organisation: bringing it in, asking, deciding, leaving."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.models import AuditEntry, OutboxMessage
from exchanges import representation
from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Representative, RepresentativeState
from exchanges.services import representation as services
from exchanges.services.representation import RepresentationProblem
from partnerships.models import OrganisationState, PartnershipManager
from tests.exchanges.services.representation_cast import (
    NOW,
    Cast,
    as_applicant,
    ask,
    invite,
    mails,
    make_cast,
    problem_of,
    trail,
)
from tests.factories.applications import ApplicationFactory
from tests.factories.partnerships import MembershipFactory, OrganisationFactory
from tests.factories.people import UserFactory
from tests.factories.representatives import RepresentativeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    """Ana acts for the organisation, Bea does not."""
    return make_cast()


def test_who_brings_a_new_organisation_in_acts_for_it_at_once(cast: Cast) -> None:
    new = OrganisationFactory.create(state=OrganisationState.UNVERIFIED)

    representative = services.represent_new_organisation(organisation=new, actor=cast.bea, at=NOW)

    assert representative.is_active
    assert representation.acts_for(cast.bea.user, new)
    assert trail(representative) == [("FOUND", "", "ACTIVE", "APPLICANT")]


def test_an_organisation_that_is_known_is_not_new(cast: Cast) -> None:
    taken = OrganisationFactory.create(state=OrganisationState.UNVERIFIED)
    RepresentativeFactory.create(organisation=taken, state=RepresentativeState.LEFT)
    for known in (
        cast.organisation,
        OrganisationFactory.create(state=OrganisationState.VERIFIED),
        OrganisationFactory.create(state=OrganisationState.ACCEPTED),
        taken,
    ):
        assert (
            problem_of(
                lambda known=known: services.represent_new_organisation(  # type: ignore[misc]
                    organisation=known, actor=cast.bea, at=NOW
                )
            )
            == RepresentationProblem.NOT_NEW
        )
        assert not representation.acts_for(cast.bea.user, known)


def test_a_request_waits_for_the_organisations_partnership(cast: Cast) -> None:
    request = ask(cast)

    assert request.is_requested
    assert not representation.acts_for(cast.bea.user, cast.organisation)
    assert mails() == [
        (
            "mara@example.org",
            "representation-requested",
            f"bea@example.org asks to act for {cast.organisation}",
        )
    ]
    assert [
        list(representation.requests_to(actor.user)) for actor in (cast.manager, cast.office)
    ] == [[request]] * 2
    for actor in (cast.other_manager, cast.ana, cast.bea):
        assert list(representation.requests_to(actor.user)) == []


def test_a_request_is_made_once(cast: Cast) -> None:
    ask(cast)

    assert problem_of(lambda: ask(cast)) == RepresentationProblem.ALREADY_ASKED
    assert problem_of(lambda: ask(cast, cast.ana)) == RepresentationProblem.ALREADY_ACTS
    assert Representative.objects.filter(user=cast.bea.user).count() == 1


def test_without_a_partnership_the_office_is_asked(cast: Cast) -> None:
    from wagtail.models import Site

    from core.models import ProgrammeSettings

    settings = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    settings.support_email = "office@example.org"
    settings.save()
    lonely = OrganisationFactory.create(state=OrganisationState.VERIFIED)

    request = services.request_representation(organisation=lonely, actor=cast.bea, at=NOW)

    assert [to for to, _code, _subject in mails()] == ["office@example.org"]
    assert list(representation.requests_to(cast.office.user)) == [request]
    assert list(representation.requests_to(cast.manager.user)) == []


def test_the_partnership_that_accepted_an_organisation_looks_after_it(cast: Cast) -> None:
    """An application alone gives a partnership no say: the applicant chooses it."""
    partnership = PartnershipManager.objects.get(user=cast.other_manager.user).partnership
    lonely = OrganisationFactory.create(state=OrganisationState.VERIFIED)
    application = ApplicationFactory.create(
        submitted=True, organisation=lonely, partnership=partnership
    )
    request = services.request_representation(organisation=lonely, actor=cast.bea, at=NOW)
    assert list(representation.requests_to(cast.other_manager.user)) == []

    application.status = ApplicationStatus.ACCEPTED
    application.due_at = None
    application.save()
    assert list(representation.requests_to(cast.other_manager.user)) == [request]

    MembershipFactory.create(organisation=lonely)
    assert list(representation.requests_to(cast.other_manager.user)) == []


def test_a_manager_approves(cast: Cast) -> None:
    request = ask(cast)
    approved = services.approve_representation(
        representative_id=request.pk, actor=cast.manager, at=NOW
    )

    assert approved.is_active
    assert representation.acts_for(cast.bea.user, cast.organisation)
    assert trail(request) == [
        ("REQUEST", "", "REQUESTED", "APPLICANT"),
        ("APPROVE", "REQUESTED", "ACTIVE", "MANAGER"),
    ]
    assert mails()[0][:2] == ("bea@example.org", "representation-approved")


def test_a_manager_rejects_and_one_may_ask_again(cast: Cast) -> None:
    request = ask(cast)
    services.reject_representation(representative_id=request.pk, actor=cast.manager, at=NOW)

    request.refresh_from_db()
    assert request.state == RepresentativeState.DECLINED
    assert not representation.acts_for(cast.bea.user, cast.organisation)
    assert mails()[0][:2] == ("bea@example.org", "representation-rejected")
    assert ask(cast).is_requested


def test_a_decision_is_made_once(cast: Cast) -> None:
    request = ask(cast)
    services.approve_representation(representative_id=request.pk, actor=cast.manager, at=NOW)
    written = AuditEntry.objects.count()

    for decide in (services.approve_representation, services.reject_representation):
        assert (
            problem_of(
                lambda decide=decide: decide(  # type: ignore[misc]
                    representative_id=request.pk, actor=cast.manager, at=NOW
                )
            )
            == RepresentationProblem.OVER
        )
    assert representation.acts_for(cast.bea.user, cast.organisation)
    assert AuditEntry.objects.count() == written


def test_nobody_else_decides(cast: Cast) -> None:
    request = ask(cast)
    acting = Representative.objects.get(user=cast.ana.user)
    own_manager_as_applicant = as_applicant(cast.manager.user)

    for actor in (cast.ana, cast.bea, cast.other_manager, own_manager_as_applicant):
        for decide, row in (
            (services.approve_representation, request),
            (services.reject_representation, request),
            (services.remove_representative, acting),
        ):
            with pytest.raises(Representative.DoesNotExist):
                decide(representative_id=row.pk, actor=actor, at=NOW)
    request.refresh_from_db()
    assert request.is_requested


def test_a_manager_removes_somebody(cast: Cast) -> None:
    acting = Representative.objects.get(user=cast.ana.user)

    services.remove_representative(representative_id=acting.pk, actor=cast.manager, at=NOW)

    assert not representation.acts_for(cast.ana.user, cast.organisation)
    assert mails()[0][:2] == ("ana@example.org", "representation-removed")
    with pytest.raises(Representative.DoesNotExist):
        invite(cast, "cleo@example.org")


def test_one_of_several_leaves(cast: Cast) -> None:
    RepresentativeFactory.create(organisation=cast.organisation, user=cast.bea.user)

    left = services.leave(organisation=cast.organisation, actor=cast.ana, at=NOW)

    assert left.state == RepresentativeState.LEFT
    assert list(representation.organisations_of(cast.ana.user)) == []
    assert mails() == []
    with pytest.raises(Representative.DoesNotExist):
        services.leave(organisation=cast.organisation, actor=cast.ana, at=NOW)


def test_when_the_last_one_leaves_the_managers_are_told(cast: Cast) -> None:
    RepresentativeFactory.create(
        organisation=cast.organisation, user=cast.bea.user, state=RepresentativeState.REQUESTED
    )

    services.leave(organisation=cast.organisation, actor=cast.ana, at=NOW)

    assert mails() == [
        (
            "mara@example.org",
            "representation-nobody-left",
            f"Nobody acts for {cast.organisation} any more",
        )
    ]


def test_who_takes_a_request_back_leaves_silently(cast: Cast) -> None:
    request = ask(cast)
    OutboxMessage.objects.all().delete()

    services.leave(organisation=cast.organisation, actor=cast.bea, at=NOW)

    request.refresh_from_db()
    assert request.state == RepresentativeState.LEFT
    assert mails() == []


def test_one_person_acts_for_several_organisations(cast: Cast) -> None:
    second = RepresentativeFactory.create(user=cast.ana.user).organisation
    RepresentativeFactory.create(user=cast.bea.user)

    assert set(representation.organisations_of(cast.ana.user)) == {cast.organisation, second}


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "SOMETHING"},
        {"state": "INVITED", "user": None, "invited_email": "", "expires_at": NOW},
        {"state": "INVITED", "user": None, "invited_email": "a@example.org", "expires_at": None},
        {"state": "INVITED", "invited_email": "a@example.org", "expires_at": NOW},
        {"state": "ACTIVE", "user": None},
        {"state": "DECLINED", "invited_email": "a@example.org"},
        {"state": "REMOVED", "user": None, "invited_email": "a@example.org"},
    ],
)
def test_no_row_is_half(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RepresentativeFactory.create(**fields)


def test_one_live_row_for_person_and_organisation() -> None:
    first = RepresentativeFactory.create()
    same = {"organisation": first.organisation, "user": first.user}
    for state in (RepresentativeState.LEFT, RepresentativeState.REMOVED, RepresentativeState.LEFT):
        RepresentativeFactory.create(**same, state=state)

    for state in (RepresentativeState.ACTIVE, RepresentativeState.REQUESTED):
        with pytest.raises(IntegrityError), transaction.atomic():
            RepresentativeFactory.create(**same, state=state)


def test_deleting_an_account_forgets_for_whom_it_acted() -> None:
    user = UserFactory.create()
    RepresentativeFactory.create(user=user)

    user.delete()

    assert not Representative.objects.exists()
