"""How often one client may do something that costs others: counted in the cache, stored nowhere.

Who it was is kept as a keyed hash and only until the window ends. The count is as exact as the
cache is shared: with several server processes the `default` cache has to be one that all of them
see (docs/deployment.md); within one process Django's local memory cache is exact.
"""

import math
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds."""

    name: str
    amount: int
    seconds: int

    def wait(self, who: str) -> int:
        """Count one time; how many seconds to wait when that was too many, else 0."""
        now = time.time()
        window = int(now // self.seconds)
        person = salted_hmac("core.rate_limit", who, algorithm="sha256").hexdigest()
        key = f"rate:{self.name}:{window}:{person}"
        cache.add(key, 0, timeout=self.seconds)
        try:
            count = cache.incr(key)
        except ValueError:  # dropped in between, because the cache was full
            count = 1
        if count <= self.amount:
            return 0
        return max(1, math.ceil((window + 1) * self.seconds - now))


def client_address(request: HttpRequest) -> str:
    """The address that the request came from, read as the sign-in pages read it.

    Behind a proxy the setting ALLAUTH_TRUSTED_PROXY_COUNT says which header to believe.
    """
    return str(get_adapter().get_client_ip(request))


def client_browser(request: HttpRequest) -> str:
    """The browser, as far as one can tell without marking it: the cookie every form needs anyway.

    Many people share an address (an office, a conference), and hardly any a browser.
    """
    cookie = request.META.get("CSRF_COOKIE", "")
    return f"{client_address(request)} {cookie or request.META.get('HTTP_USER_AGENT', '')}"
