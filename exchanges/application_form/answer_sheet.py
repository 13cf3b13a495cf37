"""All answers of an application in words, step by step: for its applicant and its partnership."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exchanges.application_form.choices import Development, EcosystemWish, Maturity
from exchanges.application_form.findings import EMPTY, sides_of
from exchanges.application_form.progress import form_steps
from exchanges.application_form.question_wording import QUESTION_WORDING, STEP_WORDING
from exchanges.domain.eligibility import Side
from exchanges.domain.questions import (
    ASSIGN_FOR_ME,
    NEW_ORGANISATION,
    NO_CLUSTER,
    OTHER_CLUSTER,
    QUESTIONS,
    Step,
)
from exchanges.forms.language_rows import LanguagesField, label_of
from exchanges.matching_module.register import Entries, RegisterLists, fetch_register_lists
from exchanges.models import AskedQuestion, ExchangeMode, ExtraQuestion, LanguageLevel
from partnerships.models import Organisation, OrganisationKind, Partnership

ENUMERATIONS: dict[str, Any] = {
    "organisation_kind": OrganisationKind,
    "preferred_kinds": OrganisationKind,
    "development": Development,
    "maturity": Maturity,
    "ecosystem": EcosystemWish,
    "mode": ExchangeMode,
}
LISTS = {
    "organisation_country": "countries",
    "preferred_countries": "countries",
    "excluded_countries": "countries",
    "sectors": "sectors",
    "sought_topics": "topics",
    "offered_topics": "topics",
    "sought_technologies": "technologies",
    "offered_technologies": "technologies",
    "sought_activity_kinds": "activity_kinds",
    "offered_activity_kinds": "activity_kinds",
}
SPECIAL: dict[tuple[str, str], Any] = {
    ("sides", Side.VISITOR.value): _("Visitor"),
    ("sides", Side.HOST.value): _("Host"),
    ("organisation", NEW_ORGANISATION): _("New in the register"),
    ("cluster", NO_CLUSTER): _("Not a member of a cluster"),
    ("cluster", OTHER_CLUSTER): _("Another cluster"),
    ("partnership", ASSIGN_FOR_ME): _("To be assigned by sector and country"),
}
NAMED = frozenset({"organisation", "cluster", "partnership"})
DAYS = frozenset({"period_start", "period_end"})
PROSE = frozenset({"motivation", "expected_result"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One question with its answer in words; several values stand one below the other."""

    name: str
    label: str
    values: tuple[str, ...]
    is_prose: bool = False
    is_missing: bool = False
    is_asked_for: bool = False


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The rows of a step; no step for answers to questions that are no longer asked."""

    step: Step | None
    title: str
    rows: tuple[SheetRow, ...]

    @property
    def is_about_person(self) -> bool:
        """Whether name and address of the account belong above its rows."""
        return self.step is Step.PERSON

    @property
    def lacks_something(self) -> bool:
        """Whether a required answer is missing."""
        return any(row.is_missing for row in self.rows)


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Puts answers into words: the register's lists, and the names behind slugs."""

    lists: RegisterLists
    organisations: Mapping[str, str]
    partnerships: Mapping[str, str]

    def values(self, name: str, value: Any) -> tuple[str, ...]:
        """An answer in words; nothing when it was not given."""
        if value in EMPTY:
            return ()
        if isinstance(value, list):
            return tuple(self._code(name, str(code)) for code in value)
        if isinstance(value, dict):
            return tuple(
                f"{label_of(language)} ({level_words(level)})"
                for language, level in LanguagesField().prepare_value(value)
            )
        if isinstance(value, bool):
            return (gettext("Yes") if value else gettext("No"),)
        return (self._code(name, str(value)),)

    def _code(self, name: str, code: str) -> str:
        if name in LISTS:
            entries: Entries = getattr(self.lists, LISTS[name])
            return next((entry.label for entry in entries if entry.code == code), code)
        if name in ENUMERATIONS:
            return str(dict(ENUMERATIONS[name].choices).get(code, code))
        if name in DAYS:
            day = parse_date(code)
            return formats.date_format(day, "j F Y") if day else code
        if (name, code) in SPECIAL:
            return str(SPECIAL[name, code])
        names = self.partnerships if name == "partnership" else self.organisations
        return names.get(code, code) if name in NAMED else code


def level_words(level: str) -> str:
    """A level of a language."""
    return str(dict(LanguageLevel.choices).get(level, level))


def answer_words(*answer_sets: Mapping[str, Any], on: datetime.date) -> AnswerWords:
    """What is needed to put these answers into words (three queries, however many there are)."""

    def slugs(name: str) -> set[str]:
        return {str(answers.get(name) or "") for answers in answer_sets}

    organisations = Organisation.objects.filter(
        slug__in=slugs("organisation") | slugs("cluster")
    ).values_list("slug", "name")
    partnerships = Partnership.objects.filter(slug__in=slugs("partnership"))
    return AnswerWords(
        fetch_register_lists(on=on),
        dict(organisations),
        dict(partnerships.values_list("slug", "acronym")),
    )


def answer_sheet(
    answers: Mapping[str, Any],
    *,
    words: AnswerWords,
    organisation_kind: str = "",
    extra_questions: Sequence[ExtraQuestion] = (),
    missing: Iterable[str] = (),
    asked_for: Iterable[str] = (),
    for_staff: bool = False,
    with_empty: bool = False,
) -> list[SheetGroup]:
    """The answers under the headings of their steps; what nobody asked is left out.

    So is what nobody answered, unless it is wanted `with_empty`.
    """
    sides = sides_of(answers)
    missing, asked_for = set(missing), set(asked_for)

    def row(name: str, label: str, *, is_prose: bool) -> SheetRow:
        values = words.values(name, answers.get(name))
        return SheetRow(name, label, values, is_prose, name in missing, name in asked_for)

    groups = []
    for step in form_steps(sides, organisation_kind, extra_questions):
        rows = [
            row(one.name, str(QUESTION_WORDING[one.name].short), is_prose=one.name in PROSE)
            for one in QUESTIONS
            if one.step is step and (not sides or one.sides & sides)
        ]
        rows += [
            row(one.key, one.label, is_prose=False)
            for one in extra_questions
            if one.form_step is step and (not sides or one.sides & sides)
        ]
        shown = [
            one for one in rows if with_empty or one.values or one.is_missing or one.is_asked_for
        ]
        if step is not Step.CONSENT:
            groups.append(SheetGroup(step, step_title(step, for_staff=for_staff), tuple(shown)))
    removed = removed_answers(answers, words, extra_questions)
    if removed:
        groups.append(SheetGroup(None, gettext("No longer asked"), tuple(removed)))
    return groups


def step_title(step: Step, *, for_staff: bool) -> str:
    """What a step is called, to staff or to its applicant."""
    wording = STEP_WORDING[step]
    return str(wording.for_staff or wording.title) if for_staff else str(wording.title)


def removed_answers(
    answers: Mapping[str, Any], words: AnswerWords, extra_questions: Sequence[ExtraQuestion]
) -> list[SheetRow]:
    """Answers to extra questions that an editor has removed (a query when there are any)."""
    known = {question.name for question in QUESTIONS} | {one.key for one in extra_questions}
    gone = [name for name in answers if name not in known]
    if not gone:
        return []
    labels = dict(AskedQuestion.objects.filter(key__in=gone).values_list("key", "label"))
    return [
        SheetRow(name, labels[name], values)
        for name in gone
        if name in labels and (values := words.values(name, answers[name]))
    ]
