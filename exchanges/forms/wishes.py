"""The steps about why, in which languages, when, where and for how many."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from exchanges.admin_forms import VISITOR_KINDS
from exchanges.application_form.choices import EcosystemWish
from exchanges.domain.questions import Step
from exchanges.domain.stay import StayFinding, check_stay
from exchanges.forms.fields import (
    DayField,
    NumberField,
    OneOf,
    OneOfField,
    ProseField,
    SomeOf,
    SomeOfField,
)
from exchanges.forms.language_rows import LanguagesField
from exchanges.forms.step_form import StepForm
from exchanges.models import ExchangeMode

MOST_WORKING_DAYS = 60
MOST_PEOPLE = 50
MOST_PLACES = 500


class MotivationForm(StepForm):
    """Why, and what should come of it."""

    step = Step.MOTIVATION

    motivation = ProseField()
    expected_result = ProseField()


class LanguagesForm(StepForm):
    """Languages and how well they are spoken."""

    step = Step.LANGUAGES

    languages = LanguagesField()


class PreferencesForm(StepForm):
    """How, when, where and with whom."""

    step = Step.PREFERENCES

    mode = OneOfField(
        choices=ExchangeMode.choices,
        widget=OneOf(
            hints={
                ExchangeMode.PHYSICAL: _("Your organisation may do so once as a visitor."),
                ExchangeMode.VIRTUAL: _("Online; without a limit, and without a lump sum."),
                ExchangeMode.EITHER: _("The other side may choose."),
            }
        ),
    )
    period_start = DayField()
    period_end = DayField()
    working_days = NumberField(least=1, most=MOST_WORKING_DAYS, required=False)
    group_size = NumberField(least=1, most=MOST_PEOPLE, required=False)
    preferred_kinds = SomeOfField(required=False, choices=VISITOR_KINDS)
    ecosystem = OneOfField(required=False, choices=EcosystemWish.choices)
    preferred_countries = SomeOfField(required=False, widget=SomeOf(are_many=True, are_folded=True))
    excluded_countries = SomeOfField(required=False, widget=SomeOf(are_many=True, are_folded=True))

    def prepare(self) -> None:
        """The countries that take part; not one's own, from which nobody comes."""
        countries = [
            (entry.code, entry.label)
            for entry in self.context.lists.countries
            if entry.takes_part and entry.code != self.context.organisation_country
        ]
        self.choose_from("preferred_countries", countries)
        self.choose_from("excluded_countries", countries)

    def clean(self) -> dict[str, Any]:
        """Tell at the field what contradicts another answer or the rules."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_countries(cleaned)
        self._check_period(cleaned)
        self._check_length(cleaned.get("working_days"))
        return cleaned

    def _check_countries(self, cleaned: dict[str, Any]) -> None:
        both = set(cleaned.get("preferred_countries") or ()) & set(
            cleaned.get("excluded_countries") or ()
        )
        if both:
            named = ", ".join(
                entry.label for entry in self.context.lists.countries if entry.code in both
            )
            self.add_error(
                "excluded_countries",
                _("%(countries)s cannot be both preferred and left out.") % {"countries": named},
            )

    def _check_period(self, cleaned: dict[str, Any]) -> None:
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("The end is before the start. Choose a later day."))
        elif end and end < self.context.on:
            self.add_error("period_end", _("This day is over. Choose a later one."))

    def _check_length(self, days: int | None) -> None:
        rules = self.context.rule_set.stay if self.context.rule_set else None
        found = check_stay(rules, minimum_working_days=days, maximum_working_days=None)
        if rules is None or "minimum_working_days" not in found:
            return
        message = (
            _("The rules ask for at least %(days)d working days.")
            % {"days": rules.minimum_working_days}
            if found["minimum_working_days"] is StayFinding.TOO_SHORT
            else _("The rules allow at most %(days)d working days.")
            % {"days": rules.maximum_working_days}
        )
        self.add_error("working_days", message)


class PlacesForm(StepForm):
    """How many visitors a host takes."""

    step = Step.PLACES

    places_per_exchange = NumberField(least=1, most=MOST_PLACES)
    places_total = NumberField(least=1, most=MOST_PLACES)

    def clean(self) -> dict[str, Any]:
        """In all there are no fewer than at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        at_once, total = cleaned.get("places_per_exchange"), cleaned.get("places_total")
        if at_once is not None and total is not None and total < at_once:
            self.add_error(
                "places_total", _("In all there are fewer places than at the same time.")
            )
        return cleaned
