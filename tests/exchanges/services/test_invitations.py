"""Inviting somebody to act for an organisation, and answering."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from core.models import AuditEntry, OutboxMessage, User
from exchanges import representation
from exchanges.models import Representative, RepresentativeState
from exchanges.services import representation as services
from exchanges.services.representation import RepresentationProblem
from tests.exchanges.services.representation_cast import (
    FORTNIGHT,
    NOW,
    Cast,
    as_applicant,
    ask,
    invite,
    mails,
    make_cast,
    problem_of,
)
from tests.factories.people import make_user
from tests.factories.representatives import RepresentativeFactory


@pytest.fixture
def cast(db: None) -> Cast:
    """Ana acts for the organisation, Bea does not."""
    return make_cast()


def test_an_invitation_is_the_same_with_and_without_an_account(cast: Cast) -> None:
    invitations = [invite(cast, "Bea@example.org"), invite(cast, "nobody@example.org")]

    assert [row.user for row in invitations] == [None, None]
    assert {(code, subject) for _to, code, subject in mails()} == {
        ("representation-invitation", f"Ana Ábel invites you to act for {cast.organisation}")
    }
    body = OutboxMessage.objects.get(payload__to="bea@example.org").payload["body"]
    assert f"/my/invitations/{invitations[0].pk}/" in body
    assert "open until 8 December 2026" in body


def test_an_invitation_is_accepted_once(cast: Cast) -> None:
    invitation = invite(cast)

    services.accept_invitation(invitation_id=invitation.pk, actor=cast.bea, at=NOW)

    invitation.refresh_from_db()
    assert (invitation.is_active, invitation.user, invitation.invited_email) == (
        True,
        cast.bea.user,
        "",
    )
    assert [person.user for person in representation.representatives_of(cast.organisation)] == [
        cast.ana.user,
        cast.bea.user,
    ]
    assert ("ana@example.org", "representation-accepted") in {row[:2] for row in mails()}
    for answer in (services.accept_invitation, services.decline_invitation):
        assert (
            problem_of(
                lambda answer=answer: answer(  # type: ignore[misc]
                    invitation_id=invitation.pk, actor=cast.bea, at=NOW
                )
            )
            == RepresentationProblem.OVER
        )


def test_an_invitation_is_declined(cast: Cast) -> None:
    invitation = invite(cast)

    services.decline_invitation(invitation_id=invitation.pk, actor=cast.bea, at=NOW)

    invitation.refresh_from_db()
    assert (invitation.state, invitation.invited_email) == (RepresentativeState.DECLINED, "")
    assert not representation.acts_for(cast.bea.user, cast.organisation)
    assert (
        problem_of(
            lambda: services.accept_invitation(invitation_id=invitation.pk, actor=cast.bea, at=NOW)
        )
        == RepresentationProblem.OVER
    )
    assert invite(cast).pk != invitation.pk


def test_an_invitation_is_of_no_use_to_others(cast: Cast) -> None:
    invitation = invite(cast)

    for actor in (cast.ana, cast.manager, cast.office, as_applicant(make_user("x@example.org"))):
        assert list(representation.invitations_to(actor.user, at=NOW)) == []
        for answer in (services.accept_invitation, services.decline_invitation):
            with pytest.raises(Representative.DoesNotExist):
                answer(invitation_id=invitation.pk, actor=actor, at=NOW)
    invitation.refresh_from_db()
    assert invitation.state == RepresentativeState.INVITED


def test_only_a_confirmed_address_answers(cast: Cast) -> None:
    """An administrator may have given the account this address by mistake."""
    stranger = User.objects.create_user("cleo@example.org")
    invitation = invite(cast, "cleo@example.org")

    assert list(representation.invitations_to(stranger, at=NOW)) == []
    with pytest.raises(Representative.DoesNotExist):
        services.accept_invitation(
            invitation_id=invitation.pk, actor=as_applicant(stranger), at=NOW
        )


@pytest.mark.parametrize(
    ("late", "is_open"), [(datetime.timedelta(seconds=-1), True), (datetime.timedelta(0), False)]
)
def test_an_invitation_is_open_for_a_fortnight(
    cast: Cast, late: datetime.timedelta, is_open: bool
) -> None:
    invitation = invite(cast)
    at = NOW + FORTNIGHT + late

    assert representation.invitations_to(cast.bea.user, at=at).exists() == is_open
    assert representation.invitations_from(cast.organisation, at=at).exists() == is_open
    if is_open:
        services.accept_invitation(invitation_id=invitation.pk, actor=cast.bea, at=at)
    else:
        assert (
            problem_of(
                lambda: services.accept_invitation(
                    invitation_id=invitation.pk, actor=cast.bea, at=at
                )
            )
            == RepresentationProblem.OVER
        )
    assert representation.acts_for(cast.bea.user, cast.organisation) == is_open


def test_old_invitations_are_forgotten(cast: Cast) -> None:
    old, answered = invite(cast), invite(cast, "cleo@example.org")
    services.withdraw_invitation(invitation_id=answered.pk, actor=cast.ana, at=NOW)

    with time_machine.travel(NOW + FORTNIGHT):
        call_command("forget_old_invitations", stdout=(said := StringIO()))
    assert said.getvalue() == "Forgotten: 1\n"

    old.refresh_from_db()
    assert (old.state, old.invited_email, old.user) == (RepresentativeState.REMOVED, "", None)
    assert services.forget_old_invitations(at=NOW + FORTNIGHT) == 0
    assert "bea@example.org" not in str(list(AuditEntry.objects.values()))


def test_an_invitation_is_made_once_and_again_when_it_is_old(cast: Cast) -> None:
    invite(cast)

    assert (
        problem_of(lambda: invite(cast, "BEA@example.org")) == RepresentationProblem.ALREADY_INVITED
    )
    assert problem_of(lambda: invite(cast, "ana@example.org")) == RepresentationProblem.ALREADY_ACTS
    again = services.invite(
        organisation=cast.organisation,
        email="bea@example.org",
        actor=cast.ana,
        at=NOW + FORTNIGHT,
    )
    assert list(Representative.objects.invited()) == [again]


def test_a_withdrawn_invitation_is_over(cast: Cast) -> None:
    invitation = invite(cast)

    services.withdraw_invitation(invitation_id=invitation.pk, actor=cast.ana, at=NOW)

    assert list(representation.invitations_to(cast.bea.user, at=NOW)) == []
    with pytest.raises(Representative.DoesNotExist):
        services.accept_invitation(invitation_id=invitation.pk, actor=cast.bea, at=NOW)


def test_strangers_neither_invite_nor_withdraw(cast: Cast) -> None:
    invitation = invite(cast)

    for actor in (cast.bea, cast.other_manager, as_applicant(cast.manager.user)):
        with pytest.raises(Representative.DoesNotExist):
            invite(cast, "cleo@example.org", actor)
        with pytest.raises(Representative.DoesNotExist):
            services.withdraw_invitation(invitation_id=invitation.pk, actor=actor, at=NOW)
    assert list(Representative.objects.invited()) == [invitation]
    assert len(mails()) == 1


def test_a_manager_of_the_partnership_may_invite(cast: Cast) -> None:
    assert invite(cast, "cleo@example.org", cast.manager).invited_by == cast.manager.user


def test_an_invitation_approves_what_was_asked_for(cast: Cast) -> None:
    request, invitation = ask(cast), invite(cast)

    services.accept_invitation(invitation_id=invitation.pk, actor=cast.bea, at=NOW)

    request.refresh_from_db()
    assert request.state == RepresentativeState.LEFT
    assert list(representation.requests_to(cast.manager.user)) == []
    assert representation.acts_for(cast.bea.user, cast.organisation)


def test_who_was_approved_meanwhile_acts_once(cast: Cast) -> None:
    invitation = invite(cast)
    RepresentativeFactory.create(organisation=cast.organisation, user=cast.bea.user)

    assert (
        problem_of(
            lambda: services.accept_invitation(invitation_id=invitation.pk, actor=cast.bea, at=NOW)
        )
        == RepresentationProblem.ALREADY_ACTS
    )
    assert representation.representatives_of(cast.organisation).count() == 2


def test_no_mail_goes_to_what_is_no_address(cast: Cast) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        invite(cast, "bea\n@example.org")
    assert list(Representative.objects.invited()) == []
