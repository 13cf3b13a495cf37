"""The form in which an administrator changes the words of an e-mail."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core.emails.filling import clean_lines, missing_names, unknown_names
from core.emails.kinds import EmailKind
from core.emails.rendering import SUBJECT_LIMIT
from core.listing import clean_words


class WordsForm(forms.Form):
    """Subject and text of one kind of e-mail."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=SUBJECT_LIMIT)
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=10_000,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy(
            "Plain text; an empty line begins a paragraph. Words with a colon and, in the next "
            "line, an address of this site become a button."
        ),
    )

    def __init__(self, kind: EmailKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        """One line, with placeholders that are filled in."""
        subject = clean_words(self.cleaned_data["subject"], SUBJECT_LIMIT)
        if not subject:
            raise ValidationError(self.fields["subject"].error_messages["required"])
        self._refuse_unknown(subject)
        return subject

    def clean_body(self) -> str:
        """With placeholders that are filled in, and with all that must be there."""
        body = clean_lines(self.cleaned_data["body"])
        self._refuse_unknown(body)
        if missing := missing_names(self.kind, body):
            raise ValidationError(
                ngettext(
                    "%(names)s must be in the text: without it the e-mail is of no use.",
                    "%(names)s must be in the text: without them the e-mail is of no use.",
                    len(missing),
                )
                % {"names": braced(missing)}
            )
        return body

    def _refuse_unknown(self, text: str) -> None:
        if unknown := unknown_names(self.kind, text):
            known = [placeholder.name for placeholder in self.kind.placeholders]
            raise ValidationError(
                _("%(unknown)s cannot be filled in here. There is: %(known)s.")
                % {"unknown": braced(unknown), "known": braced(known) or _("nothing")}
            )


def braced(names: list[str]) -> str:
    """Names as they stand in a text."""
    return ", ".join(f"{{{name}}}" for name in names)
