"""What follows when somebody sets up a second factor."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from core.models import User
from core.second_factor.session import note_second_factor
from core.sessions import sign_out_elsewhere


@receiver(authenticator_added, dispatch_uid="core.second_factor.added")
def trust_this_session_only(
    request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """The code was given here, so this session has shown it; sessions begun without it are over."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(request, user, authenticator)
        sign_out_elsewhere(request)
