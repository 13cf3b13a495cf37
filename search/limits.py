"""How often one client may search: a burst is told to wait, thirty people at one address are not.

Who has a cookie of this site is counted for themselves. Those without one cannot be told apart
when their browsers are of the same make, so they are counted together and get what thirty people
need. All that comes from one address has a limit of its own, so that invented cookies help nobody.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.rate_limit import Limit, client_address, client_browser

View = Callable[..., HttpResponseBase]


class Use(StrEnum):
    """What is counted, each for itself: the keys of the setting SEARCH_LIMITS."""

    PAGES = "pages"
    SUGGESTIONS = "suggestions"
    EXPORTS = "exports"


def seconds_to_wait(request: HttpRequest, use: Use) -> int:
    """Count a request; how many seconds its client has to wait first, 0 for not at all."""
    amounts = settings.SEARCH_LIMITS.get(use)
    if amounts is None:
        return 0
    with_cookie, without_cookie, of_address = amounts
    has_cookie = bool(request.META.get("CSRF_COOKIE"))
    browser = Limit(
        f"search-{use}-browser",
        amount=with_cookie if has_cookie else without_cookie,
        seconds=settings.SEARCH_LIMIT_SECONDS,
    )
    address = Limit(f"search-{use}-address", of_address, settings.SEARCH_LIMIT_SECONDS)
    return browser.wait(client_browser(request)) or address.wait(client_address(request))


def refusal(request: HttpRequest, use: Use) -> HttpResponse | None:
    """The page that says when to try again, or nothing for who may go on."""
    seconds = seconds_to_wait(request, use)
    if not seconds:
        return None
    context = {
        "title": _("A moment, please"),
        "lead": too_many(seconds),
        "again_url": request.get_full_path(),
    }
    response = render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response


def limited(use: Use) -> Callable[[View], View]:
    """Let a view answer only those who do not ask too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refused = refusal(request, use)
            return view(request, *args, **kwargs) if refused is None else refused

        return answer

    return decorate


def too_many(seconds: int) -> str:
    """What happened, and when to try again."""
    return ngettext(
        "There were very many searches from your address in a short time. Try again in a second.",
        "There were very many searches from your address in a short time. Try again in "
        "%(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
