"""The forms for codes, in our words."""

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# Codes are taken a little before and after their time, because clocks differ.
CODE_LIFETIME = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)


class CodeWords:
    """Names the field; phones show digits for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label = _("Code")
        field.error_messages["required"] = _("Enter the code.")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"inputmode": "numeric", "maxlength": "20", "class": "code-input"}


class OnceOnly(CodeWords):
    """Takes each code once for as long as it counts; allauth forgets it after half a minute."""

    def clean_code(self) -> str:
        """The code, if it is right and was not given before."""
        code = str(super().clean_code())  # type: ignore[misc]
        digits = "".join(filter(str.isalnum, code))
        person = self.user.pk  # type: ignore[attr-defined]
        given = salted_hmac("core.second_factor.given", f"{person} {digits}").hexdigest()
        if not cache.add(f"second-factor:{given}", True, timeout=CODE_LIFETIME):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnly, forms.AuthenticateForm):
    """Give a code at the sign-in."""


class ReauthenticateForm(OnceOnly, forms.ReauthenticateForm):
    """Give a code once more."""


class ActivateForm(CodeWords, ActivateTOTPForm):
    """Show that the app makes the right codes."""
