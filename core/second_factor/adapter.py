"""What django-allauth asks about second factors."""

import base64

from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.sender import programme_settings

SALT = "core.second_factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets encrypted, names the programme in the app, and says things plainly."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _(
            "Your account has a second factor. Turn it off before you change the address, and set "
            "it up again afterwards."
        ),
        "cannot_generate_recovery_codes": _("Set up the app first, then the recovery codes."),
        "incorrect_code": _(
            "The code is not right, or it was used before. Wait for the next one and try again."
        ),
        "unverified_email": _("Confirm your new e-mail address first, or keep the old one."),
    }

    def get_totp_issuer(self) -> str:
        """What the app shows beside the code."""
        return programme_settings(allauth_context.request).name or super().get_totp_issuer()

    def encrypt(self, text: str) -> str:
        """Make a secret unreadable for those who see the database and not the `SECRET_KEY`."""
        return ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret; where the key was changed, one that no code fits."""
        try:
            return ciphers().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(Fernet.generate_key()).decode()


def ciphers() -> MultiFernet:
    """Encrypts with the key of now, decrypts with earlier ones too (`SECRET_KEY_FALLBACKS`)."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                salted_hmac(SALT, "key", secret=key, algorithm="sha256").digest()
            )
        )
        for key in keys
    )
