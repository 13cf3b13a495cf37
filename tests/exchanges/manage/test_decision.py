"""Decisions: shown before with their mail, taken once, and never from a stale page."""

from typing import Any

import pytest
from django.test import Client

from core.models import OutboxMessage, ProgrammeSettings
from exchanges.domain.lifecycle import Action, ApplicationStatus
from exchanges.models import Application, Message
from exchanges.services import decisions, participation
from exchanges.services.drafts import save_answers
from exchanges.services.submission import submit
from home.models import HomePage
from partnerships.models import EligibilityPeriod
from tests.exchanges.manage.conftest import another_sent, browser
from tests.exchanges.services.conftest import NOW, Cast
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def address(application: Application, word: str) -> str:
    return f"/manage/applications/{application.pk}/{word}/"


def filled(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the page's form would send, with some fields filled in."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | changes).items() if value is not None}


def decide(client: Client, url: str, **changes: Any) -> Any:
    return client.post(url, filled(client, url, **changes))


def status_of(application: Application) -> ApplicationStatus:
    application.refresh_from_db()
    return application.current_status


def mails(code: str) -> list[dict[str, Any]]:
    return [row.payload for row in OutboxMessage.objects.filter(payload__code=code)]


def test_acceptance_sends_the_mail_as_it_was_edited(
    cast: Cast, manager: Client, sent: Application
) -> None:
    url = address(sent, "accept")
    form = manager.get(url).context["form"]
    assert "[your welcome]" in form["body"].value()
    assert status_of(sent) is ApplicationStatus.SUBMITTED

    response = decide(
        manager,
        url,
        words="Glad to have you.\r\nSee you in May.",
        subject="Welcome!",
        body=form["body"].value() + "\r\n\r\nPS: bring linen.",
    )

    assert response["Location"] == f"/manage/applications/{sent.pk}/"
    assert status_of(sent) is ApplicationStatus.ACCEPTED
    (mail,) = mails("application-accepted")
    assert mail["subject"] == "Welcome!"
    assert "\n\nGlad to have you.\nSee you in May.\n\nFrom now on" in mail["body"]
    assert mail["body"].endswith("PS: bring linen.")
    assert "[" not in mail["body"]
    assert Message.objects.get().body == "Glad to have you.\nSee you in May."


def test_without_a_word_the_mail_has_no_gap(cast: Cast, manager: Client, sent: Application) -> None:
    decide(manager, address(sent, "accept"))
    (mail,) = mails("application-accepted")
    assert "Linen Works.\n\nFrom now on" in mail["body"]
    assert Message.objects.count() == 0


def test_the_mail_can_be_read_before_and_nothing_happens(
    cast: Cast, manager: Client, sent: Application
) -> None:
    url = address(sent, "reject")
    data = filled(manager, url, words="The call is for SMEs.") | {"preview": "1"}
    response = manager.post(url, data)
    assert response.status_code == 200
    assert "The call is for SMEs." in response.context["preview"].body
    assert "[your reason]" in response.context["form"]["body"].value()
    assert status_of(sent) is ApplicationStatus.SUBMITTED
    assert mails("application-rejected") == []


def test_asking_for_more_names_the_answers(cast: Cast, manager: Client, sent: Application) -> None:
    url = address(sent, "ask-for-more")
    refused = decide(manager, url, words="Which weeks?")
    assert refused.status_code == 422
    assert "Tick the answers that you ask about." in refused.content.decode()
    assert "Which weeks?</textarea>" in refused.content.decode()

    forged = decide(manager, url, words="Which weeks?", questions=["mode", "password"])
    assert forged.status_code == 422

    decide(manager, url, words="Which weeks?", questions=["period_start", "period_end"])
    assert status_of(sent) is ApplicationStatus.MORE_INFORMATION_NEEDED
    assert sent.fields_asked_for == ["period_end", "period_start"]
    assert "\n\nWhich weeks?\n\n" in mails("application-more-information")[0]["body"]


@pytest.mark.parametrize("word", ["reject", "hand-over"])
def test_a_reason_is_needed(cast: Cast, manager: Client, sent: Application, word: str) -> None:
    slug = cast.other_partnership.slug
    changes = {"partnership": slug} if word == "hand-over" else {}
    refused = decide(manager, address(sent, word), words=" ", **changes)
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"words": ["Give a reason."]}
    assert status_of(sent) is ApplicationStatus.SUBMITTED


def test_handing_over_tells_the_applicant_and_the_other_partnership(
    cast: Cast, manager: Client, sent: Application
) -> None:
    url = address(sent, "hand-over")
    own = decide(manager, url, words="Nearer.", partnership=cast.partnership.slug)
    assert own.context["form"].errors == {"partnership": ["Choose one of the partnerships."]}

    response = decide(manager, url, words="Nearer.", partnership=cast.other_partnership.slug)

    assert response["Location"] == "/manage/"
    sent.refresh_from_db()
    assert sent.partnership == cast.other_partnership
    (mail,) = mails("application-handed-over")
    assert mail["subject"] == f"Your application {sent.reference} is now with " + (
        cast.other_partnership.acronym
    )
    assert f"went to the partnership {cast.other_partnership.acronym}," in mail["body"]
    assert mails("application-to-check")[-1]["to"] == cast.other_manager.user.email
    assert manager.get(url).status_code == 404
    assert browser(cast.other_manager.user).get(url).status_code == 200


def test_a_stale_page_changes_nothing_and_loses_nothing(
    cast: Cast, manager: Client, sent: Application
) -> None:
    url = address(sent, "reject")
    data = filled(manager, url, words="A long reason.", subject="Sorry")
    decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)

    response = manager.post(url, data)

    assert response.status_code == 409
    page = response.content.decode()
    assert "the application now is “Accepted”" in page
    assert "A long reason.</textarea>" in page
    assert 'value="Sorry"' in page
    assert "Reject</button>" not in page
    assert status_of(sent) is ApplicationStatus.ACCEPTED
    assert mails("application-rejected") == []
    assert manager.get(url).status_code == 409


def test_an_application_that_came_back_different_is_looked_at_first(
    cast: Cast, manager: Client, sent: Application
) -> None:
    url = address(sent, "accept")
    data = filled(manager, url, words="Welcome.")
    decisions.ask_for_more(
        application_id=sent.pk, actor=cast.manager, at=NOW, fields=["mode"], words="How?"
    )
    sent.refresh_from_db()
    save_answers(
        application_id=sent.pk,
        actor=cast.applicant,
        answers={"motivation": "Something else."},
        expected_version=sent.answers_version,
        at=NOW,
    )
    submit(application_id=sent.pk, actor=cast.applicant, at=NOW)

    response = manager.post(url, data)
    assert response.status_code == 409
    assert "has changed since you opened this page" in response.content.decode()
    assert "Welcome.</textarea>" in response.content.decode()
    assert status_of(sent) is ApplicationStatus.SUBMITTED

    again = data | {"seen": response.context["form"]["seen"].value()}
    assert manager.post(url, again).status_code == 302
    assert status_of(sent) is ApplicationStatus.ACCEPTED


def test_the_same_decision_sent_twice_is_one(
    cast: Cast, manager: Client, sent: Application
) -> None:
    url = address(sent, "accept")
    data = filled(manager, url)
    assert [manager.post(url, data).status_code for _time in range(2)] == [302, 409]
    assert len(mails("application-accepted")) == 1


def test_what_hinders_the_acceptance_is_said_and_the_office_may_approve(
    cast: Cast, manager: Client
) -> None:
    sent = another_sent(
        cast,
        UserFactory.create(),
        cast.partnership,
        sides=["HOST"],
        cluster="none",
        organisation_name="Flax Works",
    )
    page = manager.get(address(sent, "accept"))
    assert page.context["hindrances"] == ["The support office has to approve an exception before."]
    assert 'type="submit">Accept</button>' not in page.content.decode()
    refused = decide(manager, address(sent, "accept"))
    assert refused.status_code == 422
    assert manager.get(address(sent, "approve-exception")).status_code == 404

    office = browser(cast.office.user)
    decide(office, address(sent, "approve-exception"), words="A good host.")
    assert status_of(sent) is ApplicationStatus.SUBMITTED
    decide(manager, address(sent, "accept"))
    assert status_of(sent) is ApplicationStatus.ACCEPTED


def test_a_country_that_left_excludes(cast: Cast, manager: Client, sent: Application) -> None:
    EligibilityPeriod.objects.all().delete()
    page = manager.get(address(sent, "accept"))
    assert page.context["hindrances"] == ["The rules of the programme exclude this application."]
    assert decide(manager, address(sent, "accept")).status_code == 422
    assert status_of(sent) is ApplicationStatus.SUBMITTED


def test_pause_resume_revoke_and_reopen(cast: Cast, manager: Client, accepted: Application) -> None:
    steps = [
        ("pause", {}, ApplicationStatus.PAUSED),
        ("resume", {}, ApplicationStatus.ACCEPTED),
        ("revoke", {"words": "It closed down."}, ApplicationStatus.REJECTED),
        ("reopen", {"words": "It did not."}, ApplicationStatus.SUBMITTED),
    ]
    for word, changes, status in steps:
        assert decide(manager, address(accepted, word), **changes).status_code == 302, word
        assert status_of(accepted) is status
    assert "It closed down." in mails("application-revoked")[0]["body"]
    assert "It did not." in mails("application-reopened")[0]["body"]


def test_a_second_application_hinders_reopening(
    cast: Cast, manager: Client, sent: Application
) -> None:
    decisions.reject(application_id=sent.pk, actor=cast.manager, at=NOW, reason="No.")
    sent.refresh_from_db()
    sent.organisation.state = "VERIFIED"
    sent.organisation.save()
    another_sent(cast, UserFactory.create(), cast.partnership, organisation=sent.organisation.slug)
    response = decide(manager, address(sent, "reopen"), words="Again.")
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "This organisation already has an application in this call."
    ]


def test_an_action_of_the_applicant_has_no_page(
    cast: Cast, manager: Client, sent: Application
) -> None:
    for word in ("withdraw", "submit", "change-answers", "nonsense", "ACCEPT"):
        assert manager.get(address(sent, word)).status_code == 404
    assert participation.withdraw(
        application_id=sent.pk, actor=cast.applicant, at=NOW
    ).current_status is (ApplicationStatus.WITHDRAWN)
    assert manager.get(address(sent, "accept")).status_code == 409


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"seen": "x" * 100},
        {"words": "\x00"},
        {"words": "x" * 6_000, "subject": "y" * 300, "body": "z" * 30_000},
        {"subject": " ", "body": ""},
        {"questions": ["mode"] * 50, "partnership": "\x00"},
    ],
)
@pytest.mark.parametrize("action", list(Action))
def test_a_broken_form_is_refused(
    cast: Cast, manager: Client, sent: Application, action: Action, data: dict[str, Any]
) -> None:
    word = action.value.lower().replace("_", "-")
    response = manager.post(address(sent, word), data)
    assert response.status_code in {404, 409, 422}
    assert status_of(sent) is ApplicationStatus.SUBMITTED


def test_where_a_partnership_has_no_managers_the_office_is_told(
    cast: Cast, manager: Client, sent: Application, home_page: HomePage
) -> None:
    programme = ProgrammeSettings.for_site(home_page.get_site())
    programme.support_email = "office@example.org"
    programme.save()
    nobody = PartnershipFactory.create()
    decide(manager, address(sent, "hand-over"), words="Nearer.", partnership=nobody.slug)
    assert [mail["to"] for mail in mails("application-to-check")][1:] == ["office@example.org"]
