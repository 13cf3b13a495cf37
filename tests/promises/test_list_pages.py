"""Whatever stands in the address of a list, the answer is a helpful page (design.md, Addresses)."""

import random
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import get_page_models

from tests.promises.conftest import Tell

SHORT, LONG = 500, 10_000
SEED = 20_260_401
PARAMETERS = ["q", "country", "partnership", "sector", "tag", "month", "page", "kind", "type"]
PARAMETERS += ["audience", "year", "status", "view", "topic", "technology", "sort", "unknown"]
NASTY = [
    "",
    " ",
    "0",
    "-1",
    "99999",
    "9" * 40,
    "1e9",
    "abc",
    "٣",  # a digit to Python's int(), not to a database
    "2021-13",
    "2021-00",
    "0000-01",
    "9999-12",
    "10000-01",
    "2021-02-30",
    "-2021-01",
    "'",
    '"',
    "';--",
    "%",
    "_",
    "\\",
    "\0",
    "a\0b",
    "\ud7ff",
    "\U0010ffff",
    "\u202e",  # turns the writing direction
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% debug %}",
    "../../etc/passwd",
    "(" * 500,
    '"' * 501,
    "x" * 5_000,
    "é" * 2_000,
    "* OR -",
    "AND",
    "None",
    "null",
    "true",
    "AT",
    "de",
    "agri-food",
]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_content")]


@pytest.fixture(autouse=True)
def without_limits(settings: Settings) -> None:
    """One client asks all of it."""
    settings.SEARCH_LIMITS = {}


def list_addresses() -> list[str]:
    """Return every page that lists other pages, and what it offers beside itself."""
    pages = [
        page
        for model in get_page_models()
        if model.__name__.endswith(("IndexPage", "CataloguePage", "FAQPage", "HomePage"))
        for page in model.objects.live()
    ]
    addresses = [address for page in pages if (address := page.get_url())]
    return sorted({*addresses, "/search/"})


def hostile_queries(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield an address and a query for each trial, the same ones for the same seed."""
    chance = random.Random(seed)
    addresses = list_addresses()
    for _ in range(count):
        pairs = [
            (chance.choice(PARAMETERS), chance.choice(NASTY)) for _ in range(chance.randint(1, 4))
        ]
        # Cut percent encoding and invalid UTF-8 cannot be written through urlencode.
        tail = chance.choice(["", "", "", "&q=%", "&q=%ff%fe", "&page=%00", "&&=&?", "&month[]=1"])
        yield chance.choice(addresses), urlencode(pairs, errors="replace") + tail


def unhelpful_answers(count: int, seed: int) -> Counter[str]:
    """Return what went wrong: an exception, a status that is no page, or a page without heading."""
    client = Client(raise_request_exception=False)
    wrong: Counter[str] = Counter()
    for address, query in hostile_queries(count, seed):
        answer = client.get(f"{address}?{query}")
        is_page = answer.status_code in {200, 404} and b"<h1" in answer.content
        if not is_page and answer.status_code not in {301, 302}:
            wrong[f"{answer.status_code} {address}?{query[:200]}"] += 1
    return wrong


def test_lists_answer_hostile_queries() -> None:
    assert unhelpful_answers(SHORT, SEED) == Counter()


@pytest.mark.promise
def test_lists_answer_very_many_hostile_queries(promise: Tell) -> None:
    wrong = unhelpful_answers(LONG, SEED + 1)
    promise(
        f"{LONG:,} hostile addresses of list pages are answered with a helpful page",
        figure=f"{wrong.total()} unhelpful",
        target="0 unhelpful",
        seed=SEED + 1,
    )
    assert wrong == Counter()


def test_the_check_notices_a_list_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*arguments: object, **named: object) -> None:
        raise ValueError("month must be in 1..12")

    for model in get_page_models():
        monkeypatch.setattr(model, "get_context", break_down)
    assert unhelpful_answers(20, SEED).total() > 0
