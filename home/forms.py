"""The form of the contact page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.form_traps import FormWithTraps
from core.listing import clean_words


class ContactForm(FormWithTraps):
    """A message to the programme's office."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We answer to this address and keep it nowhere else."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.org."),
        },
    )
    subject = forms.CharField(label=_("Subject"), max_length=150, required=False)
    message = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Enter your message.")},
    )

    stamp_salt = "home.contact"
    use_required_attribute = False
    shown_fields = ("name", "email", "subject", "message")

    def clean_name(self) -> str:
        """One line: what is typed here ends in a line of the mail's head."""
        return self._one_line("name")

    def clean_subject(self) -> str:
        """One line as well."""
        return self._one_line("subject")

    def _one_line(self, field: str) -> str:
        words = clean_words(self.cleaned_data[field])
        if not words and self.fields[field].required:
            raise ValidationError(self.fields[field].error_messages["required"])
        return words
