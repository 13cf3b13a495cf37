"""Keeps what somebody sent after their session had ended, until they have signed in again.

It is kept in the new, still anonymous session, and shown only on the address it was sent to, whose
view looks whose application it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from exchanges.services.typed_answers import MOST_CHARACTERS, characters, storable_fields

DIGEST_LENGTH = 20
KEPT_IN = "exchanges.interrupted"


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The fields that were sent, and what the form was filled from."""

    values: dict[str, list[str]]
    seen: str


def ask_to_sign_in(
    request: HttpRequest, values: Mapping[str, Sequence[str]] | None = None
) -> HttpResponse:
    """Lead to the sign-in and back to this address; `values` is what was sent to it."""
    if values:
        kept = storable_fields(values)
        if characters(kept) <= MOST_CHARACTERS:
            seen = request.POST.get("seen", "")[:DIGEST_LENGTH]
            request.session[KEPT_IN] = {"path": request.path, "values": kept, "seen": seen}
    return redirect_to_login(request.get_full_path())


def take_interrupted(request: HttpRequest) -> Interrupted | None:
    """What was sent to this address before the sign-in, once; nothing else is touched."""
    kept = request.session.get(KEPT_IN)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT_IN]
    return Interrupted(kept["values"], kept["seen"])
