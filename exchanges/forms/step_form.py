"""What the forms of all steps share: where the answers come from and go to."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict

from exchanges.application_form.findings import sides_of
from exchanges.application_form.question_wording import QUESTION_WORDING
from exchanges.domain.eligibility import Side
from exchanges.domain.questions import BY_NAME, Step, asked, is_fixed_after_acceptance
from exchanges.forms.extra import extra_field
from exchanges.matching_module.register import RegisterLists, fetch_register_lists
from exchanges.models import ExtraQuestion, RuleSet
from partnerships.models import Organisation


@dataclass(frozen=True, kw_only=True)
class StepContext:
    """What a form knows beside what was sent: earlier answers, the rules, the editors' questions.

    Kind and country of the organisation are those of the register or those that the answers
    describe; empty while neither is known. `own_organisations` are those that the person acts for.
    """

    answers: Mapping[str, Any]
    on: datetime.date
    organisation_kind: str = ""
    organisation_country: str = ""
    own_organisations: QuerySet[Organisation] = field(default_factory=Organisation.objects.none)
    extra_questions: tuple[ExtraQuestion, ...] = ()
    sides: frozenset[Side] = field(default_factory=frozenset)
    is_accepted: bool = False
    """Whether what is accepted as it is was accepted: the form no longer asks for it."""

    @classmethod
    def of_answers(cls, answers: Mapping[str, Any], **known: Any) -> "StepContext":
        """With the sides that the answers name."""
        return cls(answers=answers, sides=sides_of(answers), **known)

    @cached_property
    def rule_set(self) -> RuleSet | None:
        """The rules in force on the day (one query)."""
        return RuleSet.objects.in_force(on=self.on)

    @cached_property
    def lists(self) -> RegisterLists:
        """The register's lists (one query)."""
        return fetch_register_lists(on=self.on)


class StepForm(forms.Form):
    """The questions of one step. Labels and help are those of `question_wording`.

    `typed` are the fields of a browser that were kept before they were right; they are shown as
    they are, without judging them.
    """

    step: ClassVar[Step]
    not_answers: ClassVar[frozenset[str]] = frozenset()
    """Fields that help to fill in the form and are kept nowhere."""
    conditional: ClassVar[frozenset[str]] = frozenset()
    """Answers that are required by what is answered to another question of the step."""
    step_template: ClassVar[str] = "exchanges/steps/fields.html"
    use_required_attribute = False

    def __init__(
        self,
        context: StepContext,
        data: Any = None,
        *,
        typed: Mapping[str, list[str]] | None = None,
    ) -> None:
        self.context = context
        self.sent: Any = data if data is not None else MultiValueDict(typed or {})
        super().__init__(data)
        self.first_values: dict[str, Any] = {}
        """What stands in a field until it is answered."""
        self.fixed_names: list[str] = []
        """The answers of this step that stay as they were accepted."""
        self._leave_out_other_sides()
        self._add_extra_questions()
        self.prepare()
        self._leave_out_fixed()
        self._put_into_words()
        self.initial = {
            name: context.answers.get(name, self.first_values.get(name)) for name in self.fields
        }
        if typed is not None:
            self.initial = self._read(self.sent)

    def prepare(self) -> None:
        """Set choices and leave out what this applicant is not asked."""

    def choose_from(
        self, name: str, choices: Iterable[Any], hints: Mapping[str, Any] | None = None
    ) -> None:
        """Let a question be answered by one or some of these, with a second line for each."""
        field: Any = self.fields[name]
        field.choices = list(choices)
        if hints is not None:
            field.widget.hints = dict(hints)

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, as `Application.answers` holds it."""
        return {name: as_json(self.cleaned_data[name]) for name in self.answer_names}

    @property
    def extra_fields(self) -> list[Any]:
        """The questions that editors added to this step."""
        return [self[name] for name in self.answer_names if name not in BY_NAME]

    @property
    def answer_names(self) -> list[str]:
        """The answers that this form asks for, of this applicant."""
        return [name for name in self.fields if name not in self.not_answers]

    def digest(self) -> str:
        """Stands for the stored answers of this step, from which the form was filled in."""
        stored = {name: self.context.answers.get(name) for name in sorted(self.answer_names)}
        text = json.dumps(stored, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]

    def _leave_out_other_sides(self) -> None:
        names = {question.name for question in asked(self.context.sides)}
        for name in list(self.fields):
            if name in BY_NAME and name not in names:
                del self.fields[name]

    def _leave_out_fixed(self) -> None:
        if not self.context.is_accepted:
            return
        self.fixed_names = [name for name in self.fields if is_fixed_after_acceptance(name)]
        if self.fixed_names:
            for name in (*self.fixed_names, *self.not_answers):
                del self.fields[name]

    def _add_extra_questions(self) -> None:
        sides = self.context.sides
        for question in self.context.extra_questions:
            if question.form_step is self.step and (not sides or question.sides & sides):
                self.fields[question.key] = extra_field(question)

    def _put_into_words(self) -> None:
        shown: Any
        for name, shown in self.fields.items():
            shown.is_conditional = name in self.conditional
            if name in QUESTION_WORDING:
                shown.label = QUESTION_WORDING[name].label
                shown.help_text = shown.help_text or QUESTION_WORDING[name].help

    def _read(self, sent: Any) -> dict[str, Any]:
        """The fields as a browser sent them, unjudged."""
        return {
            name: shown.widget.value_from_datadict(sent, MultiValueDict(), self.add_prefix(name))
            for name, shown in self.fields.items()
        }


def as_json(value: Any) -> Any:
    """A cleaned value as plain JSON."""
    return value.isoformat() if isinstance(value, datetime.date) else value
