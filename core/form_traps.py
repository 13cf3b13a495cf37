"""Two traps that keep machines out of a public form, without puzzles for people.

A field that people do not see must stay empty, and a signed stamp says when the form was given
out: who sends it in the next moment is no reader, and a form of yesterday is read over again.
"""

import secrets
import time
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SHORTEST_SECONDS = 3
LONGEST_SECONDS = 24 * 60 * 60


class FormWithTraps(forms.Form):
    """A form that machines find hard to send.

    Its template shows `stamp`, and `website` inside an element that is hidden.
    `nonce` is the stamp's word, good for using a form once; it is empty until the form is clean.
    """

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    # A stamp of one form is of no use in another.
    stamp_salt: ClassVar[str]
    shortest_seconds: ClassVar[int] = SHORTEST_SECONDS
    longest_seconds: ClassVar[int] = LONGEST_SECONDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stamp"].initial = self.new_stamp
        self.nonce = ""

    @classmethod
    def new_stamp(cls) -> str:
        """When the form was given out, and a word that can be used once; stored nowhere."""
        return signing.dumps([secrets.token_urlsafe(12), time.time()], salt=cls.stamp_salt)

    def clean(self) -> dict[str, Any]:
        """Refuse what a machine filled in, in a way that lets a person go on."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website"):
            self._show_afresh(website="")
            self.add_error(None, _("Please send the form once more."))
        try:
            self.nonce, given_out = signing.loads(cleaned.get("stamp", ""), salt=self.stamp_salt)
        except signing.BadSignature:
            self._refuse_stamp()
            return cleaned
        age = time.time() - given_out
        if age > self.longest_seconds:
            self._refuse_stamp()
        elif age < self.shortest_seconds and not self.errors:
            self.add_error(None, _("That was very quick. Please send the form once more."))
        return cleaned

    def _refuse_stamp(self) -> None:
        self._show_afresh(stamp=self.new_stamp())
        self.add_error(
            None, _("This page was open for a long time. Please read it over and send it again.")
        )

    def _show_afresh(self, **values: str) -> None:
        """Show other values of hidden fields than were sent; what a person typed stays."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for field, value in values.items():
            data[self.add_prefix(field)] = value
        self.data = data
