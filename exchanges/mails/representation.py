"""The mails about who acts for an organisation."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from core.emails import EmailKind, Placeholder, register_email
from exchanges.mails.applications import absolute
from exchanges.models import Representative

INVITATION = "representation-invitation"
ACCEPTED = "representation-accepted"
REQUESTED = "representation-requested"
APPROVED = "representation-approved"
REJECTED = "representation-rejected"
REMOVED = "representation-removed"
NOBODY_LEFT = "representation-nobody-left"

MANAGERS_PLACE = "/manage/"
TO_MANAGERS = frozenset({REQUESTED, NOBODY_LEFT})

ORGANISATION = Placeholder("organisation", _("The organisation."), _("Example Textile Cluster"))
PERSON = Placeholder("person", _("The person it is about."), _("Ana Applicant"))
ADDRESS = Placeholder(
    "address",
    _("Where to go."),
    f"{settings.WAGTAILADMIN_BASE_URL}/my/organisations/",
    is_required=True,
)


def invitation_context(invitation: Representative) -> dict[str, Any]:
    """What fills an invitation."""
    assert invitation.expires_at is not None  # noqa: S101  a constraint of the table
    until = timezone.localtime(invitation.expires_at, timezone.get_default_timezone())
    return {
        "organisation": str(invitation.organisation),
        "person": str(invitation.invited_by or invitation.organisation),
        "email": invitation.invited_email,
        "until": formats.date_format(until, "j F Y"),
        "address": absolute(reverse("my_invitation", args=[invitation.pk])),
    }


def context(code: str, representative: Representative) -> dict[str, Any]:
    """What fills the other mails."""
    path = MANAGERS_PLACE if code in TO_MANAGERS else reverse("my_organisations")
    return {
        "organisation": str(representative.organisation),
        "person": str(representative.user or ""),
        "address": absolute(path),
    }


def register() -> None:
    """Make the mails known; called once, when the app is ready."""
    for kind in KINDS:
        register_email(kind)


def _kind(code: str, title: Any, description: Any, subject: Any, body: Any) -> EmailKind:
    return EmailKind(code, title, description, (ORGANISATION, PERSON, ADDRESS), subject, body)


KINDS = (
    EmailKind(
        INVITATION,
        _("Invitation to act for an organisation"),
        _("To the address that a colleague gave."),
        (
            ORGANISATION,
            Placeholder("person", _("Who invites."), _("Ana Applicant")),
            Placeholder("email", _("The invited address."), "colleague@example.org"),
            Placeholder("until", _("The last day of the invitation."), _("8 December 2026")),
            ADDRESS,
        ),
        _("{person} invites you to act for {organisation}"),
        _(
            "Hello,\n\n"
            "{person} invites you to act for {organisation} on this site: to write its "
            "applications and to see who fits it.\n\n"
            "Sign in with {email}, or open an account with this address, and accept or decline. "
            "The invitation is open until {until}.\n\n"
            "See the invitation:\n{address}\n\n"
            "If you know nothing of this, do nothing."
        ),
    ),
    _kind(
        ACCEPTED,
        _("Invitation accepted"),
        _("To the person who invited."),
        _("{person} now acts for {organisation}"),
        _(
            "Hello,\n\n{person} accepted your invitation and now acts for {organisation}.\n\n"
            "See who acts for your organisations:\n{address}"
        ),
    ),
    _kind(
        REQUESTED,
        _("Somebody asks to act for an organisation"),
        _("To the managers who look after the organisation."),
        _("{person} asks to act for {organisation}"),
        _(
            "Hello,\n\n{person} asks to act for {organisation}. Make sure that they belong to it, "
            "then approve or reject.\n\n"
            "Go to your workplace:\n{address}"
        ),
    ),
    _kind(
        APPROVED,
        _("You act for an organisation"),
        _("To the person who asked."),
        _("You now act for {organisation}"),
        _("Hello,\n\nYou now act for {organisation}.\n\nSee your organisations:\n{address}"),
    ),
    _kind(
        REJECTED,
        _("You do not act for an organisation"),
        _("To the person who asked."),
        _("You cannot act for {organisation}"),
        _(
            "Hello,\n\nIts partnership did not confirm that you may act for {organisation}. If you "
            "think that this is a mistake, answer this mail or write to the support office.\n\n"
            "See your organisations:\n{address}"
        ),
    ),
    _kind(
        REMOVED,
        _("You no longer act for an organisation"),
        _("To the person whose right was taken back."),
        _("You no longer act for {organisation}"),
        _(
            "Hello,\n\nIts partnership ended your right to act for {organisation}. If you think "
            "that this is a mistake, write to the support office.\n\n"
            "See your organisations:\n{address}"
        ),
    ),
    _kind(
        NOBODY_LEFT,
        _("Nobody acts for an organisation any more"),
        _("To the managers who look after the organisation, when the last person leaves."),
        _("Nobody acts for {organisation} any more"),
        _(
            "Hello,\n\n{person} was the last person who acted for {organisation} and has left. Its "
            "applications stay as they are; ask the organisation who takes over.\n\n"
            "Go to your workplace:\n{address}"
        ),
    ),
)
