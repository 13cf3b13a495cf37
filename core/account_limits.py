"""How often one may try to sign in, sign up or set a password, and what is said then.

The limits are in the settings (`ACCOUNT_RATE_LIMITS`). All count over the same five minutes, so
that one sentence and one `Retry-After` are true of each.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW_SECONDS = 300

ERRORS_OF_LIMITS = frozenset({"too_many_login_attempts", "rate_limited"})


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """The page that stands in for any other while a limit is reached (`urls.handler429`)."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(WINDOW_SECONDS)
    return response


def mark_limit(request: HttpRequest | None) -> None:
    """Remember that the answer to this request is a form that tells of a limit."""
    if request is not None:
        request.META["core.limit_reached"] = True


class LimitStatus:
    """Gives a form that tells of a limit the status of one: django-allauth answers 200."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.META.get("core.limit_reached") and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(WINDOW_SECONDS)
        return response
