"""The form of a saved search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.listing import clean_words
from search.models import Frequency
from search.models.saved_search import NAME_LENGTH


class SavedSearchForm(forms.Form):
    """What a search is called, and how often one is told."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("Only you see it. It stands in the subject of the e-mails."),
        error_messages={
            "required": _("Give the search a name."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )
    frequency = forms.ChoiceField(
        label=_("Tell me about new offers"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often."),
            "invalid_choice": _("Choose how often."),
        },
    )

    def clean_name(self) -> str:
        """A name in one line, without what cannot be seen."""
        name = clean_words(self.cleaned_data["name"], NAME_LENGTH)
        if not name:
            raise forms.ValidationError(_("Give the search a name."))
        return name

    @property
    def chosen(self) -> dict[str, Any]:
        """The values as the services take them."""
        return {
            "name": self.cleaned_data["name"],
            "frequency": Frequency(self.cleaned_data["frequency"]),
        }
