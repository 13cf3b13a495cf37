"""The forms about accounts, in our words: one label for each field and no words inside it."""

from typing import Any

from allauth.account import forms
from allauth.account.models import EmailAddress
from django import forms as django_forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.confirmed_addresses import is_taken
from core.form_traps import FormWithTraps
from core.listing import clean_words
from core.models import User

NAME_LENGTH = 150

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}
REQUIRED = {
    "login": _("Enter your e-mail address."),
    "email": _("Enter an e-mail address."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your current password."),
    "password1": _("Enter a password."),
    "password2": _("Enter the password once more."),
}


class OurWords:
    """Names the fields and says what is missing; words inside a field vanish while one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in REQUIRED:
                field.error_messages["required"] = REQUIRED[name]
            if isinstance(field, django_forms.EmailField):
                field.error_messages["invalid"] = _(
                    "Enter an e-mail address like name@example.org."
                )


class LoginForm(OurWords, forms.LoginForm):
    """Sign in."""


class NameField(django_forms.CharField):
    """A part of a name: one line, because names stand in the heads of mails."""

    def clean(self, value: Any) -> str:
        """Without control and invisible characters; these alone are no name."""
        words = clean_words(super().clean(value), limit=NAME_LENGTH)
        if not words:
            raise ValidationError(self.error_messages["required"], code="required")
        return words


class PersonForm(django_forms.Form):
    """First and last name."""

    first_name = NameField(
        label=_("First name"),
        max_length=NAME_LENGTH,
        widget=django_forms.TextInput({"autocomplete": "given-name"}),
        error_messages={"required": _("Enter your first name.")},
    )
    last_name = NameField(
        label=_("Last name"),
        max_length=NAME_LENGTH,
        widget=django_forms.TextInput({"autocomplete": "family-name"}),
        error_messages={"required": _("Enter your last name.")},
    )
    use_required_attribute = False


class SignUpForm(FormWithTraps, PersonForm, OurWords, forms.SignupForm):
    """Have an account. Answers the same for an address that has one: its owner gets a mail."""

    stamp_salt = "core.sign_up"
    # Browsers fill in names and addresses by themselves; a person still types a password.
    shortest_seconds = 2

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _(
            "At least 12 characters. A sentence that only you know is good."
        )
        self.fields["email"].help_text = _("We send you a mail with a link to confirm it.")
        self.order_fields(["first_name", "last_name", "email", "password1"])

    def validate_unique_email(self, value: str) -> str:
        """Note whether the address is taken, and tell nobody but its owner."""
        self.account_already_exists = is_taken(value)
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account; where there is one, take as long and send its owner a mail.

        A change to the address that somebody else asked for and never confirmed gives way.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            return self._answer_alike(request)
        try:
            with transaction.atomic():
                EmailAddress.objects.filter(
                    email=self.cleaned_data["email"], verified=False
                ).delete()
                user, response = super().try_save(request)
        except IntegrityError:  # the same form came twice at once; the password is hashed by now
            return self._answer_alike(request)
        return user, response

    def _answer_alike(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        self.account_already_exists = True
        user, response = super().try_save(request)
        return user, response


class ChangePasswordForm(OurWords, forms.ChangePasswordForm):
    """Change the password that one has."""


class SetPasswordForm(OurWords, forms.SetPasswordForm):
    """Give an account without a password its first."""


class ResetPasswordForm(OurWords, forms.ResetPasswordForm):
    """Ask for a link."""

    users: list[User]

    def clean_email(self) -> str:
        """Find the account; an address somebody only asked to change to opens none."""
        email = str(super().clean_email())
        self.users: list[User] = [user for user in self.users if user.email == email.lower()]
        return email


class ResetPasswordKeyForm(OurWords, forms.ResetPasswordKeyForm):
    """Choose a password by a link."""


class AddEmailForm(OurWords, forms.AddEmailForm):
    """Ask for another address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ReauthenticateForm(OurWords, forms.ReauthenticateForm):
    """Show that it is oneself."""
