"""A field for several values of one enumeration."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SEPARATOR = "|"


def contains(value: str) -> str:
    """What the stored text contains when the value was chosen: for `field__contains`."""
    return f"{SEPARATOR}{value}{SEPARATOR}"


class ChoiceListField(models.CharField):  # type: ignore[type-arg]
    """Holds a list of choices as text ("|SMES|OPEN_TO_ALL|"), which every database can search."""

    def __init__(self, *args: Any, enumeration: type[models.TextChoices], **kwargs: Any) -> None:
        self.enumeration = enumeration
        kwargs.setdefault("max_length", 250)
        kwargs.setdefault("default", list)
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """The enumeration belongs to the column's meaning, so it stands in migrations too."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["blank"]
        kwargs["enumeration"] = self.enumeration
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: object) -> list[str]:
        """Read what the database holds."""
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        """Accept a list, or the stored text."""
        if isinstance(value, str):
            value = value.split(SEPARATOR)
        chosen = {str(item) for item in value or [] if item}
        known = [str(item) for item in self.enumeration.values if item in chosen]
        return known + sorted(chosen.difference(known))

    def get_prep_value(self, value: Any) -> str:
        """Write the values between separators, in the order of the enumeration."""
        values = self.to_python(value)
        return f"{SEPARATOR}{SEPARATOR.join(values)}{SEPARATOR}" if values else ""

    def value_to_string(self, obj: models.Model) -> str:
        """The text for serialised data (revisions)."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        """Every value belongs to the enumeration."""
        unknown = set(value).difference(self.enumeration.values)
        if unknown:
            raise ValidationError(
                _("“%(values)s” is not one of the choices."),
                code="invalid_choice",
                params={"values": ", ".join(sorted(unknown))},
            )

    def run_validators(self, value: Any) -> None:
        """Length is no matter of a list of known values."""

    def formfield(self, **kwargs: Any) -> Any:
        """Checkboxes."""
        return forms.MultipleChoiceField(
            choices=self.enumeration.choices,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
