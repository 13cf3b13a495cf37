"""The mails about applications: what they say by default, and what fills them in."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.emails import EmailKind, Placeholder, register_email
from core.emails.rendering import EmailDraft, draft_email
from exchanges.domain.lifecycle import Transition
from exchanges.models import Application
from partnerships.models import Partnership

REFERENCE = Placeholder("reference", _("The application's reference."), "CXC-2026-00042")
ORGANISATION = Placeholder("organisation", _("Who applies."), _("Example Textile Cluster"))
PARTNERSHIP = Placeholder("partnership", _("The partnership's acronym."), "ALPHA")
ADDRESS = Placeholder(
    "address",
    _("Where the application is read."),
    f"{settings.WAGTAILADMIN_BASE_URL}/my/applications/",
    is_required=True,
)

APPLICANT_PLACEHOLDERS = (
    Placeholder("name", _("The applicant's name."), _("Ana Applicant")),
    REFERENCE,
    ORGANISATION,
    PARTNERSHIP,
    Placeholder(
        "words",
        _("The reason, the question or the message that the partnership wrote."),
        _("Please tell us which weeks suit you."),
        is_multiline=True,
    ),
    ADDRESS,
)
MANAGER_PLACEHOLDERS = (REFERENCE, ORGANISATION, PARTNERSHIP, ADDRESS)
MESSAGE = Placeholder(
    "words",
    _("The message that the applicant wrote."),
    _("We can come in the first week of May."),
    is_multiline=True,
)
MESSAGE_TO_APPLICANT = "message-to-applicant"
MESSAGE_TO_PARTNERSHIP = "message-to-partnership"


def absolute(path: str) -> str:
    """A path of the site as it stands in a mail."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def organisation_name(application: Application) -> str:
    """Who applies, also before the organisation is in the register."""
    if application.organisation is not None:
        return application.organisation.name
    return str(application.answers.get("organisation_name") or _("an organisation"))


def applicant_context(application: Application, *, words: str = "") -> dict[str, Any]:
    """What fills a mail to the applicant."""
    return {
        "name": application.applicant.get_full_name() or _("applicant"),
        "reference": application.reference,
        "organisation": organisation_name(application),
        "partnership": application.partnership.acronym if application.partnership else "",
        "words": words,
        "address": absolute(reverse("my_application", args=[application.pk])),
    }


def manager_context(application: Application, partnership: Partnership) -> dict[str, Any]:
    """What fills a mail to a manager of a partnership."""
    return {
        "reference": application.reference,
        "organisation": organisation_name(application),
        "partnership": partnership.acronym,
        "address": absolute(reverse("manage_application", args=[application.pk])),
    }


def decision_draft(
    application: Application,
    transition: Transition,
    *,
    words: str = "",
    partnership: str | None = None,
) -> EmailDraft | None:
    """The mail that a decision would send to the applicant, to be looked at and edited before.

    `partnership` is what stands for the partnership where the decision gives it another one.
    """
    if transition.mail_to_applicant is None:
        return None
    context = applicant_context(application, words=words)
    if partnership is not None:
        context["partnership"] = partnership
    return draft_email(transition.mail_to_applicant, context)


def register() -> None:
    """Make the mails known; called once, when the app is ready."""
    for kind in KINDS:
        register_email(kind)


def _to_applicant(code: str, title: Any, description: Any, subject: Any, body: Any) -> EmailKind:
    return EmailKind(code, title, description, APPLICANT_PLACEHOLDERS, subject, body)


def _to_managers(code: str, title: Any, description: Any, subject: Any, body: Any) -> EmailKind:
    return EmailKind(code, title, description, MANAGER_PLACEHOLDERS, subject, body)


KINDS = (
    _to_applicant(
        "application-submitted",
        _("Application sent"),
        _("To the applicant, as a receipt."),
        _("We have your application {reference}"),
        _(
            "Dear {name},\n\n"
            "your application {reference} for {organisation} has arrived. The partnership "
            "{partnership} checks it and writes to you.\n\n"
            "See where it stands:\n{address}"
        ),
    ),
    _to_applicant(
        "application-more-information",
        _("More information needed"),
        _("To the applicant, when the partnership asks for more."),
        _("A question about your application {reference}"),
        _(
            "Dear {name},\n\n"
            "the partnership {partnership} needs more information before it can decide:\n\n"
            "{words}\n\n"
            "Complete your answers and send them again:\n{address}"
        ),
    ),
    _to_applicant(
        "application-handed-over",
        _("Handed over"),
        _("To the applicant, when another partnership takes the application over."),
        _("Your application {reference} is now with {partnership}"),
        _(
            "Dear {name},\n\n"
            "your application {reference} went to the partnership {partnership}, which fits "
            "{organisation} better:\n\n"
            "{words}\n\n"
            "You need not do anything. See where it stands:\n{address}"
        ),
    ),
    _to_applicant(
        "application-accepted",
        _("Accepted"),
        _("To the applicant, when the partnership accepts."),
        _("Your application {reference} is accepted"),
        _(
            "Dear {name},\n\n"
            "the partnership {partnership} has accepted {organisation}.\n\n"
            "{words}\n\n"
            "From now on you are in the matching. See who fits you and what to do next:\n{address}"
        ),
    ),
    _to_applicant(
        "application-rejected",
        _("Not accepted"),
        _("To the applicant, when the partnership rejects."),
        _("Your application {reference} was not accepted"),
        _(
            "Dear {name},\n\n"
            "the partnership {partnership} cannot accept your application {reference} for "
            "{organisation}:\n\n"
            "{words}\n\n"
            "If you think that this is a mistake, answer there:\n{address}"
        ),
    ),
    _to_applicant(
        "application-reopened",
        _("Checked again"),
        _("To the applicant, when a rejected application is opened again."),
        _("Your application {reference} is checked again"),
        _(
            "Dear {name},\n\n"
            "the partnership {partnership} looks at your application {reference} again.\n\n"
            "{words}\n\n"
            "See where it stands:\n{address}"
        ),
    ),
    _to_applicant(
        "application-revoked",
        _("Acceptance taken back"),
        _("To the applicant, when the partnership takes its acceptance back."),
        _("{organisation} no longer takes part (application {reference})"),
        _(
            "Dear {name},\n\n"
            "the partnership {partnership} has taken back its acceptance of your application "
            "{reference}:\n\n"
            "{words}\n\n"
            "If you think that this is a mistake, answer there:\n{address}"
        ),
    ),
    _to_managers(
        "application-to-check",
        _("An application to check"),
        _("To the partnership's managers, when an application arrives or comes back."),
        _("{organisation} applies ({reference})"),
        _(
            "An application for {partnership} waits to be checked: {organisation}, {reference}.\n\n"
            "Check it:\n{address}"
        ),
    ),
    _to_managers(
        "application-exception-approved",
        _("Exception approved"),
        _("To the partnership's managers, when the support office approves an exception."),
        _("Exception approved for {organisation} ({reference})"),
        _(
            "The support office approved an exception for {organisation}, {reference}. "
            "{partnership} can accept the application now.\n\n"
            "Decide:\n{address}"
        ),
    ),
    _to_managers(
        "application-withdrawn",
        _("Application withdrawn"),
        _("To the partnership's managers."),
        _("{organisation} has withdrawn ({reference})"),
        _(
            "{organisation} has withdrawn the application {reference} for {partnership}. There is "
            "nothing to do.\n\n"
            "Look at it:\n{address}"
        ),
    ),
    _to_managers(
        "application-answers-changed",
        _("Answers changed after acceptance"),
        _("To the partnership's managers, when an accepted applicant changes answers."),
        _("{organisation} changed answers ({reference})"),
        _(
            "{organisation} of {partnership} changed answers of the accepted application "
            "{reference}.\n\n"
            "See what changed:\n{address}"
        ),
    ),
    _to_applicant(
        MESSAGE_TO_APPLICANT,
        _("A message to the applicant"),
        _("To the applicant, when the partnership writes a message."),
        _("A message about your application {reference}"),
        _(
            "Dear {name},\n\n"
            "the partnership {partnership} writes about your application {reference} for "
            "{organisation}:\n\n"
            "{words}\n\n"
            "Read it and answer there:\n{address}"
        ),
    ),
    EmailKind(
        MESSAGE_TO_PARTNERSHIP,
        _("A message to the partnership"),
        _("To the partnership's managers, when an applicant writes a message."),
        (*MANAGER_PLACEHOLDERS, MESSAGE),
        _("A message from {organisation} ({reference})"),
        _(
            "{organisation} writes to {partnership} about the application {reference}:\n\n"
            "{words}\n\n"
            "Read it and answer there:\n{address}"
        ),
    ),
)
