"""Fields of the application: texts as they are stored, choices from the register, whole numbers."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core import typed_text

LINE_LENGTH = 200
PROSE_LENGTH = 4_000
FIRST_DAY = datetime.date(2000, 1, 1)
LAST_DAY = datetime.date(2099, 12, 31)
NO_SUCH_DAY = _("Enter a day like 2027-03-15.")
CHOOSE = _("Choose one.")
CHOOSE_FROM_LIST = _("Choose from the list.")
TOO_LONG = ngettext_lazy(
    "This has %(show_value)d characters; at most %(limit_value)d fit.",
    "This has %(show_value)d characters; at most %(limit_value)d fit.",
    "limit_value",
)


class TypedField(forms.CharField):
    """A text that somebody types; the browser does not cut it off, the answer says what is wrong.

    Control characters are taken out rather than refused (`core.typed_text`).
    """

    is_one_line = True

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LINE_LENGTH)
        given = options.get("error_messages") or {}
        options["error_messages"] = {"required": _("Write an answer."), **given}
        super().__init__(**options)
        self.validators = [
            validator
            for validator in self.validators
            if type(validator).__name__ != "ProhibitNullCharactersValidator"
        ]
        self.error_messages.setdefault("max_length", TOO_LONG)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: what is pasted must not be cut without a word."""
        attributes: dict[str, Any] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes

    def to_python(self, value: Any) -> str:
        """The text as it is stored."""
        text = "" if value is None else str(value)
        normalise = typed_text.one_line if self.is_one_line else typed_text.several_lines
        return normalise(text)


class ProseField(TypedField):
    """A text of several lines."""

    is_one_line = False
    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", PROSE_LENGTH)
        options.setdefault("widget", forms.Textarea({"rows": 6}))
        super().__init__(**options)


class WebsiteField(forms.URLField):
    """An address; `https://` may be left out."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LINE_LENGTH)
        super().__init__(assume_scheme="https", **options)
        self.error_messages["invalid"] = _("Enter an address like https://www.example.org.")
        self.error_messages["max_length"] = TOO_LONG

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`, as everywhere; a keyboard for addresses."""
        attributes: dict[str, Any] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes | {"inputmode": "url", "autocomplete": "url"}

    def clean(self, value: Any) -> Any:
        """Normalise as all texts."""
        return super().clean(typed_text.one_line("" if value is None else str(value)))


class NumberField(forms.IntegerField):
    """A whole number, typed into a text field that phones give a number keyboard."""

    widget = forms.TextInput

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        super().__init__(min_value=least, max_value=most, **options)
        between = format_lazy(
            _("Enter a whole number from {least} to {most}."), least=least, most=most
        )
        self.error_messages["invalid"] = between
        for validator in self.validators:
            validator.message = between  # type: ignore[attr-defined]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without arrows, which change a number by a turn of the wheel."""
        return {"inputmode": "numeric", "autocomplete": "off", "class": "field__number"}


class OptionsMixin:
    """Choices under one heading each, with a second line where there is one to tell."""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, Any] | None = None,
        are_many: bool = False,
        first_leads: bool = False,
        are_folded: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.are_folded = are_folded
        self.first_leads = first_leads
        self.hints = dict(hints or {})
        self.are_many = are_many

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Tell the template how they stand: in columns, under their first, behind a line."""
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["widget"]["are_many"] = self.are_many
        context["widget"]["first_leads"] = self.first_leads
        context["widget"]["are_folded"] = self.are_folded
        context["widget"]["is_chosen"] = bool(value)
        context["widget"]["number"] = len(flat_codes(self.choices))  # type: ignore[attr-defined]
        return context

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """Add the second line."""
        option: dict[str, Any] = super().create_option(name, value, *args, **options)  # type: ignore[misc]
        option["hint"] = self.hints.get(str(value), "")
        option["wrap_label"] = False  # the template writes the label
        return option


class OneOf(OptionsMixin, forms.RadioSelect):
    """Radio buttons."""

    template_name = "forms/options.html"


class SomeOf(OptionsMixin, forms.CheckboxSelectMultiple):
    """Boxes to tick."""

    template_name = "forms/options.html"


class OneOfField(forms.ChoiceField):
    """One code."""

    widget = OneOf

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["required"] = CHOOSE
        self.error_messages["invalid_choice"] = CHOOSE_FROM_LIST


class YesOrNoField(forms.TypedChoiceField):
    """Yes, no, or not answered."""

    widget = OneOf

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            choices=[("no", _("No")), ("yes", _("Yes"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **options,
        )
        self.error_messages["invalid_choice"] = CHOOSE_FROM_LIST

    def prepare_value(self, value: Any) -> Any:
        """The choice of a stored answer."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class SomeOfField(forms.MultipleChoiceField):
    """Some codes, each once, in the order of the list; at most `most`."""

    widget = SomeOf

    def __init__(self, *, most: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.most = most
        self.error_messages["required"] = _("Choose at least one.")
        self.error_messages["invalid_choice"] = CHOOSE_FROM_LIST
        self.error_messages["invalid_list"] = CHOOSE_FROM_LIST

    def clean(self, value: Any) -> Any:
        """In the order of the list, whatever the order of sending."""
        chosen = set(super().clean(value))
        if self.most is not None and len(chosen) > self.most:
            raise ValidationError(
                _("You chose %(number)d. Choose at most %(most)d.")
                % {"number": len(chosen), "most": self.most}
            )
        return [code for code in flat_codes(self.choices) if code in chosen]


class DayInput(forms.DateInput):
    """The browser's calendar; what is no day stands there as it was typed."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """A calendar would show nothing instead of a text that is no day."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        is_day = not shown or re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", shown)
        context["widget"]["type"] = "date" if is_day else "text"
        return context


class DayField(forms.DateField):
    """A day, from the browser's calendar or typed; of this century."""

    FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            input_formats=self.FORMATS,
            widget=DayInput(format="%Y-%m-%d"),
            validators=[
                MinValueValidator(FIRST_DAY, NO_SUCH_DAY),
                MaxValueValidator(LAST_DAY, NO_SUCH_DAY),
            ],
            **options,
        )
        self.error_messages["invalid"] = NO_SUCH_DAY


def flat_codes(choices: Any) -> list[str]:
    """The codes of choices, also of those in groups."""
    codes: list[str] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            codes += flat_codes(label)
        else:
            codes.append(str(value))
    return codes
