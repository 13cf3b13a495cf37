"""Synonyms as administrators write them, and what is found by them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from home.models import HomePage
from search.models import CataloguePage, SynonymGroup
from tests.factories.exchanges import make_offer_page
from tests.factories.partnerships import OrganisationFactory
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def titles(client: Client, text: str) -> list[str]:
    """The titles of the offers that are found, without the marks of what was looked for."""
    page_obj = client.get("/offers/", {"q": text}).context["page_obj"]
    return sorted(strip_tags(page.title) for page in page_obj)


def test_who_asks_for_one_finds_the_other(client: Client, catalogue: CataloguePage) -> None:
    for slug, title in (("a", "AI at work"), ("b", "Artificial intelligence"), ("c", "Artificial")):
        make_offer_page(catalogue, slug=slug, title=title)
    assert titles(client, "ai") == ["AI at work"]
    SynonymGroup.objects.create(expressions="AI, artificial intelligence")
    both = ["AI at work", "Artificial intelligence"]
    assert [titles(client, text) for text in ("ai", "Artificial INTELLIGENCE")] == [both, both]
    assert titles(client, "ai work") == ["AI at work"]


def test_the_site_is_searched_with_synonyms_too(client: Client, home_page: HomePage) -> None:
    OrganisationFactory.create(name="Petroleum Lab")
    SynonymGroup.objects.create(expressions="Öl, petroleum")
    groups = client.get("/search/?q=ol").context["groups"]
    assert [hit.title for group in groups for hit in group["hits"]] == [
        "<mark>Petroleum</mark> Lab"
    ]


@pytest.mark.parametrize(
    ("synonyms", "text"),
    [
        ("medical device, prosthesis", "medical device"),
        ("smart textile, e-textile", "smart textile"),
    ],
)
def test_synonyms_only_widen(
    client: Client, catalogue: CataloguePage, synonyms: str, text: str
) -> None:
    """What was typed last may still be the beginning of a longer word."""
    make_offer_page(catalogue, slug="a", title="Medical devices, smart textiles")
    make_offer_page(catalogue, slug="b", title="Prosthesis and e-textile")
    assert titles(client, text) == ["Medical devices, smart textiles"]
    SynonymGroup.objects.create(expressions=synonyms)
    assert titles(client, text) == ["Medical devices, smart textiles", "Prosthesis and e-textile"]


@pytest.mark.parametrize("address", ["/offers/", "/search/", "/offers/export.csv"])
def test_lines_of_any_length_are_searched(
    client: Client, catalogue: CataloguePage, address: str
) -> None:
    """Of each word twelve, with as many synonyms as a line has ever held."""
    words = [f"{letter}{other}" for letter in "abcdefg" for other in "hijklmnopqrstuvwxyz"]
    for word in words[:12]:
        line = ", ".join([word, *(f"{word} {other}" for other in words[12:])])
        SynonymGroup.objects.create(expressions=line[:500])
    response = client.get(address, {"q": " ".join(words[:12])})
    assert response.status_code == 200
    assert b"".join(response) if response.streaming else response.content


def test_a_line_has_no_more_than_twenty_expressions() -> None:
    with pytest.raises(ValidationError, match="at most 20 expressions; these are 21"):
        SynonymGroup(expressions=", ".join(f"word{n}" for n in range(21))).full_clean()
    SynonymGroup(expressions=", ".join(f"word{n}" for n in range(20))).full_clean()


@pytest.mark.parametrize("text", ["", "AI", "AI, ai", "AI,", "%, ,"])
def test_one_expression_has_no_synonym(text: str) -> None:
    with pytest.raises(ValidationError) as raised:
        SynonymGroup(expressions=text).full_clean()
    assert list(raised.value.message_dict) == ["expressions"]


def test_the_database_takes_no_empty_group() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SynonymGroup.objects.create(expressions="")


def test_administrators_write_them(client: Client, home_page: HomePage) -> None:
    make_user("root@example.org", is_superuser=True, is_staff=True)
    client.login(email="root@example.org", password=PASSWORD)
    address = reverse("wagtailsnippets_search_synonymgroup:add")
    refused = client.post(address, {"expressions": "AI"})
    assert "Write at least two different expressions" in refused.content.decode()
    assert "AI" in refused.content.decode()
    client.post(address, {"expressions": "AI, artificial intelligence"})
    assert [str(group) for group in SynonymGroup.objects.all()] == ["AI, artificial intelligence"]
