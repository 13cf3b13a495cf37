"""Taking the second factor away from somebody who lost phone and recovery codes."""

import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from core import audit
from core.account_mails import SECOND_FACTOR_REMOVED
from core.emails.sending import queue_email
from core.models import User


def remove_second_factor(*, user: User, actor: User, at: datetime.datetime) -> bool:
    """Let the password alone open an account again; whether there was a second factor.

    Whoever decides has made sure that it is the person who asks. All sessions of the account end,
    and the person is told by mail. Raises `ValueError` for one's own, which one turns off oneself.
    """
    if user == actor:
        raise ValueError("One's own second factor is turned off on the page of the account.")
    with transaction.atomic():
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        if not removed:
            return False
        User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
        audit.record(
            subject=user, action="REMOVE_SECOND_FACTOR", at=at, actor=actor, role="ADMINISTRATOR"
        )
        queue_email(code=SECOND_FACTOR_REMOVED.code, to=user.email, context={}, at=at)
    return True
