"""What editors write for the steps of the application form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks.text import INLINE_FEATURES
from exchanges.application_form.question_wording import STEP_WORDING
from exchanges.domain.questions import Step


def step_choices() -> list[tuple[str, Any]]:
    """The steps of the form, as they are called on its pages."""
    return [(step.value, STEP_WORDING[step].title) for step in Step]


class StepHelpBlock(blocks.StructBlock):
    """A text that stands above the questions of a step."""

    step = blocks.ChoiceBlock(label=_("Step"), choices=step_choices)
    text = blocks.RichTextBlock(label=_("Help"), features=INLINE_FEATURES)

    class Meta:
        icon = "help"
        label = _("Help for a step")


class StepHelpsBlock(blocks.StreamBlock):
    """Help for the steps, each step once."""

    help = StepHelpBlock()

    def clean(self, value: Any) -> Any:
        """Tell at the step that it has a text already."""
        cleaned = super().clean(value)
        seen: set[str] = set()
        errors: dict[int, ValidationError] = {}
        for number, one in enumerate(cleaned):
            step = one.value["step"]
            if step in seen:
                message = ValidationError(_("This step has a text already."))
                errors[number] = StructBlockValidationError(block_errors={"step": message})
            seen.add(step)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
