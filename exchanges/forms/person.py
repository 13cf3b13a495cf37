"""The steps about what somebody wants to do, and who speaks for the organisation."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from exchanges.domain.eligibility import Side
from exchanges.domain.questions import Step
from exchanges.forms.fields import SomeOf, SomeOfField, TypedField
from exchanges.forms.step_form import StepForm

PHONE = RegexValidator(
    re.compile(r"^[+(]?[0-9][0-9 ()./-]{4,30}$"),
    _("Enter a telephone number like +32 2 123 45 67."),
)


class RoleForm(StepForm):
    """As what one takes part."""

    step = Step.ROLE

    sides = SomeOfField(
        choices=[(Side.VISITOR.value, _("Visit a host")), (Side.HOST.value, _("Host visitors"))],
        widget=SomeOf(
            hints={
                Side.VISITOR.value: _(
                    "Spend three working days to one month at an organisation in another country."
                ),
                Side.HOST.value: _("Receive visitors from other countries where you work."),
            }
        ),
    )


class PersonForm(StepForm):
    """What the account does not know of the applicant."""

    step = Step.PERSON
    step_template = "exchanges/steps/person.html"

    position = TypedField(
        required=False, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    phone = TypedField(
        required=False,
        max_length=40,
        validators=[PHONE],
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> Any:
        """One kind of space."""
        return " ".join(str(self.cleaned_data["phone"]).split())
