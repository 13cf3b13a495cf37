"""The page through which one applies in a call, and what its editors ask beside the form."""

from dataclasses import dataclass
from typing import Any

from exchanges.domain.questions import Step
from exchanges.models import ApplicationPage, ExtraQuestion

QUESTION_FIELDS = tuple(field.attname for field in ExtraQuestion._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What the editors of a call add to its form."""

    step_helps: Any = ()
    extra_questions: tuple[ExtraQuestion, ...] = ()

    def help_for(self, step: Step) -> Any:
        """Their text for a step; empty when they wrote none."""
        for block in self.step_helps:
            if block.value["step"] == step:
                return block.value["text"]
        return ""


def form_texts_of(call_id: int) -> FormTexts:
    """Those of the published page, in the reader's language where there is one (one query)."""
    prefix = "extra_questions"
    rows = list(
        ApplicationPage.objects.for_call(call_id)
        .order_by("path", f"{prefix}__sort_order", f"{prefix}__pk")
        .values("pk", "step_helps", *(f"{prefix}__{name}" for name in QUESTION_FIELDS))
    )
    if not rows:
        return FormTexts()
    # A second site may have a page for the same call.
    questions = tuple(
        ExtraQuestion(**{name: row[f"{prefix}__{name}"] for name in QUESTION_FIELDS})
        for row in rows
        if row["pk"] == rows[0]["pk"] and row[f"{prefix}__id"] is not None
    )
    return FormTexts(rows[0]["step_helps"], questions)


def extra_questions_of(call_id: int) -> tuple[ExtraQuestion, ...]:
    """The extra questions of a call, whatever the language, each once (one query)."""
    rows = ExtraQuestion.objects.filter(page__call=call_id, page__live=True)
    found: dict[str, ExtraQuestion] = {}
    for question in rows.order_by("page__path", "sort_order", "pk"):
        found.setdefault(question.key, question)
    return tuple(found.values())
