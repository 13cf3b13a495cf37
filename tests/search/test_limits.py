"""A burst from one client has to wait; thirty people behind one address do not notice."""

import datetime
import re
from collections import Counter
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest
from django.test import Client, RequestFactory

from search.limits import Use, seconds_to_wait
from search.models import CataloguePage

AT = datetime.datetime(2026, 3, 10, 12, 0, 20, tzinfo=datetime.UTC)
SECRET = "s" * 32

Settings = Any


def asking(address: str = "192.0.2.1", *, cookie: str = "", browser: str = "Firefox") -> Any:
    """A request from somewhere, with the cookie that the middleware found in it."""
    request = RequestFactory().get("/offers/", REMOTE_ADDR=address, headers={"User-Agent": browser})
    if cookie:
        request.META["CSRF_COOKIE"] = cookie
    return request


def refused(requests: list[HttpRequest], use: Use = Use.PAGES) -> int:
    """How many of them have to wait."""
    return sum(seconds_to_wait(request, use) > 0 for request in requests)


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Twenty seconds into a window of sixty."""
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def test_a_burst_from_one_browser_has_to_wait_until_the_window_ends() -> None:
    waits = [seconds_to_wait(asking(cookie=SECRET), Use.PAGES) for _time in range(61)]

    assert waits == [0] * 60 + [40]


def test_a_burst_without_cookies_has_to_wait() -> None:
    waits = [seconds_to_wait(asking(), Use.PAGES) for _time in range(301)]

    assert waits == [0] * 300 + [40]


def test_invented_cookies_and_browsers_help_nobody() -> None:
    burst = [asking(cookie=f"{number:032}", browser=f"B{number}") for number in range(601)]

    assert refused(burst) == 1


def test_thirty_people_behind_one_address_do_not_wait() -> None:
    """Each looks at ten pages in a minute: none of them known, all of them, or some."""
    unknown = [asking() for _person in range(30) for _page in range(10)]
    known = [
        asking("192.0.2.2", cookie=f"{person:032}") for person in range(30) for _page in range(10)
    ]

    assert (refused(unknown), refused(known)) == (0, 0)


def test_somebodys_burst_is_not_the_fault_of_those_beside() -> None:
    refused([asking(cookie=SECRET) for _time in range(1_000)])
    refused([asking(browser="a script") for _time in range(400)])

    assert refused([asking(cookie="t" * 32), asking()]) == 0


def test_the_window_ends(clock: Any) -> None:
    burst = [asking(cookie=SECRET) for _time in range(61)]
    assert refused(burst) == 1

    clock.shift(40)

    assert seconds_to_wait(asking(cookie=SECRET), Use.PAGES) == 0


def test_each_use_is_counted_for_itself(settings: Settings) -> None:
    settings.SEARCH_LIMITS = {"pages": (1, 1, 1), "exports": (1, 1, 1)}
    waits = [
        seconds_to_wait(asking(), use) > 0 for use in (Use.PAGES, Use.EXPORTS, Use.SUGGESTIONS) * 2
    ]

    assert waits == [False, False, False, True, True, False]


def test_behind_a_proxy_people_have_addresses_of_their_own(settings: Settings) -> None:
    settings.SEARCH_LIMITS = {"pages": (1, 1, 1)}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    people = []
    for number in range(5):
        request = asking("10.0.0.1")
        request.META["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        people.append(request)

    assert refused(people) == 0
    assert refused(people) == 5


@pytest.mark.parametrize("address", ["/offers/?q=wool&country=AT", "/search/?q=wool"])
def test_the_page_says_when_to_try_again(
    client: Client, catalogue: CataloguePage, settings: Settings, address: str
) -> None:
    settings.SEARCH_LIMITS = {"pages": (2, 2, 2)}
    statuses = Counter(client.get(address).status_code for _time in range(2))

    answer = client.get(address)

    text = answer.content.decode()
    assert statuses == Counter({200: 2})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Try again in 40 seconds." in text
    assert 'class="site-header"' in text
    assert 'content="noindex"' in text
    again = re.search(r'<a class="button button--primary" href="([^"]*)">Try again', text)
    assert again is not None
    assert again[1].replace("&amp;", "&") == address


def test_other_pages_have_no_such_limit(
    client: Client, catalogue: CataloguePage, settings: Settings
) -> None:
    settings.SEARCH_LIMITS = {"pages": (1, 1, 1)}
    client.get("/offers/")

    assert [client.get(path).status_code for path in ("/offers/", "/", "/offers/fit/")] == [
        429,
        200,
        200,
    ]


def test_searching_marks_nobody(client: Client, catalogue: CataloguePage) -> None:
    assert dict(client.get("/offers/").cookies) == {}
