"""How people come to have an account and sign in (django-allauth asks this adapter)."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.account_limits import ERRORS_OF_LIMITS, mark_limit
from core.account_mails import MAILS
from core.confirmed_addresses import is_taken
from core.emails.sending import queue_email
from core.workplaces import workplaces_of


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may have an account; nothing works before the e-mail address is confirmed.

    No answer tells whether an address has an account; only mails to that address do.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _(
            "There were too many attempts. Wait five minutes, or set a new password."
        ),
        "rate_limited": _("There were too many attempts. Wait five minutes."),
        "duplicate_email": _("This is already the address of your account."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The current password is not right."),
    }

    def validation_error(self, code: str, *args: object) -> ValidationError:
        """The error of a code; when it tells of a limit, the answer has the status of one."""
        if code in ERRORS_OF_LIMITS:
            mark_limit(allauth_context.request)
        return super().validation_error(code, *args)

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be sent on to an address; broken ones are not safe."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first of one's workplaces; the front page for those who have none.

        An address that was asked for (`next`) wins; allauth has looked at it before.
        """
        for workplace in workplaces_of(request):
            return workplace.url
        return str(super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same place as after any sign-in."""
        return self.get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Who is signed in has changed the address and comes from the page of the account."""
        if self.request.user.is_authenticated:
            return reverse("account_overview")
        return str(super().get_email_verification_redirect_url(email_address))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link in the mail; it leads on to where the person wanted to go, by the sign-in.

        The mail may be read on another device, where the session of the sign-up is not.
        """
        url = str(super().get_email_confirmation_url(request, emailconfirmation))
        wanted = get_next_redirect_url(request)
        if not wanted:
            return url
        by_sign_in = f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: wanted})}"
        return f"{url}?{urlencode({REDIRECT_FIELD_NAME: by_sign_in})}"

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Note that an address is confirmed, unless another account has taken it meanwhile."""
        if is_taken(email_address.email, but_for=email_address.user):
            self.add_message(
                request,
                messages.ERROR,
                "account/messages/email_confirmation_failed.txt",
                {"email": email_address.email},
            )
            return False
        return bool(super().confirm_email(request, email_address))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of the account."""
        return reverse("account_overview")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail into the outbox: no page waits for the mail server, or fails with it."""
        mail = MAILS[template_prefix]
        with transaction.atomic():
            queue_email(
                code=mail.kind.code,
                to=email,
                context=mail.context({"email": email, **context}),
                at=timezone.now(),
            )
