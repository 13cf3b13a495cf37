"""One step of the form: two windows, half-typed texts, sign-outs, other people's applications."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exchanges.domain.lifecycle import ApplicationStatus, Role
from exchanges.domain.questions import Step
from exchanges.models import TypedAnswers
from exchanges.services.actor import Actor
from exchanges.services.participation import withdraw
from tests.factories.application_form import (
    SENT,
    Applicant,
    errors_of,
    hidden_fields,
    text_of,
)
from tests.factories.applications import LONG_AGO
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]

WHY = {"motivation": "To learn.", "expected_result": "A plan."}


@pytest.fixture
def applicant() -> Applicant:
    """Somebody who has started and said what they want to do."""
    somebody = Applicant()
    somebody.start()
    somebody.send(Step.ROLE)
    return somebody


# --- Saving ------------------------------------------------------------------------------------


def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(
    applicant: Applicant,
) -> None:
    wrong = SENT[Step.ORGANISATION] | {
        "organisation_website": "no address",
        "organisation_kind": "",
    }

    answer = applicant.send(Step.ORGANISATION, wrong)

    assert answer.status_code == 422
    assert errors_of(answer) == {
        "organisation_kind": ["Choose one."],
        "organisation_website": ["Enter an address like https://www.example.org."],
    }
    page = answer.content.decode()
    assert '<a href="#id_organisation_website">' in page
    assert 'value="no address"' in page
    assert "<title>Error: Your organisation" in page
    assert "organisation_name" not in applicant.answers

    shown = applicant.open(Step.ORGANISATION)
    field = shown.select_one("#id_organisation_website")
    assert field is not None
    assert field["value"] == "no address"
    assert "have not sent yet" in shown.get_text()

    assert applicant.send(Step.ORGANISATION).status_code == 302
    assert not TypedAnswers.objects.exists()
    assert "have not sent yet" not in applicant.open(Step.ORGANISATION).get_text()


def test_a_step_is_changed_from_the_page_where_all_are_checked(applicant: Applicant) -> None:
    applicant.send(Step.MOTIVATION, WHY)
    page = applicant.client.get(applicant.address(Step.MOTIVATION) + "?back=check")
    assert 'name="back" value="check"' in page.content.decode()
    answer = applicant.send(Step.MOTIVATION, WHY | {"motivation": "To see."}, back="check")
    assert answer["Location"] == applicant.check
    assert applicant.answers["motivation"] == "To see."


def test_a_step_can_be_left_for_later(applicant: Applicant) -> None:
    answer = applicant.send(Step.MOTIVATION, {"motivation": "Half a sent", "do": "later"})
    assert answer["Location"] == reverse("my_application", args=(applicant.id,))
    assert "motivation" not in applicant.answers
    assert applicant.open(Step.MOTIVATION).select_one("textarea").get_text(strip=True) == (
        "Half a sent"
    )
    assert "You typed something here that is not sent yet." in text_of(
        applicant.client.get(applicant.check)
    )


def test_another_line_for_a_language_without_javascript(applicant: Applicant) -> None:
    rows = {
        f"languages-{number}-{part}": value
        for number, (language, level) in enumerate([("en", "C1"), ("de", "B1"), ("xx", "")])
        for part, value in (("language", language), ("level", level))
    }
    page = applicant.open(Step.LANGUAGES)
    assert len(page.select("[data-language-row]")) == 3
    answer = applicant.send(Step.LANGUAGES, rows | {"more": "languages"})
    assert answer.status_code == 200
    assert not answer.context["form"].errors
    chosen = re.findall(r'<option value="(\w+)" selected', answer.content.decode())
    assert chosen == ["en", "C1", "de", "B1", "xx"]
    assert answer.content.decode().count("data-language-row") == 5 + 1  # and their box


# --- The register ------------------------------------------------------------------------------


def test_an_organisation_is_found_by_its_words(applicant: Applicant) -> None:
    typed = {"find": "GLOCK circle", "organisation_name": "Kept while looking"}
    answer = applicant.send(Step.ORGANISATION, typed | {"do": "find"})
    assert answer.status_code == 200
    form = answer.context["form"]
    assert [value for value, _label in form.fields["organisation"].choices] == ["glocken", "new"]
    assert "Kept while looking" in answer.content.decode()
    assert "1 organisation fits" in text_of(answer)

    nothing = applicant.send(Step.ORGANISATION, {"find": "zzz", "do": "find"})
    assert "No organisation of the register fits" in text_of(nothing)


def test_an_unverified_organisation_is_neither_found_nor_chosen(applicant: Applicant) -> None:
    answer = applicant.send(Step.ORGANISATION, {"find": "hearsay", "do": "find"})
    assert "Hearsay Works" not in answer.content.decode()
    answer = applicant.send(Step.ORGANISATION, {"organisation": "hearsay"})
    assert errors_of(answer) == {"organisation": ["Choose from the list."]}


def test_one_of_the_register_leaves_no_description_behind(applicant: Applicant) -> None:
    applicant.send(Step.ORGANISATION)
    wrong_but_not_asked = SENT[Step.ORGANISATION] | {"organisation_website": "no address"}
    answer = applicant.send(Step.ORGANISATION, wrong_but_not_asked | {"organisation": "glocken"})
    assert answer.status_code == 302
    assert {
        name: value for name, value in applicant.answers.items() if name.startswith("organisation")
    } == {
        "organisation": "glocken",
        "organisation_name": "",
        "organisation_kind": "",
        "organisation_country": "",
        "organisation_region": "",
        "organisation_city": "",
        "organisation_website": "",
    }


# --- Two windows -------------------------------------------------------------------------------


def test_another_window_is_never_overwritten_without_a_word(applicant: Applicant) -> None:
    applicant.send(Step.MOTIVATION, WHY)
    first, second = (hidden_fields(applicant.open(Step.MOTIVATION)) for _window in range(2))
    address = applicant.address(Step.MOTIVATION)
    applicant.client.post(address, first | WHY | {"motivation": "From the first window"})

    answer = applicant.client.post(address, second | WHY | {"motivation": "From the second"})

    assert answer.status_code == 409
    assert applicant.answers["motivation"] == "From the first window"
    (difference,) = answer.context["differences"]
    assert (difference.stored, difference.sent) == (
        ("From the first window",),
        ("From the second",),
    )
    page = text_of(answer)
    assert "Other answers were saved meanwhile" in page
    assert "From the first window" in page
    assert answer.context["form"]["motivation"].value() == "From the second"

    again = {"seen": answer.context["form"].digest()} | WHY | {"motivation": "From the second"}
    assert applicant.client.post(address, again).status_code == 302
    assert applicant.answers["motivation"] == "From the second"


def test_a_double_click_is_one_click(applicant: Applicant) -> None:
    sent = hidden_fields(applicant.open(Step.MOTIVATION)) | WHY
    address = applicant.address(Step.MOTIVATION)
    answers = [applicant.client.post(address, sent) for _click in range(2)]
    assert [answer["Location"] for answer in answers] == [applicant.address(Step.LANGUAGES)] * 2
    assert applicant.application.answers_version == 3  # the role, and this step once


def test_another_step_in_another_window_is_no_conflict(applicant: Applicant) -> None:
    sent = hidden_fields(applicant.open(Step.MOTIVATION)) | WHY
    applicant.send(Step.PERSON)
    assert applicant.client.post(applicant.address(Step.MOTIVATION), sent).status_code == 302
    assert (applicant.answers["position"], applicant.answers["motivation"]) == (
        "Bell founder",
        "To learn.",
    )


def test_a_step_sent_after_the_application_shows_what_was_typed(applicant: Applicant) -> None:
    hidden = hidden_fields(applicant.open(Step.MOTIVATION))
    actor = Actor(user=applicant.user, role=Role.APPLICANT)
    withdraw(application_id=applicant.id, actor=actor, at=LONG_AGO)

    answer = applicant.client.post(applicant.address(Step.MOTIVATION), hidden | WHY)

    assert answer.status_code == 409
    assert "Nothing was saved" in text_of(answer)
    assert "To learn." in answer.content.decode()
    assert "Save and go on" not in answer.content.decode()
    assert applicant.client.get(applicant.address(Step.MOTIVATION)).status_code == 302
    assert applicant.application.current_status is ApplicationStatus.WITHDRAWN


# --- Signed out --------------------------------------------------------------------------------


def test_what_was_sent_after_signing_out_comes_back(applicant: Applicant) -> None:
    sent = hidden_fields(applicant.open(Step.MOTIVATION)) | WHY
    address = applicant.address(Step.MOTIVATION)
    applicant.client.logout()

    answer = applicant.client.post(address, sent)
    assert answer["Location"] == f"{reverse('account_login')}?next={address}"
    signed_in = applicant.client.post(
        answer["Location"], {"login": applicant.email, "password": PASSWORD}
    )
    assert signed_in["Location"] == address

    page = applicant.client.get(address)
    assert "You had been signed out" in text_of(page)
    assert page.context["form"]["motivation"].value() == "To learn."
    assert "motivation" not in applicant.answers
    assert "You had been signed out" not in text_of(applicant.client.get(address))


def test_another_device_meanwhile_is_told_after_signing_in(applicant: Applicant) -> None:
    applicant.send(Step.MOTIVATION, WHY)
    sent = hidden_fields(applicant.open(Step.MOTIVATION)) | WHY | {"motivation": "Signed out"}
    address = applicant.address(Step.MOTIVATION)
    Applicant(applicant.email).client.post(
        address, hidden_fields(applicant.open(Step.MOTIVATION)) | WHY | {"motivation": "Meanwhile"}
    )
    applicant.client.logout()
    applicant.client.post(address, sent)
    applicant.client.force_login(applicant.user)

    answer = applicant.send(Step.MOTIVATION, WHY | {"motivation": "Signed out"})

    assert answer.status_code == 409
    assert applicant.answers["motivation"] == "Meanwhile"


def test_nobody_else_sees_what_was_sent_after_signing_out(applicant: Applicant) -> None:
    sent = hidden_fields(applicant.open(Step.MOTIVATION)) | WHY
    address = applicant.address(Step.MOTIVATION)
    browser = applicant.client
    browser.logout()
    browser.post(address, sent)

    other = Applicant("other@example.org", client=browser)
    other.start()

    assert browser.get(address).status_code == 404
    assert "To learn." not in browser.get(other.address(Step.MOTIVATION)).content.decode()


# --- Other people ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["application_step", "application_typing"])
def test_another_persons_step_is_not_there(applicant: Applicant, name: str) -> None:
    other = Applicant("other@example.org")
    other.start()
    address = applicant.address(Step.MOTIVATION, name)
    assert other.client.post(address, WHY | {"seen": ""}).status_code == 404
    if name == "application_step":
        assert other.client.get(address).status_code == 404
    assert "motivation" not in applicant.answers
    assert not TypedAnswers.objects.exists()


@pytest.mark.parametrize("name", ["application_check", "application_sent"])
def test_another_persons_check_and_receipt_are_not_there(applicant: Applicant, name: str) -> None:
    other = Applicant("other@example.org")
    address = reverse(name, args=(applicant.id,))
    assert other.client.get(address).status_code == 404
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    assert other.client.post(applicant.check).status_code == 404


def test_an_unknown_step_is_not_there(applicant: Applicant) -> None:
    base = reverse("my_application", args=(applicant.id,))
    assert applicant.client.get(f"{base}shoe-size/").status_code == 404


# --- As it is typed ----------------------------------------------------------------------------


def keep(applicant: Applicant, values: dict[str, Any], version: str = "0") -> Any:
    address = applicant.address(Step.MOTIVATION, "application_typing")
    return applicant.client.post(address, values | {"typed_version": version})


def test_what_is_typed_is_kept_as_it_stands(applicant: Applicant) -> None:
    answer = keep(applicant, {"motivation": " Half\0 a \u202esent", "expected_result": ""})
    assert answer.status_code == 200
    assert re.fullmatch(r"Saved at \d\d:\d\d", answer.json()["words"])
    assert answer.json()["version"] == 1
    assert "motivation" not in applicant.answers
    page = applicant.client.get(applicant.address(Step.MOTIVATION))
    assert page.context["form"]["motivation"].value() == " Half a \u202esent"
    assert hidden_fields(applicant.open(Step.MOTIVATION))["typed_version"] == "1"


def test_two_windows_do_not_type_over_each_other(applicant: Applicant) -> None:
    assert keep(applicant, {"motivation": "First"}).json()["version"] == 1
    answer = keep(applicant, {"motivation": "Second"})
    assert answer.status_code == 409
    assert "in another window too" in answer.json()["words"]
    assert TypedAnswers.objects.get().values == {"motivation": ["First"]}
    assert keep(applicant, {"motivation": "Third"}, version="1").json()["version"] == 2
    # The same text again, its answer lost on the way, is no conflict.
    assert keep(applicant, {"motivation": "Third"}, version="1").status_code == 200


@pytest.mark.parametrize("version", ["", "-1", "abc", "9" * 5000, "٣"])
def test_a_broken_version_is_that_of_nothing(applicant: Applicant, version: str) -> None:
    assert keep(applicant, {"motivation": "First"}, version).status_code == 200


def test_too_much_is_not_kept(applicant: Applicant) -> None:
    answer = keep(applicant, {"motivation": "x" * 100_001})
    assert answer.status_code == 413
    assert not TypedAnswers.objects.exists()


def test_typing_needs_a_session_and_an_open_application(applicant: Applicant) -> None:
    address = applicant.address(Step.MOTIVATION, "application_typing")
    assert Client().post(address, WHY).status_code == 401
    assert applicant.client.get(address).status_code == 405
    actor = Actor(user=applicant.user, role=Role.APPLICANT)
    withdraw(application_id=applicant.id, actor=actor, at=LONG_AGO)
    assert keep(applicant, WHY).status_code == 409
    assert not TypedAnswers.objects.exists()
