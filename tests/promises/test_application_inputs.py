"""Whatever is sent with the application form: an answer that helps, and nothing typed is lost."""

import random
from collections import Counter
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core import typed_text
from exchanges.application_form.open_application import open_application
from exchanges.domain.questions import Step
from exchanges.forms.fields import ProseField, TypedField
from exchanges.forms.step_form import StepContext, StepForm
from exchanges.forms.steps import FORMS
from exchanges.models import TypedAnswers
from exchanges.services.typed_answers import storable
from tests.factories.application_form import Applicant
from tests.factories.hostile_forms import hostile_values, texts_of
from tests.promises.conftest import Tell

SHORT, LONG = 1_000, 10_000
SEED = 20_261_124
STEPS = list(FORMS)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]


@pytest.fixture
def applicant() -> Applicant:
    """Somebody who has answered everything."""
    somebody = Applicant()
    somebody.client.raise_request_exception = False
    somebody.start()
    somebody.fill_in(until=Step.CONSENT)
    return somebody


def broken_answers(applicant: Applicant, count: int, seed: int) -> Counter[str]:
    """Send hostile forms one after the other, and say what was wrong with the answers."""
    chance = random.Random(seed)
    wrong: Counter[str] = Counter()
    for number in range(count):
        step = chance.choice(STEPS)
        form = FORMS[step](context_of(applicant))
        values = hostile_values(chance, step, form)
        seen = {"seen": form.digest()} if "seen" not in values else {}
        answer = applicant.client.post(applicant.address(step), seen | values)
        for problem in problems_of(applicant, step, values, answer):
            wrong[f"{number} {step}: {problem}: {str(values)[:300]}"] += 1
        if step is Step.ROLE:
            # Which steps there are depends on it.
            applicant.send(Step.ROLE)
    return wrong


def context_of(applicant: Applicant) -> StepContext:
    """What the forms know."""
    return open_application(applicant.user, applicant.id).context()


def problems_of(applicant: Applicant, step: Step, values: dict[str, Any], answer: Any) -> list[str]:
    """What is wrong with an answer: nothing, when it helps."""
    if answer.status_code == 302:
        return stored_otherwise(applicant, step, values)
    if answer.status_code not in {200, 422, 409}:
        return [f"answered {answer.status_code}"]
    page = answer.content.decode()
    if "<script>alert" in page or "<img src=x" in page:
        return ["echoes markup"]
    problems = [] if answer.status_code != 422 else not_named(answer.context["form"], page)
    return problems + lost(applicant, step, values, answer)


def not_named(form: StepForm, page: str) -> list[str]:
    """Errors that do not stand at a field with a link from the summary."""
    if not form.errors:
        return ["refused without an error"]
    return [
        f"{name} is not linked"
        for name in form.errors
        if name not in form.fields
        or f'href="#{form[name].id_for_label or f"{form[name].auto_id}_0"}"' not in page
    ]


def lost(applicant: Applicant, step: Step, values: dict[str, Any], answer: Any) -> list[str]:
    """Texts of fields that neither the page nor what is kept shows any more."""
    form = answer.context["form"]
    fields = {name for name, field in form.fields.items() if isinstance(field, TypedField)}
    page = unescape(answer.content.decode()).replace("\r\n", "\n")
    # A browser shows the last of several texts, as Django reads them.
    typed = {name: text for name, text in texts_of(values) if name in fields}
    missing = [
        name
        for name, text in typed.items()
        if text.replace("\r\n", "\n").replace("\0", "\ufffd") not in page.replace("\0", "\ufffd")
    ]
    if answer.status_code == 422:
        kept = TypedAnswers.objects.get(application=applicant.id, step=step)
        missing += [name for name, text in typed.items() if kept.values[name][-1] != storable(text)]
    return [f"lost {name}" for name in missing]


def stored_otherwise(applicant: Applicant, step: Step, values: dict[str, Any]) -> list[str]:
    """Texts that were accepted and are not stored as they were sent, normalised."""
    if "do" in values or "more" in values:
        return []
    answers = applicant.answers
    fields = {
        name: field
        for name, field in FORMS[step](context_of(applicant)).fields.items()
        if type(field) in {TypedField, ProseField} and name in answers
    }
    wrong = []
    for name, text in texts_of(values):
        if name in fields and answers[name]:
            line = isinstance(fields[name], ProseField)
            normalised = typed_text.several_lines(text) if line else typed_text.one_line(text)
            if name == "phone":
                normalised = " ".join(normalised.split())
            wrong += [name] if answers[name] != normalised and values[name] == text else []
    return [f"stored {name} otherwise" for name in wrong]


def test_hostile_forms_are_answered_with_help(applicant: Applicant) -> None:
    assert broken_answers(applicant, SHORT, SEED) == Counter()


@pytest.mark.promise
def test_very_many_hostile_forms_are_answered_with_help(
    applicant: Applicant, promise: Tell
) -> None:
    wrong = broken_answers(applicant, LONG, SEED + 1)
    promise(
        f"{LONG:,} hostile forms of the application are answered with help, nothing typed is lost",
        figure=f"{wrong.total()} unhelpful",
        target="0 unhelpful",
        seed=SEED + 1,
    )
    assert wrong == Counter()


def test_the_check_notices_a_form_that_breaks(
    applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*arguments: object, **named: object) -> None:
        raise ValueError("invalid literal")

    monkeypatch.setattr("exchanges.views.steps.keep_typed", break_down)
    assert broken_answers(applicant, 30, SEED).total() > 0


def test_the_check_notices_an_error_without_a_field(
    applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(form: StepForm) -> None:
        raise ValidationError("Something is wrong.")

    monkeypatch.setattr(FORMS[Step.MOTIVATION], "clean", refuse)
    assert broken_answers(applicant, 30, SEED).total() > 0


def test_the_check_notices_what_is_lost(
    applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "exchanges.services.typed_answers.storable_fields",
        lambda values: {name: [text[:3] for text in texts] for name, texts in values.items()},
    )
    assert broken_answers(applicant, 60, SEED).total() > 0
