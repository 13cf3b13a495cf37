"""The form of the ten questions. Only the first two have to be answered."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges import languages
from exchanges.admin_forms import VISITOR_KINDS
from exchanges.application_form.choices import EcosystemWish
from exchanges.domain.stay import StayRules
from exchanges.hosts_that_fit.questions import (
    ECOSYSTEM_WISHES,
    LANGUAGE_FIELDS,
    LANGUAGE_ROWS,
    LEVELS,
    MODES,
    QUESTIONS,
    Question,
)
from exchanges.matching_module.days import AHEAD
from exchanges.matching_module.register import Entries, RegisterLists
from exchanges.models import ExchangeMode, LanguageLevel
from matching.profile import MAX_OPTIONS

LARGEST_GROUP = 99
OWN_WORDS_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its fields, as the template shows it."""

    question: Question
    fields: list[BoundField]

    @property
    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """Languages with their levels; empty for all other questions."""
        if self.question.fields is not LANGUAGE_FIELDS:
            return []
        return list(zip(self.fields[::2], self.fields[1::2], strict=True))

    @property
    def described_by(self) -> str:
        """The elements that say more of the question: its help, and what is wrong."""
        first = self.fields[0]
        parts = [f"help-{self.question.name}"] if self.question.help_text else []
        if first.errors and first.use_fieldset:
            parts.append(f"{first.auto_id}_error")
        return " ".join(parts)


class FitForm(forms.Form):
    """What a visitor answers. The names are those of `exchanges.domain.questions`."""

    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organisation"),
        choices=VISITOR_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of organisation you are.")},
    )
    organisation_country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        error_messages={"required": gettext_lazy("Choose the country of your organisation.")},
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Your sectors"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ecosystem = forms.ChoiceField(
        label=gettext_lazy("Whom you would like to meet"),
        choices=ECOSYSTEM_WISHES,
        required=False,
        initial=EcosystemWish.EITHER.value,
        widget=forms.RadioSelect,
    )
    sought_topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=OWN_WORDS_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("They are compared with the words of the offers."),
    )
    sought_technologies = forms.MultipleChoiceField(
        label=gettext_lazy("Technologies"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sought_activity_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of activity"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    preferred_countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )
    period_start = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Enter a day such as 2026-09-21.")},
    )
    period_end = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Enter a day such as 2026-09-25.")},
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=MODES,
        required=False,
        initial=ExchangeMode.EITHER.value,
        widget=forms.RadioSelect,
    )
    group_size = forms.IntegerField(
        label=gettext_lazy("People"),
        required=False,
        initial=1,
        min_value=1,
        max_value=LARGEST_GROUP,
        error_messages={
            "invalid": gettext_lazy("Enter how many people would come."),
            "min_value": gettext_lazy("Enter at least 1."),
            "max_value": gettext_lazy("Enter at most %(limit_value)s."),
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        lists: RegisterLists,
        rules: StayRules,
        *,
        today: datetime.date,
    ) -> None:
        super().__init__(data)
        self.lists = lists
        self.rules = rules
        self.today = today
        options = {
            "sectors": lists.sectors,
            "sought_topics": lists.topics,
            "sought_technologies": lists.technologies,
            "sought_activity_kinds": lists.activity_kinds,
            "preferred_countries": lists.countries,
        }
        for name, entries in options.items():
            self._offer(name, choices_of(entries))
            if not entries:
                del self.fields[name]
        self._offer(
            "organisation_country", [("", _("Choose a country")), *choices_of(lists.countries)]
        )
        for row in range(1, LANGUAGE_ROWS + 1):
            self._add_language(row)
        self._add_length(rules)
        self.order_fields([name for question in QUESTIONS for name in question.fields])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]

    def _add_language(self, row: int) -> None:
        self.fields[f"language_{row}"] = forms.ChoiceField(
            label=_("Language %(number)d") % {"number": row},
            choices=[("", "–"), *languages.CHOICES],
            required=False,
        )
        self.fields[f"level_{row}"] = forms.ChoiceField(
            label=_("How well you know language %(number)d") % {"number": row},
            choices=LEVELS,
            required=False,
            initial=LanguageLevel.B2.value,
        )

    def _add_length(self, rules: StayRules) -> None:
        ends = {
            "minimum": rules.minimum_working_days,
            "maximum": rules.maximum_working_days,
        }
        self.fields["working_days"] = forms.IntegerField(
            label=_("Working days"),
            required=False,
            min_value=ends["minimum"],
            max_value=ends["maximum"],
            help_text=_("%(minimum)d to %(maximum)d, without travel") % ends,
            error_messages={
                "invalid": _("Enter a whole number of days."),
                "min_value": _("The rules ask for at least %(limit_value)s working days."),
                "max_value": _("The rules allow at most %(limit_value)s working days."),
            },
        )

    def clean_period_end(self) -> datetime.date | None:
        """Refuse days that are over."""
        day: datetime.date | None = self.cleaned_data["period_end"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_("This day is over. Choose a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        """Tell at the field what contradicts itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("The end is before the start. Choose a later day."))
        for name in ("period_start", "period_end"):
            day = cleaned.get(name)
            if day and day > self.today + AHEAD:
                self.add_error(name, _("Offers reach two years ahead. Choose an earlier day."))
        self._check_languages(cleaned)
        for name, values in cleaned.items():
            if isinstance(values, list) and len(set(values)) > MAX_OPTIONS:
                self.add_error(name, _("Choose at most %(most)d.") % {"most": MAX_OPTIONS})
                break
        return cleaned

    def _check_languages(self, cleaned: dict[str, Any]) -> None:
        seen = set()
        for row in range(1, LANGUAGE_ROWS + 1):
            language = cleaned.get(f"language_{row}")
            if language and language in seen:
                self.add_error(f"language_{row}", _("This language is already there."))
            seen.add(language)

    def answers(self) -> dict[str, Any]:
        """The answers as an application keeps them: texts, numbers, codes, days as ISO dates."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name in LANGUAGE_FIELDS or value in (None, "", []):
                continue
            if isinstance(value, datetime.date):
                found[name] = value.isoformat()
            else:
                found[name] = sorted(set(value)) if isinstance(value, list) else value
        found["languages"] = {
            self.cleaned_data[f"language_{row}"]: self.cleaned_data[f"level_{row}"]
            or LanguageLevel.B2.value
            for row in range(1, LANGUAGE_ROWS + 1)
            if self.cleaned_data[f"language_{row}"]
        }
        return found

    def questions(self) -> list[ShownQuestion]:
        """The questions with their fields; those without options are left out."""
        shown = []
        for question in QUESTIONS:
            fields = [self[name] for name in question.fields if name in self.fields]
            if fields:
                shown.append(ShownQuestion(question, fields))
        return shown

    def sector_tree(self) -> list[tuple[BoundWidget, list[BoundWidget], bool]]:
        """Each industrial ecosystem with its specialisations, and whether one is chosen."""
        if "sectors" not in self.fields:
            return []
        boxes = {str(box.data["value"]): box for box in self["sectors"]}
        tree = []
        for entry in self.lists.sectors:
            if entry.parent not in boxes:
                under = [boxes[one.code] for one in self.lists.sectors if one.parent == entry.code]
                tree.append((boxes[entry.code], under, any(box.data["selected"] for box in under)))
        return tree


def choices_of(entries: Entries) -> list[tuple[str, str]]:
    """The entries of a list as a form offers them."""
    return [(entry.code, entry.label) for entry in entries]


def form_data(answers: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """Answers as the form would send them."""
    data: dict[str, list[str]] = {}
    for name, value in answers.items():
        if name == "languages":
            for row, (language, level) in enumerate(value.items(), start=1):
                data |= {f"language_{row}": [language], f"level_{row}": [level]}
        else:
            data[name] = list(value) if isinstance(value, list) else [str(value)]
    return MultiValueDict(data)
