"""One application as its partnership reads it: answers and findings in words."""

from dataclasses import dataclass

from exchanges.application_form.answer_sheet import (
    AnswerWords,
    SheetGroup,
    answer_sheet,
    answer_words,
)
from exchanges.application_form.findings import findings_for
from exchanges.application_form.pages import form_texts_of
from exchanges.application_form.question_wording import QUESTION_WORDING
from exchanges.calendar import programme_today
from exchanges.domain.eligibility import Finding
from exchanges.models import AnswerChange, Application, AskedQuestion, ExtraQuestion


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer before and after a change, in words."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadChange:
    """What somebody changed at once."""

    change: AnswerChange
    answers: tuple[ChangedAnswer, ...]


def extra_questions_of(application: Application) -> tuple[ExtraQuestion, ...]:
    """What editors ask in the application's call (one query)."""
    return form_texts_of(application.call_id).extra_questions


def sheet_for_staff(
    application: Application,
    words: AnswerWords,
    extra_questions: tuple[ExtraQuestion, ...],
    *,
    with_empty: bool = False,
) -> list[SheetGroup]:
    """The answers by step; what was asked for is marked."""
    groups = answer_sheet(
        application.answers,
        words=words,
        organisation_kind=application.organisation.kind if application.organisation else "",
        extra_questions=extra_questions,
        asked_for=application.fields_asked_for,
        for_staff=True,
        with_empty=with_empty,
    )
    return [group for group in groups if group.rows]


def read_changes(application: Application) -> tuple[AnswerWords, list[ReadChange]]:
    """Words for all answers of an application, and what was changed in them after acceptance."""
    changes = list(
        application.answer_changes.select_related("changed_by").order_by("-changed_at", "-pk")
    )
    answer_sets = [application.answers, *(one.before for one in changes)]
    words = answer_words(*answer_sets, *(one.after for one in changes), on=programme_today())
    labels = question_labels({name for one in changes for name in one.after})
    return words, [
        ReadChange(
            change,
            tuple(
                ChangedAnswer(
                    labels[name],
                    words.values(name, change.before.get(name)),
                    words.values(name, value),
                )
                for name, value in change.after.items()
            ),
        )
        for change in changes
    ]


def question_labels(names: set[str]) -> dict[str, str]:
    """What answers are called, also those to questions of editors (a query when there are any)."""
    labels = {name: str(QUESTION_WORDING[name].short) for name in names if name in QUESTION_WORDING}
    others = names - set(labels)
    if others:
        asked = AskedQuestion.objects.filter(key__in=others)
        labels |= {name: name for name in others} | dict(asked.values_list("key", "label"))
    return labels


def findings_of(application: Application) -> list[Finding]:
    """What the rules say to an application today."""
    return findings_for(
        application.answers,
        rule_set=application.rule_set,
        on=programme_today(),
        organisation=application.organisation,
    )
