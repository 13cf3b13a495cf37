"""The form with which a host writes the text of its offer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchanges.admin_forms import VISITOR_KINDS
from exchanges.models import ExchangeMode, ExchangeOfferPage
from exchanges.plain_prose import as_plain_text, as_rich_text
from partnerships.models import ActivityKind, Sector, Technology, Topic

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
LINKS = ("activity_kinds", "sectors", "topics", "technologies")
"""Fields that are entries of the register."""
REQUIRED_TO_SEND = ("title", "summary", "programme", "activity_kinds", "sectors", "topics")


def entries(model: Any, label: Any) -> "forms.ModelMultipleChoiceField[Any]":
    """Boxes for the entries of a list of the register, told apart by their codes."""
    return forms.ModelMultipleChoiceField(
        queryset=model.objects.order_by("name"),
        to_field_name="code",
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class OfferTextForm(forms.Form):
    """Everything that visitors read of an offer; only what is sent has to be complete."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("What a visitor would see or learn, in a few words."),
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One or two sentences for lists and search results."),
    )
    programme = forms.CharField(
        label=_("Programme"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("What a visitor would do, day by day. Leave a line empty between paragraphs."),
    )
    host_provides = forms.CharField(
        label=_("What you offer"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    looks_for = forms.CharField(
        label=_("Whom you would like to meet"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    accommodation = forms.CharField(
        label=_("Where to stay"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    accessibility = forms.CharField(
        label=_("Accessibility"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What a visitor with a disability should know."),
    )
    activity_kinds = entries(ActivityKind, _("Kinds of activity"))
    sectors = entries(Sector, _("Sectors"))
    topics = entries(Topic, _("Topics"))
    technologies = entries(Technology, _("Technologies"))
    mode = forms.ChoiceField(label=_("How"), choices=ExchangeMode.choices, widget=forms.RadioSelect)
    period_start = forms.DateField(label=_("Possible from"), required=False, widget=DAY)
    period_end = forms.DateField(
        label=_("Possible until"),
        required=False,
        widget=DAY,
        help_text=_("After this day the offer is no longer listed."),
    )
    minimum_working_days = forms.IntegerField(
        label=_("Shortest stay in working days"), required=False, min_value=1, max_value=99
    )
    maximum_working_days = forms.IntegerField(
        label=_("Longest stay in working days"), required=False, min_value=1, max_value=99
    )
    visitor_kinds = forms.MultipleChoiceField(
        label=_("For which organisations"),
        choices=VISITOR_KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all who may take part."),
    )

    use_required_attribute = False

    def __init__(self, data: Any = None, *, page: ExchangeOfferPage) -> None:
        super().__init__(data, initial=initial_values(page))

    def require_what_is_sent(self) -> bool:
        """Tell at the fields what a text needs before others read it; whether it has all."""
        for name in REQUIRED_TO_SEND:
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, _("Needed before the offer can be published."))
        return not self.errors

    def values(self) -> dict[str, Any]:
        """What the page gets. A programme that editors laid out stays unless it was changed."""
        values = dict(self.cleaned_data)
        for name in LINKS:
            values[name] = list(values[name])
        if "programme" in self.changed_data:
            values["programme"] = as_rich_text(values["programme"])
        else:
            del values["programme"]
        return values


def initial_values(page: ExchangeOfferPage) -> dict[str, Any]:
    """The text as it stands, its programme without the marks of its layout."""
    names = [name for name in OfferTextForm.base_fields if name not in LINKS]
    values = {name: getattr(page, name) for name in names}
    values["programme"] = as_plain_text(page.programme)
    for name in LINKS:
        values[name] = [entry.code for entry in getattr(page, name).all()]
    return values
