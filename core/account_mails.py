"""The mails about accounts: what they say by default, and what fills them in.

django-allauth decides when one is sent, and names it by a template; here each gets our words,
which administrators may change, and goes through the outbox.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.emails import EmailKind, Placeholder, register_email


@dataclass(frozen=True, slots=True)
class AccountMail:
    """A mail, and the names under which django-allauth gives what fills it (ours: theirs)."""

    kind: EmailKind
    values: Mapping[str, str]

    def context(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What fills the mail."""
        return {ours: _plain(given[theirs]) for ours, theirs in self.values.items()}


def _plain(value: Any) -> Any:
    """Moments as the programme tells them."""
    if hasattr(value, "tzinfo"):
        local = timezone.localtime(value, timezone.get_default_timezone())
        return formats.date_format(local, "j F Y, H:i T")
    return value


def _address(path: str) -> Placeholder:
    return Placeholder(
        "address", _("Where to go."), f"{settings.WAGTAILADMIN_BASE_URL}{path}", is_required=True
    )


EMAIL = Placeholder("email", _("The e-mail address."), "ana@example.org")
WHERE_FROM = (
    Placeholder("time", _("When it was done."), _("24 November 2026, 10:30 CET")),
    Placeholder("network", _("The network address that it came from."), "192.0.2.1"),
    Placeholder("browser", _("What the browser calls itself."), "Mozilla/5.0"),
)
WHERE_FROM_VALUES = {"time": "timestamp", "network": "ip", "browser": "user_agent"}
WHERE_FROM_WORDS = _(
    "If that was you, there is nothing to do. If not, set a new password at once and tell the "
    "support office.\n\n"
    "It was done at {time}, from the network address {network}, with the browser {browser}."
)


def _notice(
    code: str,
    subject: Any,
    words: Any,
    placeholders: tuple[Placeholder, ...] = (),
    values: Mapping[str, str] | None = None,
) -> AccountMail:
    """A mail that tells of a change, so that one notices when it was somebody else."""
    kind = EmailKind(
        code,
        subject,
        _("To the person, after the change."),
        (*placeholders, *WHERE_FROM),
        subject,
        format_lazy("{}\n\n{}\n\n{}", _("Hello,"), words, WHERE_FROM_WORDS),
    )
    return AccountMail(kind, {**(values or {}), **WHERE_FROM_VALUES})


CONFIRMATION = AccountMail(
    EmailKind(
        "account-confirmation",
        _("Confirm an address"),
        _("To a new address, when somebody opens an account or changes the address."),
        (_address("/accounts/confirm-email/a-long-key/"),),
        _("Please confirm your e-mail address"),
        _(
            "Hello,\n\n"
            "Somebody, probably you, gave this address for an account. The link works for three "
            "days.\n\n"
            "Confirm that it is yours:\n{address}\n\n"
            "If it was not you, do nothing."
        ),
    ),
    {"address": "activate_url"},
)
ACCOUNT_EXISTS = AccountMail(
    EmailKind(
        "account-exists",
        _("There is an account already"),
        _("To an address with an account, when somebody opens another one with it."),
        (EMAIL, _address("/accounts/password/reset/")),
        _("You have an account already"),
        _(
            "Hello,\n\n"
            "Somebody, probably you, wanted to open an account with {email}. There is one "
            "already. Sign in with it.\n\n"
            "If you do not know the password, choose a new one:\n{address}\n\n"
            "If it was not you, do nothing: nobody was told that you have an account."
        ),
    ),
    {"email": "email", "address": "password_reset_url"},
)
NEW_PASSWORD = AccountMail(
    EmailKind(
        "account-new-password",
        _("Choose a new password"),
        _("To a person who asked for it."),
        (_address("/accounts/password/reset/key/a-long-key/"),),
        _("Choose a new password"),
        _(
            "Hello,\n\n"
            "Somebody, probably you, asked for a new password for your account.\n\n"
            "Choose it:\n{address}\n\n"
            "If it was not you, do nothing: your password stays as it is."
        ),
    ),
    {"address": "password_reset_url"},
)
UNKNOWN_ACCOUNT = AccountMail(
    EmailKind(
        "account-unknown",
        _("There is no account with this address"),
        _("To an address without an account, when somebody asks for a new password with it."),
        (EMAIL, _address("/accounts/signup/")),
        _("There is no account with this address"),
        _(
            "Hello,\n\n"
            "Somebody, probably you, asked for a new password for {email}. There is no account "
            "with this address. Perhaps you use another one.\n\n"
            "If you have none yet, open one:\n{address}\n\n"
            "If it was not you, do nothing."
        ),
    ),
    {"email": "email", "address": "signup_url"},
)

SECOND_FACTOR_REMOVED = EmailKind(
    "account-second-factor-removed",
    _("An administrator turned off the second factor"),
    _("To the person who asked for it, having lost phone and recovery codes."),
    (),
    _("The second factor is off"),
    _(
        "Hello,\n\n"
        "The support office turned off the second factor of your account, as you asked. You are "
        "signed out everywhere; sign in with your password, and set up a second factor again.\n\n"
        "If you did not ask for this, tell the support office at once."
    ),
)

# By the names of the templates that django-allauth would take.
MAILS = {
    "account/email/email_confirmation": CONFIRMATION,
    "account/email/email_confirmation_signup": CONFIRMATION,
    "account/email/account_already_exists": ACCOUNT_EXISTS,
    "account/email/password_reset_key": NEW_PASSWORD,
    "account/email/unknown_account": UNKNOWN_ACCOUNT,
    "account/email/password_changed": _notice(
        "account-password-changed",
        _("Your password was changed"),
        _("The password of your account was changed."),
    ),
    "account/email/password_reset": _notice(
        "account-password-reset",
        _("Your password was set anew"),
        _("The password of your account was set anew with a link from a mail."),
    ),
    "account/email/password_set": _notice(
        "account-password-set",
        _("Your account has a password"),
        _("A password was set for your account."),
    ),
    "account/email/email_changed": _notice(
        "account-address-changed",
        _("Your e-mail address was changed"),
        _("The e-mail address of your account was changed to {email}."),
        (EMAIL,),
        {"email": "to_email"},
    ),
    "account/email/email_deleted": _notice(
        "account-address-removed",
        _("An e-mail address was removed"),
        _("The e-mail address {email} was removed from your account."),
        (EMAIL,),
        {"email": "deleted_email"},
    ),
    "mfa/email/totp_activated": _notice(
        "account-second-factor-on",
        _("The second factor is on"),
        _("A second factor was set up for your account."),
    ),
    "mfa/email/totp_deactivated": _notice(
        "account-second-factor-off",
        _("The second factor is off"),
        _("The second factor of your account was turned off."),
    ),
    "mfa/email/recovery_codes_generated": _notice(
        "account-recovery-codes",
        _("New recovery codes"),
        _("New recovery codes were made for your account; the earlier ones work no more."),
    ),
}


def register() -> None:
    """Make the mails known; called once, when the app is ready."""
    for mail in MAILS.values():
        register_email(mail.kind)
    register_email(SECOND_FACTOR_REMOVED)
