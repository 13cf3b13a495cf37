"""All questions of the form on one page, read from the forms themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from exchanges.application_form.pages import FormTexts
from exchanges.application_form.question_wording import STEP_WORDING, StepWording
from exchanges.calendar import programme_today
from exchanges.domain.eligibility import Side
from exchanges.domain.questions import BOTH, BY_NAME, Step, steps
from exchanges.forms.consent import LABELS
from exchanges.forms.step_form import StepContext
from exchanges.forms.steps import FORMS
from exchanges.models import REQUIRED_CONSENTS, ApplicationPage, ConsentKind

# Lists of the register that readers know, and would only page through.
NOT_PRINTED = frozenset({"organisation", "cluster", "organisation_country"})


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question with what can be chosen; choices of a group stand under its name."""

    label: str | Promise
    help: str | Promise
    for_whom: str
    is_required: bool
    is_conditional: bool = False
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedStep:
    """A step with its questions."""

    wording: StepWording
    help: Any
    questions: tuple[PrintedQuestion, ...]


def printed_steps(page: ApplicationPage) -> list[PrintedStep]:
    """The steps of somebody who wants to visit and to host."""
    texts = FormTexts(page.step_helps, tuple(page.extra_questions.all()))
    context = StepContext(answers={}, on=programme_today(), extra_questions=texts.extra_questions)
    sides = {one.key: one.sides for one in texts.extra_questions}
    printed = []
    for step in steps(BOTH):
        if step is Step.CONSENT:
            questions = consent_questions()
        else:
            form = FORMS[step](context)
            questions = [
                printed_question(name, form.fields[name], sides.get(name))
                for name in form.answer_names
            ]
        printed.append(PrintedStep(STEP_WORDING[step], texts.help_for(step), tuple(questions)))
    return printed


def printed_question(
    name: str, field: forms.Field, sides: frozenset[Side] | None
) -> PrintedQuestion:
    """A field of a form as text."""
    asked = sides if sides is not None else BY_NAME[name].sides
    choices = getattr(field, "choices", ()) if name not in NOT_PRINTED else ()
    return PrintedQuestion(
        field.label or "",
        field.help_text,
        for_whom(asked),
        field.required,
        bool(getattr(field, "is_conditional", False)),
        tuple(printed_groups(choices)),
    )


def printed_groups(choices: Iterable[Any]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Choices in their groups; those without one under an empty name."""
    alone = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield str(value), tuple(str(one) for _code, one in label)
        elif value:
            alone.append(str(label))
    if alone:
        yield "", tuple(alone)


def for_whom(sides: frozenset[Side]) -> str:
    """Who is asked; empty when everybody is."""
    if sides == BOTH:
        return ""
    return _("Visitors only") if Side.VISITOR in sides else _("Hosts only")


def consent_questions() -> list[PrintedQuestion]:
    """The boxes of the last step."""
    return [
        PrintedQuestion(LABELS[kind], "", "", kind in REQUIRED_CONSENTS) for kind in ConsentKind
    ]
