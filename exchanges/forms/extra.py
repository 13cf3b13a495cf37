"""The fields of questions that editors added."""

from typing import Any

from django import forms

from exchanges.forms.fields import (
    CHOOSE,
    CHOOSE_FROM_LIST,
    OneOf,
    OneOfField,
    ProseField,
    SomeOfField,
    TypedField,
)
from exchanges.models import ExtraQuestion, QuestionType


class ScaleField(forms.TypedChoiceField):
    """A whole number from 1 to the end of the scale."""

    def __init__(self, *, highest: int, **options: Any) -> None:
        super().__init__(
            choices=[(str(number), str(number)) for number in range(1, highest + 1)],
            coerce=int,
            empty_value=None,
            widget=OneOf({"class": "options--row"}),
            **options,
        )
        self.error_messages["required"] = CHOOSE
        self.error_messages["invalid_choice"] = CHOOSE_FROM_LIST


def extra_field(question: ExtraQuestion) -> forms.Field:
    """The field by which an extra question is answered."""
    words: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help_text,
        "required": question.required,
    }
    options = [(option, option) for option in question.option_list]
    match question.question_type:
        case QuestionType.LONG_TEXT:
            return ProseField(**words)
        case QuestionType.ONE_CHOICE:
            return OneOfField(choices=options, **words)
        case QuestionType.SEVERAL_CHOICES:
            return SomeOfField(choices=options, **words)
        case QuestionType.SCALE:
            return ScaleField(highest=question.scale_highest, **words)
    return TypedField(**words)
