"""The boxes by which one agrees to the texts of the programme."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchanges.models import REQUIRED_CONSENTS, ConsentKind, ConsentText

LABELS = {
    ConsentKind.DATA_PROTECTION: _("I agree that my data are used like this."),
    ConsentKind.RULES: _("I agree to the rules of participation."),
    ConsentKind.CATALOGUE: _("Other participants may see us."),
}
NEEDED = {
    ConsentKind.DATA_PROTECTION: _("Without this nobody can work on your application."),
    ConsentKind.RULES: _("Without this you cannot take part."),
}


class ConsentForm(forms.Form):
    """A box for each text that is in force; two have to be ticked."""

    use_required_attribute = False

    def __init__(
        self,
        texts: Mapping[ConsentKind, ConsentText],
        data: Any = None,
        *,
        given: Collection[ConsentKind] = (),
    ) -> None:
        super().__init__(data, initial={kind.value: True for kind in given})
        self.texts = texts
        self.kinds = [kind for kind in ConsentKind if kind in texts]
        for kind in self.kinds:
            self.fields[kind.value] = forms.BooleanField(
                label=LABELS[kind],
                required=kind in REQUIRED_CONSENTS,
                error_messages={"required": NEEDED.get(kind, "")},
            )

    @property
    def parts(self) -> list[tuple[ConsentText, Any]]:
        """Each text with its box."""
        return [(self.texts[kind], self[kind.value]) for kind in self.kinds]


def current_texts(*, at: datetime.datetime) -> dict[ConsentKind, ConsentText]:
    """The version of each text that is agreed to at a moment (one query)."""
    found: dict[ConsentKind, ConsentText] = {}
    for text in ConsentText.objects.filter(valid_from__lte=at).order_by("version"):
        found[ConsentKind(text.kind)] = text
    return found
