"""The mails about expressions of interest."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.emails import EmailKind, Placeholder, register_email
from exchanges.mails.applications import PARTNERSHIP, absolute
from exchanges.models import Interest

RECEIVED = "interest-received"
TO_ANSWER = "interest-to-answer"
ANSWER = "interest-answer"

NAME = Placeholder("name", _("Who wrote."), _("Ana Applicant"))
ORGANISATION = Placeholder(
    "organisation", _("The organisation; may be empty."), _("Example Textile Cluster")
)
AIM = Placeholder("aim", _("What the person wants."), _("Visit a host"))
ADDRESS = Placeholder(
    "address",
    _("Where to go."),
    f"{settings.WAGTAILADMIN_BASE_URL}/manage/interests/",
    is_required=True,
)


def received_context(interest: Interest) -> dict[str, Any]:
    """What fills the receipt: nothing that was typed, because anybody may give any address."""
    return {
        "partnership": interest.partnership.acronym,
        "address": absolute(reverse("account_signup")),
    }


def to_answer_context(interest: Interest) -> dict[str, Any]:
    """What fills the notice to those who answer."""
    return {
        "name": interest.name,
        "organisation": interest.organisation_name,
        "aim": interest.get_aim_display(),
        "partnership": interest.partnership.acronym,
        "words": interest.message,
        "address": absolute(reverse("manage_interest", args=[interest.pk])),
    }


def answer_context(interest: Interest, *, words: str) -> dict[str, Any]:
    """What fills the answer."""
    return {
        "name": interest.name,
        "partnership": interest.partnership.acronym,
        "words": words,
        "address": absolute(reverse("account_signup")),
    }


def register() -> None:
    """Make the mails known; called once, when the app is ready."""
    for kind in KINDS:
        register_email(kind)


KINDS = (
    EmailKind(
        RECEIVED,
        _("Expression of interest received"),
        _("To the person who wrote, as a receipt."),
        (PARTNERSHIP, ADDRESS),
        _("Your message to {partnership} has arrived"),
        _(
            "Hello,\n\n"
            "the partnership {partnership} has your message and answers by e-mail.\n\n"
            "If you want to apply, open an account with this e-mail address; what you wrote is "
            "taken over into your application.\n\n"
            "Open an account:\n{address}\n\n"
            "If you did not write to us, somebody gave your address by mistake. You need not do "
            "anything."
        ),
    ),
    EmailKind(
        TO_ANSWER,
        _("An expression of interest to answer"),
        _("To the partnership's managers; where there are none, to the support office."),
        (
            NAME,
            ORGANISATION,
            AIM,
            PARTNERSHIP,
            Placeholder(
                "words", _("The message."), _("We would like to see your lab."), is_multiline=True
            ),
            ADDRESS,
        ),
        _("{name} writes to {partnership}: {aim}"),
        _(
            "{name} writes to {partnership}. {aim}: {organisation}\n\n"
            "{words}\n\n"
            "Answer there:\n{address}"
        ),
    ),
    EmailKind(
        ANSWER,
        _("Answer to an expression of interest"),
        _("To the person who wrote; the reply goes to the manager who answered."),
        (
            NAME,
            PARTNERSHIP,
            Placeholder("words", _("The answer."), _("You are welcome."), is_multiline=True),
            ADDRESS,
        ),
        _("An answer from {partnership}"),
        _(
            "Dear {name},\n\n"
            "{words}\n\n"
            "Write back by answering this e-mail. If you want to apply, open an account with this "
            "e-mail address; what you wrote is taken over into your application.\n\n"
            "Open an account:\n{address}"
        ),
    ),
)
