"""Plain pages and questions."""

import json
import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from core.models import ProgrammeSettings
from home.models import FAQPage, HomePage, StandardPage


def question(text: str, **values: Any) -> dict[str, Any]:
    """A question with an answer."""
    return {"question": text, "anchor": "", "answer": "<p>Yes.</p>", "sources": [], **values}


@pytest.fixture
def faq_page(home_page: HomePage) -> FAQPage:
    """Two groups, with questions of the same words."""
    page = FAQPage(
        title="Questions",
        slug="questions",
        lead="What people ask.",
        groups=[
            (
                "group",
                {
                    "title": "Money",
                    "questions": [
                        question("Who pays?", anchor="paying"),
                        question("How long?"),
                    ],
                },
            ),
            (
                "group",
                {
                    "title": "Time",
                    "questions": [
                        question(
                            "How long?",
                            answer="<p>Three <b>days</b> &amp; more.</p><p>Or less.</p>",
                            sources=[{"title": "The rules", "url": "https://example.org/rules"}],
                        )
                    ],
                },
            ),
        ],
    )
    home_page.add_child(instance=page)
    return page


def test_a_standard_page_shows_its_text_its_pages_and_its_sources(
    client: Client, home_page: HomePage
) -> None:
    page = StandardPage(
        title="Take part",
        slug="take-part",
        summary="Three steps.",
        body=[("text", "<p>First, <b>look</b>.</p>")],
        sources=[("source", {"title": "The leaflet", "url": "https://example.org/leaflet"})],
    )
    home_page.add_child(instance=page)
    page.add_child(instance=StandardPage(title="For hosts", slug="hosts", summary="Doors open."))
    page.add_child(instance=FAQPage(title="Asked often", slug="asked"))
    page.add_child(instance=StandardPage(title="Not yet", slug="not-yet", live=False))
    private = page.add_child(instance=StandardPage(title="For us alone", slug="us"))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    text = client.get("/take-part/").content.decode()

    assert '<h1 class="page-header__title">Take part</h1>' in text
    assert "<b>look</b>" in text
    assert '<a href="https://example.org/leaflet" rel="external">The leaflet</a>' in text
    assert re.findall(r'<a class="card__link" href="([^"]+)">([^<]+)', text) == [
        ("/take-part/hosts/", "For hosts"),
        ("/take-part/asked/", "Asked often"),
    ]


def test_each_question_has_an_anchor_inside_its_folded_part(
    client: Client, faq_page: FAQPage
) -> None:
    text = client.get("/questions/").content.decode()

    folded = re.findall(
        r"<details[^>]*>\s*<summary[^>]*><h3>([^<]+)</h3></summary>"
        r'.*?<div class="questions__answer" id="([^"]+)"',
        text,
        re.DOTALL,
    )
    assert folded == [
        ("Who pays?", "paying"),
        ("How long?", "how-long"),
        ("How long?", "how-long-2"),
    ]
    assert re.findall(r'<h2 class="faq-group__title" id="([^"]+)">', text) == ["money", "time"]
    assert re.findall(r'<a class="faq-contents__link" href="#([^"]+)">', text) == ["money", "time"]
    assert '<a href="https://example.org/rules" rel="external">The rules</a>' in text


def test_questions_are_told_to_machines(client: Client, faq_page: FAQPage) -> None:
    text = client.get("/questions/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', text)
    assert found is not None
    data = json.loads(found[1])

    assert data["@type"] == "FAQPage"
    assert [(entry["name"], entry["acceptedAnswer"]["text"]) for entry in data["mainEntity"]] == [
        ("Who pays?", "Yes."),
        ("How long?", "Yes."),
        ("How long?", "Three days & more. Or less."),
    ]


@pytest.mark.parametrize("path", ["/questions/", "/about/"])
def test_the_number_of_queries_stays_within_the_budget(
    client: Client,
    faq_page: FAQPage,
    programme: ProgrammeSettings,
    path: str,
    django_assert_max_num_queries: Any,
) -> None:
    parent = StandardPage(title="About", slug="about")
    faq_page.get_parent().add_child(instance=parent)
    counts = []
    for number in range(30):
        parent.add_child(instance=StandardPage(title=f"Page {number}", slug=f"page-{number}"))
        if number in {2, 29}:
            cache.clear()
            ContentType.objects.clear_cache()
            with django_assert_max_num_queries(12) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))

    assert counts[0] == counts[1]
