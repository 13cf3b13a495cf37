"""Languages with their levels: one line each, as many as one needs, also without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchanges.languages import CHOICES, LANGUAGES
from exchanges.models import LanguageLevel

FEWEST_ROWS = 3
MOST_ROWS = 20
ROWS_ADDED = 2

Row = tuple[str, str]


class LanguageRows(forms.Widget):
    """A line of two lists for each language, and empty ones to fill in."""

    template_name = "forms/language_rows.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """The lines as they were sent, empty ones in between left out."""
        rows = []
        for number in range(MOST_ROWS + ROWS_ADDED):
            row = (
                str(data.get(f"{name}-{number}-language") or ""),
                str(data.get(f"{name}-{number}-level") or ""),
            )
            if any(row):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Empty lines are an answer too."""
        return False

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The list of the first line."""
        return f"{id_}-0-language" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The lines that are filled in, and some that are not."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        filled = list(value or [])[:MOST_ROWS]
        number = max(FEWEST_ROWS, min(len(filled) + ROWS_ADDED, MOST_ROWS))
        identity = context["widget"]["attrs"].get("id", "")
        context["widget"]["rows"] = [
            {
                "number": place + 1,
                "name": f"{name}-{place}",
                "id": f"{identity}-{place}",
                "language": row[0],
                "level": row[1],
            }
            for place, row in enumerate([*filled, *[("", "")] * (number - len(filled))])
        ]
        context["widget"]["languages"] = with_unknown(CHOICES, [row[0] for row in filled])
        context["widget"]["levels"] = with_unknown(
            LanguageLevel.choices, [row[1] for row in filled]
        )
        context["widget"]["most_rows"] = MOST_ROWS
        return context


def with_unknown(choices: Any, sent: list[str]) -> list[tuple[str, Any]]:
    """The choices, and what was sent that is none of them, so that it stands where it stood."""
    known = [(str(code), label) for code, label in choices]
    codes = {code for code, _label in known}
    return [*known, *((code, code) for code in dict.fromkeys(sent) if code and code not in codes)]


class LanguagesField(forms.Field):
    """An object of language code to level."""

    widget = LanguageRows

    def prepare_value(self, value: Any) -> Any:
        """Stored answers as lines, the best language first."""
        if not isinstance(value, Mapping):
            return value
        order = {level: place for place, level in enumerate(reversed(LanguageLevel.values))}
        return sorted(
            value.items(), key=lambda row: (order.get(row[1], len(order)), label_of(row[0]))
        )

    def clean(self, value: Any) -> dict[str, str]:
        """The lines as an object; raises `ValidationError` naming the language that is wrong."""
        found: dict[str, str] = {}
        rows: list[Row] = value or []
        if len(rows) > MOST_ROWS:
            raise ValidationError(_("At most %d languages fit.") % MOST_ROWS)
        for language, level in rows:
            if not language:
                raise ValidationError(_("Choose the language that belongs to a level."))
            if language not in LANGUAGES:
                raise ValidationError(_("Choose the language from the list."))
            if level not in LanguageLevel.values:
                raise ValidationError(
                    _("Choose how well you speak %(language)s.") % {"language": label_of(language)}
                )
            if language in found:
                raise ValidationError(
                    _("%(language)s stands there twice.") % {"language": label_of(language)}
                )
            found[language] = level
        if self.required and not found:
            raise ValidationError(_("Choose at least one language and its level."))
        return found


def label_of(language: str) -> str:
    """What a language is called; its code when it is none of ours."""
    return str(LANGUAGES.get(language, language))
