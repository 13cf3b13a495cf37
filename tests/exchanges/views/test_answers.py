"""My answers once they were sent: to read, after acceptance to change but for what is fixed."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from exchanges.domain.lifecycle import Role
from exchanges.domain.questions import FIXED_AFTER_ACCEPTANCE, Step
from exchanges.models import ApplicationPage, ExtraQuestion, QuestionType
from exchanges.services import decisions, participation
from exchanges.services.actor import Actor
from tests.factories.application_form import SENT, Applicant, errors_of, text_of
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]


@pytest.fixture
def applicant(db: None) -> Applicant:
    """Somebody whose application is sent."""
    applicant = Applicant()
    applicant.start()
    applicant.fill_in()
    assert applicant.client.post(applicant.check)["Location"].endswith("/sent/")
    return applicant


def accept(applicant: Applicant) -> Applicant:
    """Let the support office accept the application."""
    office = Actor(user=UserFactory.create(is_superuser=True), role=Role.ADMINISTRATOR)
    decisions.accept(application_id=applicant.id, actor=office, at=timezone.now())
    return applicant


def answers_page(applicant: Applicant) -> Any:
    return applicant.client.get(reverse("my_answers", args=[applicant.id]))


def steps_to_change(answer: Any) -> set[str]:
    """The steps that a page leads to."""
    links = BeautifulSoup(answer.content, "html.parser").select("a.sheet__change")
    return {str(link["href"]).rstrip("/").partition("?")[0].split("/")[-2] for link in links}


def test_while_they_are_checked_they_are_read(applicant: Applicant) -> None:
    answer = answers_page(applicant)
    assert "Łódź Bell Wórks" in text_of(answer)
    assert "While your partnership checks them, they stay as they are." in text_of(answer)
    assert steps_to_change(answer) == {Step.CONSENT}


def test_after_acceptance_all_but_what_was_accepted_leads_to_its_step(
    applicant: Applicant,
) -> None:
    answer = answers_page(accept(applicant))
    assert steps_to_change(answer) == set(Step) - FIXED_AFTER_ACCEPTANCE
    assert text_of(answer).count("Accepted as it is") == len(FIXED_AFTER_ACCEPTANCE)
    messages = reverse("my_application", args=[applicant.id]) + "#messages"
    assert f'href="{messages}"' in answer.content.decode()


def test_a_question_of_the_editors_is_not_fixed_with_its_step(applicant: Applicant) -> None:
    question = ExtraQuestion.objects.create(
        page=ApplicationPage.objects.get(),
        key="extra_bell",
        step=Step.ORGANISATION,
        label="How many bells have you?",
        question_type=QuestionType.SHORT_TEXT,
        sort_order=9,
    )
    accept(applicant)
    assert steps_to_change(answers_page(applicant)) == set(Step) - {Step.ROLE, Step.PARTNERSHIP}
    answer = applicant.send(Step.ORGANISATION, {question.key: "Twelve"})
    assert answer["Location"] == reverse("my_answers", args=[applicant.id])
    assert applicant.answers[question.key] == "Twelve"
    assert applicant.answers["organisation_name"] == "Łódź Bell Wórks"


@pytest.mark.parametrize("step", sorted(FIXED_AFTER_ACCEPTANCE))
def test_a_fixed_step_says_so_and_asks_for_nothing(applicant: Applicant, step: Step) -> None:
    page = accept(applicant).open(step)
    assert "This was accepted as it is" in page.main.get_text()
    assert page.select("main form") == []


def test_a_window_from_before_the_acceptance_is_told(applicant: Applicant) -> None:
    before = applicant.answers
    accept(applicant)
    sent = SENT[Step.ORGANISATION] | {"organisation_city": "Oslo", "organisation_name": "Other"}
    answer = applicant.client.post(applicant.address(Step.ORGANISATION), sent | {"seen": ""})
    assert answer.status_code in {409, 422}
    assert "Oslo" in answer.content.decode()
    answer = applicant.client.post(
        applicant.address(Step.ORGANISATION), sent | {"seen": answer.context["seen"]}
    )
    assert answer.status_code == 422
    fixed = ["This was accepted as it is. Apply anew to change it."]
    assert errors_of(answer) == {"organisation_name": fixed, "organisation_city": fixed}
    assert applicant.answers == before


def test_a_changed_answer_is_saved_and_told(applicant: Applicant) -> None:
    accept(applicant)
    answer = applicant.send(Step.SECTORS, {"sectors": ["cheese"]})
    address = reverse("my_answers", args=[applicant.id])
    assert answer["Location"] == address
    assert "Your changed answers are saved." in text_of(applicant.client.get(address))
    assert applicant.answers["sectors"] == ["cheese"]


def test_consents_are_changed_from_here(applicant: Applicant) -> None:
    accept(applicant)
    given = {"DATA_PROTECTION": "on", "RULES": "on"}
    answer = applicant.send(Step.CONSENT, given)
    address = reverse("my_answers", args=[applicant.id])
    assert answer["Location"] == address
    assert "What you agree to is saved." in text_of(applicant.client.get(address))
    assert not applicant.application.profiles.filter(is_listed=True).exists()


def test_what_has_ended_can_be_read(applicant: Applicant) -> None:
    actor = Actor(user=applicant.user, role=Role.APPLICANT)
    participation.withdraw(application_id=applicant.id, actor=actor, at=timezone.now())
    answer = answers_page(applicant)
    assert "Łódź Bell Wórks" in text_of(answer)
    assert steps_to_change(answer) == set()


def test_a_draft_is_looked_over_where_it_is_sent() -> None:
    applicant = Applicant()
    applicant.start()
    assert answers_page(applicant)["Location"] == applicant.check
