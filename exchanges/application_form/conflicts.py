"""What two windows wrote differently, in words."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exchanges.application_form.answer_sheet import answer_words
from exchanges.forms.step_form import StepForm


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is stored and another that was sent; empty when there is none."""

    label: str
    stored: tuple[str, ...]
    sent: tuple[str, ...]


def differences(
    form: StepForm, stored: Mapping[str, Any], *, on: datetime.date
) -> list[Difference]:
    """The answers of a valid form that differ from those that are stored."""
    sent = form.answers
    different = [name for name in sent if stored.get(name) != sent[name]]
    before, after = answer_words(stored, on=on), answer_words(sent, on=on)
    return [
        Difference(
            str(form.fields[name].label),
            before.values(name, stored.get(name)),
            after.values(name, sent[name]),
        )
        for name in different
    ]
