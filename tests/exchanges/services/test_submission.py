"""Starting, answering and sending an application."""

import datetime

import pytest

from core.audit import entries_for
from core.models import OutboxMessage
from exchanges.domain.lifecycle import ActionNotAllowedError, ApplicationStatus, Guard, GuardError
from exchanges.models import Application, Consent, ConsentKind
from exchanges.services.drafts import (
    CallClosedError,
    StaleAnswersError,
    give_consent,
    save_answers,
    start_application,
    withdraw_consent,
)
from exchanges.services.submission import submit
from partnerships.models import EligibilityPeriod, Organisation, OrganisationState
from tests.exchanges.services.conftest import NOW, Cast, complete_draft
from tests.factories.partnerships import OrganisationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def mails() -> list[tuple[str, str]]:
    rows = OutboxMessage.objects.filter(kind="email").order_by("created_at", "pk")
    return sorted((row.payload["code"], row.payload["to"]) for row in rows)


def test_starting_twice_finds_the_same_draft(cast: Cast) -> None:
    first = start_application(call=cast.call, user=cast.applicant.user, at=NOW)
    second = start_application(call=cast.call, user=cast.applicant.user, at=NOW + DAY)
    assert second == first
    assert first.reference == "CXC-2026-00001"
    other = start_application(call=cast.call, user=UserFactory.create(), at=NOW)
    assert other.reference == "CXC-2026-00002"


def test_a_closed_call_takes_no_new_application_but_keeps_drafts(cast: Cast) -> None:
    draft = start_application(call=cast.call, user=cast.applicant.user, at=NOW)
    cast.call.closes_at = NOW + DAY
    cast.call.save()
    later = NOW + 2 * DAY
    assert start_application(call=cast.call, user=cast.applicant.user, at=later) == draft
    with pytest.raises(CallClosedError):
        start_application(call=cast.call, user=UserFactory.create(), at=later)


def test_answers_are_merged_and_counted(cast: Cast, draft: Application) -> None:
    before = draft.answers_version
    saved = save_answers(
        application_id=draft.pk,
        actor=cast.applicant,
        answers={"sides": ["HOST"], "position": "Director"},
        expected_version=before,
        at=NOW + DAY,
    )
    assert saved.answers["position"] == "Director"
    assert saved.answers["motivation"] == draft.answers["motivation"]
    assert (saved.is_host, saved.is_visitor) == (True, False)
    assert (saved.answers_version, saved.answers_changed_at) == (before + 1, NOW + DAY)


def test_a_second_tab_overwrites_nothing(cast: Cast, draft: Application) -> None:
    version = draft.answers_version
    values = {"position": "Director"}
    for _time in range(2):  # the same form sent twice is no conflict
        save_answers(
            application_id=draft.pk,
            actor=cast.applicant,
            answers=values,
            expected_version=version,
            at=NOW,
        )
    with pytest.raises(StaleAnswersError) as stale:
        save_answers(
            application_id=draft.pk,
            actor=cast.applicant,
            answers={"position": "Assistant"},
            expected_version=version,
            at=NOW,
        )
    assert stale.value.application.answers["position"] == "Director"
    draft.refresh_from_db()
    assert draft.answers["position"] == "Director"


def test_sending_makes_it_whole(cast: Cast, draft: Application) -> None:
    sent = submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    sent.refresh_from_db()
    assert sent.is_waiting
    assert sent.partnership == cast.partnership
    assert (sent.submitted_at, sent.due_at) == (NOW, NOW + 10 * DAY)
    assert (sent.organisation.name, sent.organisation.state) == (
        "Linen Works",
        OrganisationState.UNVERIFIED,
    )
    assert [sector.code for sector in sent.organisation.sectors.all()] == ["textiles"]
    assert mails() == [
        ("application-submitted", "ana@example.org"),
        ("application-to-check", "mara@example.org"),
    ]
    actions = [(entry.action, entry.to_status) for entry in entries_for(sent)]
    assert actions[0] == ("START", "DRAFT")
    assert actions[-1] == ("SUBMIT", "SUBMITTED")


def test_sending_twice_is_sending_once(cast: Cast, draft: Application) -> None:
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    with pytest.raises(ActionNotAllowedError):
        submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert len(mails()) == 2
    assert Organisation.objects.filter(name="Linen Works").count() == 1


def test_only_the_applicant_sends(cast: Cast, draft: Application) -> None:
    for actor in (cast.manager, cast.office):
        with pytest.raises(ActionNotAllowedError):
            submit(application_id=draft.pk, actor=actor, at=NOW)


def test_what_is_missing_is_named_and_nothing_written(cast: Cast, draft: Application) -> None:
    withdraw_consent(application_id=draft.pk, actor=cast.applicant, kind=ConsentKind.RULES, at=NOW)
    Application.objects.filter(pk=draft.pk).update(
        answers={name: value for name, value in draft.answers.items() if name != "motivation"}
    )
    EligibilityPeriod.objects.all().delete()
    cast.call.closes_at = NOW
    cast.call.save()
    with pytest.raises(GuardError) as refused:
        submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert refused.value.missing == {
        Guard.CALL_OPEN,
        Guard.COMPLETE,
        Guard.CONSENTS_GIVEN,
        Guard.ELIGIBLE,
    }
    draft.refresh_from_db()
    assert (draft.current_status, draft.organisation) == (ApplicationStatus.DRAFT, None)
    assert mails() == []
    assert not Organisation.objects.filter(name="Linen Works").exists()


def test_an_organisation_applies_once(cast: Cast) -> None:
    organisation = OrganisationFactory.create(
        state=OrganisationState.VERIFIED, country__code="BE", kind="CLUSTER_ORGANISATION"
    )
    first = complete_draft(cast, cast.applicant.user, organisation=organisation.slug)
    colleague = UserFactory.create()
    second = complete_draft(cast, colleague, organisation=organisation.slug)
    sent = submit(application_id=first.pk, actor=cast.applicant, at=NOW)
    assert sent.organisation == organisation
    actor = type(cast.applicant)(user=colleague, role=cast.applicant.role)
    with pytest.raises(GuardError) as refused:
        submit(application_id=second.pk, actor=actor, at=NOW)
    assert refused.value.missing == {Guard.ONLY_APPLICATION}


def test_an_unverified_organisation_cannot_be_chosen(cast: Cast) -> None:
    hidden = OrganisationFactory.create(state=OrganisationState.UNVERIFIED)
    application = complete_draft(cast, cast.applicant.user, organisation=hidden.slug)
    with pytest.raises(GuardError) as refused:
        submit(application_id=application.pk, actor=cast.applicant, at=NOW)
    assert Guard.COMPLETE in refused.value.missing


def test_assign_for_me_takes_the_best_partnership(cast: Cast, draft: Application) -> None:
    from partnerships.models import Sector

    cast.other_partnership.sectors.add(Sector.objects.get(code="textiles"))
    cast.other_partnership.save()
    save_answers(
        application_id=draft.pk,
        actor=cast.applicant,
        answers={"partnership": "assign"},
        expected_version=draft.answers_version,
        at=NOW,
    )
    sent = submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert sent.partnership == cast.other_partnership


def test_consent_is_recorded_with_its_version_and_its_end(cast: Cast, draft: Application) -> None:
    for _time in range(2):
        give_consent(
            application_id=draft.pk, actor=cast.applicant, kind=ConsentKind.CATALOGUE, at=NOW
        )
    given = Consent.objects.get(application=draft, text__kind=ConsentKind.CATALOGUE)
    assert (given.text.version, given.given_by) == (1, cast.applicant.user)
    withdraw_consent(
        application_id=draft.pk, actor=cast.applicant, kind=ConsentKind.CATALOGUE, at=NOW + DAY
    )
    given.refresh_from_db()
    assert given.withdrawn_at == NOW + DAY
    with pytest.raises(ActionNotAllowedError):
        give_consent(
            application_id=draft.pk, actor=cast.manager, kind=ConsentKind.CATALOGUE, at=NOW
        )
