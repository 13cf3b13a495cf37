"""Texts that people write about an application: messages and notes."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchanges.forms.fields import ProseField
from exchanges.models.correspondence import MESSAGE_LENGTH


class WritingForm(forms.Form):
    """One text, and the word by which the same form sent twice is one text."""

    body = ProseField(max_length=MESSAGE_LENGTH, widget=forms.Textarea({"rows": 5}))
    once = forms.UUIDField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid.uuid4


class MessageForm(WritingForm):
    """A message to the other side."""

    body = ProseField(
        label=_("Your message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Write your message.")},
    )


class NoteForm(WritingForm):
    """A private note of a partnership."""

    body = ProseField(
        label=_("Your note"),
        help_text=_("Only managers of your partnership read it."),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write your note.")},
    )


class SeenForm(forms.Form):
    """The newest of the changes that a page showed: that one and those before were seen."""

    newest = forms.UUIDField(widget=forms.HiddenInput)
