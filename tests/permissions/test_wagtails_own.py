"""Wagtail's own addresses, by the rule for each prefix: its admin, its documents, the pages."""

import re

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from tests.permissions.addresses import all_patterns
from tests.permissions.asking import ask
from tests.permissions.world import PEOPLE, World

pytestmark = pytest.mark.django_db

WITHOUT_ADMIN = ("anonymous", "applicant", "other manager")
OPEN = re.compile(r"admin/(?:logout/|jsi18n/|sprite)")
"""Signing out, and the words and drawings of the admin's scripts."""
EXAMPLES = {"int": "1", "uuid": "4a4b0cba-7b2c-4d5c-9d0c-6b2f5a3c9a11"}


def address_of(route: str) -> str:
    """An address that a pattern would answer, of anything."""
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found.group(1), "x"), route)
    return "/" + re.sub(r"\([^()]*\)", "1", route.replace("^", "").replace("$", ""))


def test_nobody_without_a_right_comes_into_the_admin(world: World) -> None:
    routes = [
        one.route
        for one in all_patterns()
        if one.is_wagtails and one.route.startswith("admin/") and not OPEN.match(one.route)
    ]
    assert len(routes) > 200
    found = {
        (route, who, method): answer
        for route in routes
        for who in WITHOUT_ADMIN
        for method in ("GET", "POST")
        if (answer := ask(world.browsers[who], method, address_of(route)).code) not in {"in", "404"}
    }
    assert found == {}


def test_a_document_is_for_all_who_have_its_address(world: World) -> None:
    document = get_document_model().objects.create(
        title="Plan", file=ContentFile(b"A plan", "plan.txt")
    )
    codes = [ask(world.browsers[who], "GET", document.url).code for who in PEOPLE]
    assert codes == ["200"] * len(PEOPLE)


def test_pages_are_for_all_once_they_are_published(world: World) -> None:
    offer = world.first.offer_page
    for address in ("/", "/apply/", "/offers/", "/news/", "/events/", offer.url):
        codes = [ask(world.browsers[who], "GET", address).code for who in PEOPLE]
        assert codes == ["200"] * len(PEOPLE), address
    for page in (world.first.news, world.first.event):
        for method in ("GET", "POST"):
            answers = [ask(world.browsers[who], method, page.url) for who in PEOPLE]
            assert {answer.code for answer in answers} == {"404"}
            assert not any(page.title in answer.text for answer in answers)
