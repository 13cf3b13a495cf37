"""Whether a session has shown the second factor."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from core.models import User

METHOD = "mfa"


def has_second_factor(user: User) -> bool:
    """Whether a person has an app that makes codes; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def has_shown_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether a code was given in this session, at the sign-in or later."""
    records = get_authentication_records(request, user)
    return any(record.get("method") == METHOD for record in records)


def note_second_factor(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """Note that a code was given in this session, as the sign-in does."""
    record_authentication(request, user, METHOD, id=authenticator.pk, type=str(authenticator.type))
