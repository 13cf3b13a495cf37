"""Lets nobody who must have a second factor into the workplaces without it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from core.models import User
from core.second_factor.requirement import is_required_of
from core.second_factor.session import has_second_factor, has_shown_second_factor

# First segments of the addresses behind which other people's data are.
GUARDED = frozenset({"admin", "manage"})
# Where the person wanted to go, while the second factor is being set up.
WANTED = "second_factor_wanted"


class SecondFactorGuard:
    """Stands behind the middleware that finds the person.

    Asked at each request, so that a right that was given, or a second factor that was turned off,
    counts at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.hindrance(request) or self.get_response(request)

    def hindrance(self, request: HttpRequest) -> HttpResponse | None:
        """Where to go first, or None when the way is free."""
        if first_segment(request.path_info) not in GUARDED:
            return None
        user = request.user
        if not isinstance(user, User) or not is_required_of(user):
            return None
        if not has_second_factor(user):
            request.session[WANTED] = wanted_address(request)
            messages.info(
                request,
                _("Your role needs a second factor. Set it up now; it takes two minutes."),
            )
            return redirect("mfa_activate_totp")
        if not has_shown_second_factor(request, user):
            query = urlencode({REDIRECT_FIELD_NAME: wanted_address(request)})
            return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
        request.session.pop(WANTED, None)
        return None


def first_segment(path: str) -> str:
    """The first part of an address, behind the language."""
    language = get_language_from_path(path)
    segments = path.strip("/").split("/")
    if language and len(segments) > 1:
        return segments[1]
    return segments[0]


def wanted_address(request: HttpRequest) -> str:
    """Where to go on to; what was sent is not sent again, so that the way leads to the start."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return f"/{first_segment(request.path_info)}/"
