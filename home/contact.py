"""Sends a message from the contact page to the programme's office, once.

Nothing of it is stored: neither the message nor who wrote it. The cache holds, for a day, that a
form was sent (its one-time word), so that a double click makes one mail.
"""

import logging
import time
from dataclasses import dataclass
from email.utils import formataddr
from enum import Enum
from http import HTTPStatus

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import translation
from django.utils.encoding import punycode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.form_traps import LONGEST_SECONDS
from core.models import ProgrammeSettings
from core.rate_limit import Limit, client_address, client_browser
from core.sender import programme_sender
from home.forms import ContactForm

logger = logging.getLogger(__name__)

# A whole office or conference may share an address, so that it gets far more than a browser.
BROWSER_LIMIT = Limit("contact-browser", amount=5, seconds=600)
ADDRESS_LIMIT = Limit("contact-address", amount=60, seconds=600)
WAIT_FOR_OTHER_SECONDS = 5.0
LOOK_EVERY_SECONDS = 0.1


class Progress(Enum):
    """How far the mail of a form has come."""

    SENDING = "sending"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to answer to somebody who sent the form."""

    form: ContactForm
    is_sent: bool = False
    problem: str = ""
    status: HTTPStatus = HTTPStatus.OK
    retry_after: int = 0


def receive(request: HttpRequest, programme: ProgrammeSettings, page_url: str) -> Outcome:
    """Read the form that was sent and pass the message on."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return Outcome(form)
    key = f"contact:{form.nonce}"
    if not cache.add(key, Progress.SENDING, timeout=LONGEST_SECONDS):
        return outcome_of_other(key, form, programme)
    seconds = BROWSER_LIMIT.wait(client_browser(request)) or ADDRESS_LIMIT.wait(
        client_address(request)
    )
    if seconds:
        cache.delete(key)
        return too_many(form, seconds)
    try:
        contact_mail(form, programme, page_url).send()
    except Exception:
        # Whatever a mail server can do wrong, the person must get the text back.
        logger.exception("A message from the contact page could not be sent")
        cache.delete(key)
        return not_sent(form, programme)
    cache.set(key, Progress.SENT, timeout=LONGEST_SECONDS)
    return Outcome(form, is_sent=True)


def contact_mail(form: ContactForm, programme: ProgrammeSettings, page_url: str) -> EmailMessage:
    """The mail: from the programme, to its office, answered to the person who wrote."""
    values = form.cleaned_data
    with translation.override(None):
        subject = values["subject"] or _("A question")
        words = {"name": values["name"], "email": values["email"], "address": page_url}
        origin = _("Sent by %(name)s (%(email)s) with the form at %(address)s") % words
    return EmailMessage(
        subject=f"{programme.name}: {subject}" if programme.name else subject,
        body=f"{values['message']}\n\n-- \n{origin}\n",
        from_email=programme_sender(programme),
        to=[programme.contact_email],
        reply_to=[reply_address(values["name"], values["email"])],
    )


def reply_address(name: str, email: str) -> str:
    """Name and address as they stand in the head of a mail, which is ASCII: bücher.example too."""
    local_part, _at, domain = email.rpartition("@")
    return formataddr((name, f"{local_part}@{punycode(domain)}"))


def outcome_of_other(key: str, form: ContactForm, programme: ProgrammeSettings) -> Outcome:
    """The same form came twice: wait for what becomes of the first, and say that."""
    deadline = time.monotonic() + WAIT_FOR_OTHER_SECONDS
    progress = cache.get(key)
    while progress is Progress.SENDING and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_SECONDS)
        progress = cache.get(key)
    if progress is Progress.SENT:
        return Outcome(form, is_sent=True)
    if progress is None:
        return not_sent(form, programme)
    return Outcome(
        form,
        problem=_("Your message is still on its way. Wait a minute before you send it again."),
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        retry_after=60,
    )


def too_many(form: ContactForm, seconds: int) -> Outcome:
    """The limit is reached; the text stays in the form."""
    minutes = -(-seconds // 60)
    return Outcome(
        form,
        problem=ngettext(
            "There were too many messages. Your text is still here: send it in a minute.",
            "There were too many messages. Your text is still here: send it in %(minutes)d "
            "minutes.",
            minutes,
        )
        % {"minutes": minutes},
        status=HTTPStatus.TOO_MANY_REQUESTS,
        retry_after=seconds,
    )


def not_sent(form: ContactForm, programme: ProgrammeSettings) -> Outcome:
    """The mail server refused; the text stays in the form."""
    return Outcome(
        form,
        problem=_(
            "Your message could not be sent, and nobody has received it. Your text is still here: "
            "try again in a few minutes, or write to %(email)s."
        )
        % {"email": programme.contact_email},
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        retry_after=300,
    )
