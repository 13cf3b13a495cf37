"""Writes down what happens to accounts: into the audit trail what was changed, into the log who
was let in and that somebody was not. Neither holds an address or a name.
"""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from core import audit
from core.models import User

logger = logging.getLogger(__name__)

PERSON = "PERSON"

CHANGES: dict[str, Signal] = {
    "SIGN_UP": account.user_signed_up,
    "CHANGE_PASSWORD": account.password_changed,
    "SET_PASSWORD": account.password_set,
    "RESET_PASSWORD": account.password_reset,
}
SECOND_FACTOR_CHANGES: dict[str, Signal] = {
    "ADD": mfa.authenticator_added,
    "REMOVE": mfa.authenticator_removed,
    "RENEW": mfa.authenticator_reset,
}


def connect() -> None:
    """Listen; called once, when the app is ready."""
    for action, signal in CHANGES.items():
        signal.connect(_recorder(action), weak=False, dispatch_uid=f"core.account_trail.{action}")
    account.email_confirmed.connect(
        record_confirmation, dispatch_uid="core.account_trail.CONFIRM_ADDRESS"
    )
    for action, signal in SECOND_FACTOR_CHANGES.items():
        uid = f"core.account_trail.second_factor.{action}"
        signal.connect(_second_factor_recorder(action), weak=False, dispatch_uid=uid)
    user_logged_in.connect(log_sign_in, dispatch_uid="core.account_trail.signed_in")
    user_login_failed.connect(log_failure, dispatch_uid="core.account_trail.failed")


def record(user: User, action: str, **detail: str) -> None:
    """Write into the audit trail that a person did something to the own account."""
    with transaction.atomic():
        audit.record(
            subject=user,
            action=action,
            at=timezone.now(),
            actor=user,
            role=PERSON,
            detail=detail,
        )


def _recorder(action: str) -> Any:
    def receive(user: User, **_kwargs: Any) -> None:
        record(user, action)

    return receive


def _second_factor_recorder(action: str) -> Any:
    def receive(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
        record(user, f"{action}_SECOND_FACTOR", kind=str(authenticator.type))

    return receive


def record_confirmation(email_address: EmailAddress, **_kwargs: Any) -> None:
    """A first address, or another one."""
    record(email_address.user, "CONFIRM_ADDRESS")


def log_sign_in(user: User, **_kwargs: Any) -> None:
    """Say which account was opened, by its identifier."""
    logger.info("Signed in: %s", user.pk)


def log_failure(**_kwargs: Any) -> None:
    """Say that a password did not fit; many of these in a short time are an attack."""
    logger.warning("A sign-in failed")
