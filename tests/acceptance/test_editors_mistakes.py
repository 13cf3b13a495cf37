"""What editors get wrong in a body: told at the field of the block, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.editors import MODERATORS, set_up_editors
from home.models import FAQPage, HomePage, StandardPage
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(home_page: HomePage) -> Client:
    """The browser of somebody who writes and publishes."""
    set_up_editors()
    client = Client()
    client.force_login(make_user("moderator@tests.example.org", MODERATORS))
    return client


def save(
    client: Client, model: type[Page], *, publish: bool, parent: Page | None = None, **fields: Any
) -> Any:
    """Fill in the form of a new page."""
    empty = {
        "title": "My page",
        "slug": "my-page",
        "summary": "Something typed",
        "lead": "",
        "body": streamfield([]),
        "groups": streamfield([]),
        "sources": streamfield([]),
        "comments": inline_formset([]),
    }
    data = nested_form_data(empty | fields) | ({"action-publish": "1"} if publish else {})
    where = parent or HomePage.objects.get()
    address = reverse(
        "wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, where.pk)
    )
    return client.post(address, data)


def messages(error: Any) -> Any:
    """The messages of a block's errors, by the way to each field."""
    found: dict[Any, Any] = {}
    for name, inner in getattr(error, "block_errors", {}).items():
        found[name] = messages(inner)
    return found or error.messages


def told(response: Any, field: str) -> Any:
    """What is said in a refused form, which must still hold all that was typed."""
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert (form["title"].value(), form["summary"].value()) == ("My page", "Something typed")
    return messages(form.errors.as_data()[field][0])


ONE_OF_TWO = "Choose a page or give an address, one of the two."
NO_ADDRESS = "Start the address with https:// or /."
CALL = {"title": "Come and see", "text": "It is good", "label": "Plan a visit"}


@pytest.mark.parametrize("block", ["call_to_action", "link"])
@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", ONE_OF_TWO),
        ("javascript:alert(1)", NO_ADDRESS),
        (" JavaScript:alert(1)", NO_ADDRESS),
        ("data:text/html,<script>alert(1)</script>", NO_ADDRESS),
        ("//evil.example.org/", NO_ADDRESS),
        ("/\\evil.example.org/", NO_ADDRESS),
        ("www.example.org", NO_ADDRESS),
    ],
)
def test_a_link_leads_somewhere(editor: Client, block: str, url: str, message: str) -> None:
    body = streamfield([(block, CALL | {"page": "", "url": url, "image": ""})])

    assert told(save(editor, StandardPage, publish=True, body=body), "body") == {
        0: {"url": [message]}
    }
    assert StandardPage.objects.count() == 0
    # What is only missing may wait; what is wrong may not.
    assert save(editor, StandardPage, publish=False, body=body).status_code == (
        302 if url == "" else 200
    )


def test_a_link_leads_to_one_place_alone(editor: Client, home_page: HomePage) -> None:
    both = CALL | {"page": str(home_page.pk), "url": "https://example.org/"}
    body = streamfield([("call_to_action", both)])
    for publish in (True, False):
        response = save(editor, StandardPage, publish=publish, body=body)
        assert told(response, "body") == {0: {"url": [ONE_OF_TWO]}}


def test_all_mistakes_of_a_block_are_told_at_once(editor: Client) -> None:
    body = streamfield([("call_to_action", {"title": "", "label": "", "page": "", "url": "x"})])
    required = ["This field is required."]
    assert told(save(editor, StandardPage, publish=True, body=body), "body") == {
        0: {"title": required, "label": required, "url": [NO_ADDRESS]}
    }


def test_a_half_written_block_is_kept_as_a_draft(editor: Client) -> None:
    call = {"title": "Half", "text": "Only so far", "label": "", "page": "", "url": ""}
    body = streamfield([("call_to_action", call), ("quote", {"quote": "", "name": "Ada"})])

    assert save(editor, StandardPage, publish=False, body=body).status_code == 302

    page = StandardPage.objects.get().get_latest_revision_as_object()
    assert (page.body[0].value["text"], page.body[1].value["name"]) == ("Only so far", "Ada")
    shown = editor.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,)))
    assert "Only so far" in shown.content.decode()


def group(title: str, *anchors: str) -> tuple[str, dict[str, Any]]:
    """A group of questions with these anchors."""
    questions = [
        {
            "question": f"Why {number}?",
            "anchor": anchor,
            "answer": rich_text("<p>Because.</p>"),
            "sources": {"count": "0"},
        }
        for number, anchor in enumerate(anchors)
    ]
    return "group", {"title": title, "questions": streamed_list(questions)}


def streamed_list(values: list[dict[str, Any]]) -> dict[str, Any]:
    """A list of blocks, as its form sends it."""
    rows: dict[str, Any] = {
        str(number): {"value": value, "deleted": "", "order": str(number), "id": ""}
        for number, value in enumerate(values)
    }
    return {"count": str(len(values)), **rows}


@pytest.mark.parametrize("publish", [True, False])
def test_an_anchor_given_twice_is_told_at_the_second(editor: Client, publish: bool) -> None:
    groups = streamfield([group("Who", "cost", "who"), group("Money", "when", "cost")])

    assert told(save(editor, FAQPage, publish=publish, groups=groups), "groups") == {
        1: {"questions": {1: {"anchor": ["The anchor “cost” is used by two questions."]}}}
    }
    assert FAQPage.objects.count() == 0


def test_different_anchors_are_published(editor: Client) -> None:
    groups = streamfield([group("Who", "cost", ""), group("Money", "", "when")])
    assert save(editor, FAQPage, publish=True, groups=groups).status_code == 302
    page = FAQPage.objects.get()
    assert [
        question["anchor"] for one in page.anchored_groups() for question in one["questions"]
    ] == ["cost", "why-1", "why-0", "when"]


def test_a_source_is_an_address(editor: Client) -> None:
    sources = streamfield([("source", {"title": "A source", "url": "javascript:alert(1)"})])
    assert told(save(editor, StandardPage, publish=True, sources=sources), "sources") == {
        0: {"url": ["Enter a valid URL."]}
    }


def test_a_script_in_formatted_text_is_not_kept(editor: Client) -> None:
    link = '<p><a href="javascript:alert(1)">Click</a></p>'
    body = streamfield([("text", rich_text(link))])
    assert save(editor, StandardPage, publish=True, body=body).status_code == 302
    page = StandardPage.objects.get()
    assert "javascript:" not in Client().get(page.url).content.decode()


def test_a_formatted_text_left_alone_is_empty(editor: Client) -> None:
    """The editor for formatted text sends an empty paragraph when nobody touched it."""
    untouched = rich_text("")
    assert '"blocks"' in untouched
    body = streamfield([("text", untouched)])
    assert told(save(editor, StandardPage, publish=True, body=body), "body") == {
        0: ["This field is required."]
    }
