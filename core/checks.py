"""What is looked at when the site starts (`manage.py check`)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Advice

from core.outbox.embedded import Delivery
from core.second_factor import Requirement

# Connecting, greeting, encryption, signing in, sender, recipient, the mail, and the ends of them.
ANSWERS_OF_A_MAIL_SERVER = 12


def check_outbox(**_options: Any) -> list[CheckMessage]:
    """The settings of the outbox fit together."""
    found: list[CheckMessage] = []
    if settings.OUTBOX_DELIVERY not in set(Delivery):
        values = ", ".join(Delivery)
        found.append(
            Error(
                f"OUTBOX_DELIVERY is {settings.OUTBOX_DELIVERY!r}; there is {values}.",
                id="core.E001",
            )
        )
    patience = ANSWERS_OF_A_MAIL_SERVER * (settings.EMAIL_TIMEOUT or 0)
    if settings.EMAIL_TIMEOUT is None or patience > settings.OUTBOX_LEASE_SECONDS:
        found.append(
            Advice(
                "A mail server may be waited for longer than OUTBOX_LEASE_SECONDS, so that "
                "another process sends the same e-mail meanwhile.",
                hint=f"Set it to at least {ANSWERS_OF_A_MAIL_SERVER} times EMAIL_TIMEOUT.",
                id="core.W001",
            )
        )
    return found


def check_outbox_of_a_server(**_options: Any) -> list[CheckMessage]:
    """For servers (`check --deploy`): nobody who reads a page waits for the mail server."""
    if settings.OUTBOX_DELIVERY != Delivery.AT_COMMIT:
        return []
    return [
        Advice(
            "OUTBOX_DELIVERY is at-commit, which is for tests: each change waits for its mails.",
            id="core.W002",
        )
    ]


def check_second_factor(**_options: Any) -> list[CheckMessage]:
    """`REQUIRE_SECOND_FACTOR` says something that is understood."""
    if settings.REQUIRE_SECOND_FACTOR in set(Requirement):
        return []
    values = ", ".join(Requirement)
    return [
        Error(
            f"REQUIRE_SECOND_FACTOR is {settings.REQUIRE_SECOND_FACTOR!r}; there is {values}.",
            id="core.E002",
        )
    ]
