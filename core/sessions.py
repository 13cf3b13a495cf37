"""Sessions in the database, found only by keys as Django makes them; ending them all."""

import string

from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db.models import F
from django.http import HttpRequest

KEY_CHARACTERS = frozenset(string.ascii_lowercase + string.digits)


class SessionStore(DatabaseSessionStore):
    """Begins anew for a key that nobody was given.

    A quoted cookie can hold any character, and PostgreSQL refuses to look for NUL: every page
    that asks who reads it would break off.
    """

    def _validate_session_key(self, key: str) -> bool:
        is_long_enough = super()._validate_session_key(key)  # type: ignore[misc]
        return bool(is_long_enough) and KEY_CHARACTERS.issuperset(key)


def sign_out_elsewhere(request: HttpRequest) -> None:
    """End all sessions of the person who asks but for this one."""
    user = request.user
    if not user.is_authenticated:
        return
    user.sessions_ended = F("sessions_ended") + 1
    user.save(update_fields=["sessions_ended"])
    user.refresh_from_db(fields=["sessions_ended"])
    update_session_auth_hash(request, user)
