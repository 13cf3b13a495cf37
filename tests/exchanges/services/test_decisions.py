"""What partnerships decide, and what accepted applicants do then."""

import datetime
from collections.abc import Callable

import pytest

from core.audit import entries_for
from core.emails.rendering import EmailDraft
from core.models import OutboxMessage
from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import ActionNotAllowedError, ApplicationStatus, Guard, GuardError
from exchanges.models import (
    AnswerChange,
    Application,
    ConsentKind,
    ExchangeOfferPage,
    OfferStatus,
    Profile,
    Representative,
)
from exchanges.services import decisions, participation
from exchanges.services.drafts import withdraw_consent
from exchanges.services.participation import FixedAnswerError
from exchanges.services.representation import approve_representation
from exchanges.services.submission import submit
from partnerships.models import OrganisationState
from tests.exchanges.services.conftest import NOW, Cast, complete_draft
from tests.factories.partnerships import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def sent(cast: Cast, draft: Application) -> Application:
    """An application that waits to be checked."""
    return submit(application_id=draft.pk, actor=cast.applicant, at=NOW)


@pytest.fixture
def accepted(cast: Cast, sent: Application) -> Application:
    """An application that takes part."""
    return decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)


def last_mail(code: str) -> OutboxMessage:
    rows = OutboxMessage.objects.filter(payload__code=code)
    assert rows.count() == 1
    return rows.get()


def test_acceptance_makes_organisation_profiles_and_offer(
    cast: Cast, accepted: Application
) -> None:
    accepted.refresh_from_db()
    assert accepted.is_in_the_matching
    assert accepted.due_at is None
    assert accepted.organisation.state == OrganisationState.VERIFIED
    profiles = {profile.side: profile for profile in Profile.objects.in_the_matching()}
    assert set(profiles) == set(Side)
    assert all(profile.is_listed for profile in profiles.values())
    offer = profiles[Side.HOST].offer
    assert (offer.places_per_exchange, offer.places_total, offer.status) == (
        2,
        4,
        OfferStatus.OPEN,
    )
    assert profiles[Side.VISITOR].offer is None
    page = ExchangeOfferPage.objects.get(offer=offer)
    draft = page.get_latest_revision_as_object()
    assert not page.live
    assert [topic.code for topic in draft.topics.all()] == ["circular"]
    assert {row.language: row.level for row in draft.languages.all()} == {
        "en": "C1",
        "fr": "NATIVE",
    }
    assert last_mail("application-accepted").payload["to"] == "ana@example.org"
    assert [entry.action for entry in entries_for(accepted)][-1] == "ACCEPT"


def test_accepting_twice_is_accepting_once(cast: Cast, accepted: Application) -> None:
    with pytest.raises(ActionNotAllowedError):
        decisions.accept(application_id=accepted.pk, actor=cast.manager, at=NOW)
    assert ExchangeOfferPage.objects.count() == 1
    last_mail("application-accepted")


def test_a_manager_sends_the_mail_as_edited(cast: Cast, sent: Application) -> None:
    decisions.reject(
        application_id=sent.pk,
        actor=cast.manager,
        at=NOW,
        reason="No places.",
        mail=EmailDraft("Sorry", "We have no places this year."),
    )
    payload = last_mail("application-rejected").payload
    assert (payload["subject"], payload["body"]) == ("Sorry", "We have no places this year.")
    assert [message.body for message in sent.messages.all()] == ["No places."]


@pytest.mark.parametrize("decide", [decisions.reject, decisions.approve_exception])
def test_a_reason_is_needed(
    cast: Cast, sent: Application, decide: Callable[..., Application]
) -> None:
    actor = cast.office
    with pytest.raises(GuardError) as refused:
        decide(application_id=sent.pk, actor=actor, at=NOW, reason="  ")
    assert refused.value.missing == {Guard.REASON_GIVEN}


def test_more_information_comes_back(cast: Cast, sent: Application) -> None:
    with pytest.raises(GuardError):
        decisions.ask_for_more(
            application_id=sent.pk, actor=cast.manager, at=NOW, fields=[], words="What?"
        )
    asked = decisions.ask_for_more(
        application_id=sent.pk,
        actor=cast.manager,
        at=NOW,
        fields=["motivation"],
        words="What would you like to see?",
    )
    assert (asked.fields_asked_for, asked.due_at) == (["motivation"], None)
    assert (
        "What would you like to see?" in last_mail("application-more-information").payload["body"]
    )
    cast.call.closes_at = NOW  # closed meanwhile: still welcome
    cast.call.save()
    again = submit(application_id=sent.pk, actor=cast.applicant, at=NOW + DAY)
    assert again.is_waiting
    assert (again.fields_asked_for, again.submitted_at) == ([], NOW)
    assert again.partnership == cast.partnership


def test_handing_over_moves_it_and_tells_everybody(cast: Cast, sent: Application) -> None:
    with pytest.raises(GuardError) as refused:
        decisions.hand_over(
            application_id=sent.pk,
            actor=cast.manager,
            at=NOW,
            partnership=cast.partnership,
            reason="Fits better.",
        )
    assert refused.value.missing == {Guard.OTHER_PARTNERSHIP}
    moved = decisions.hand_over(
        application_id=sent.pk,
        actor=cast.manager,
        at=NOW + DAY,
        partnership=cast.other_partnership,
        reason="Fits better.",
    )
    assert moved.partnership == cast.other_partnership
    assert moved.due_at == NOW + 11 * DAY
    assert last_mail("application-handed-over").payload["to"] == "ana@example.org"
    to_check = OutboxMessage.objects.filter(payload__code="application-to-check")
    assert {row.payload["to"] for row in to_check} == {"mara@example.org", "milan@example.org"}


def test_an_exception_needs_the_support_office(cast: Cast) -> None:
    draft = complete_draft(
        cast, cast.applicant.user, sides=["HOST"], cluster="none", cluster_name=""
    )
    sent = submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    with pytest.raises(GuardError) as refused:
        decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)
    assert refused.value.missing == {Guard.EXCEPTION_APPROVED}
    with pytest.raises(ActionNotAllowedError):
        decisions.approve_exception(
            application_id=sent.pk, actor=cast.manager, at=NOW, reason="It is known."
        )
    decisions.approve_exception(
        application_id=sent.pk, actor=cast.office, at=NOW, reason="It is known."
    )
    decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)
    assert Profile.objects.in_the_matching().count() == 1


def test_changed_answers_are_shown_to_the_partnership(cast: Cast, accepted: Application) -> None:
    changed = participation.change_answers(
        application_id=accepted.pk,
        actor=cast.applicant,
        answers={"places_total": 6, "motivation": accepted.answers["motivation"]},
        expected_version=accepted.answers_version,
        at=NOW + DAY,
    )
    change = AnswerChange.objects.get(application=accepted)
    assert (change.before, change.after) == ({"places_total": 4}, {"places_total": 6})
    assert changed.profiles.get(side=Side.HOST).offer.places_total == 6
    assert last_mail("application-answers-changed").payload["to"] == "mara@example.org"


def test_what_was_accepted_stays(cast: Cast, accepted: Application) -> None:
    with pytest.raises(FixedAnswerError) as refused:
        participation.change_answers(
            application_id=accepted.pk,
            actor=cast.applicant,
            answers={"organisation_country": "FR", "position": "Director"},
            expected_version=accepted.answers_version,
            at=NOW,
        )
    assert refused.value.names == ["organisation_country"]
    with pytest.raises(GuardError):
        participation.change_answers(
            application_id=accepted.pk,
            actor=cast.applicant,
            answers={"motivation": ""},
            expected_version=accepted.answers_version,
            at=NOW,
        )
    accepted.refresh_from_db()
    assert accepted.answers["motivation"] != ""
    assert not AnswerChange.objects.exists()


def offer_status(application: Application) -> str:
    return application.profiles.get(side=Side.HOST).offer.status


def test_pause_resume_and_withdraw_take_the_offer_along(cast: Cast, accepted: Application) -> None:
    participation.pause(application_id=accepted.pk, actor=cast.applicant, at=NOW)
    assert offer_status(accepted) == OfferStatus.PAUSED
    assert not Profile.objects.in_the_matching().exists()
    participation.resume(application_id=accepted.pk, actor=cast.manager, at=NOW)
    assert offer_status(accepted) == OfferStatus.OPEN
    assert Profile.objects.in_the_matching().count() == 2
    participation.withdraw(application_id=accepted.pk, actor=cast.applicant, at=NOW)
    assert offer_status(accepted) == OfferStatus.CLOSED
    with pytest.raises(ActionNotAllowedError):
        participation.resume(application_id=accepted.pk, actor=cast.applicant, at=NOW)


def test_an_acceptance_is_taken_back_and_given_again(cast: Cast, accepted: Application) -> None:
    decisions.revoke(application_id=accepted.pk, actor=cast.manager, at=NOW, reason="A mistake.")
    assert offer_status(accepted) == OfferStatus.CLOSED
    reopened = decisions.reopen(
        application_id=accepted.pk, actor=cast.manager, at=NOW, reason="No mistake."
    )
    assert reopened.current_status is ApplicationStatus.SUBMITTED
    decisions.accept(application_id=accepted.pk, actor=cast.manager, at=NOW)
    assert offer_status(accepted) == OfferStatus.OPEN
    assert Profile.objects.count() == 2


def test_without_consent_nobody_is_shown(cast: Cast, accepted: Application) -> None:
    withdraw_consent(
        application_id=accepted.pk, actor=cast.applicant, kind=ConsentKind.CATALOGUE, at=NOW
    )
    assert not Profile.objects.filter(is_listed=True).exists()
    assert Profile.objects.in_the_matching().count() == 2


def test_a_length_that_the_rules_no_longer_allow_is_left_to_the_host(cast: Cast) -> None:
    draft = complete_draft(cast, cast.applicant.user, working_days=60)
    sent = submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)
    assert ExchangeOfferPage.objects.get().maximum_working_days is None


def test_for_an_organisation_of_the_register_its_partnership_has_to_agree(cast: Cast) -> None:
    known = OrganisationFactory.create(
        state=OrganisationState.VERIFIED, country__code="BE", kind="CLUSTER_ORGANISATION"
    )
    MembershipFactory.create(partnership=cast.partnership, organisation=known)
    draft = complete_draft(cast, cast.applicant.user, organisation=known.slug)
    sent = submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    with pytest.raises(GuardError) as refused:
        decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)
    assert refused.value.missing == {Guard.REPRESENTATION_APPROVED}
    asked = Representative.objects.get(organisation=known, user=cast.applicant.user)
    approve_representation(representative_id=asked.pk, actor=cast.manager, at=NOW)
    accepted = decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)
    assert accepted.is_in_the_programme
