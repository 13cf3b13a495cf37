"""Makes a body that holds every block, and pages of every type that use it."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from core.models import SiteDocument, SiteImage
from partnerships.blocks import BodyBlock


def make_image(title: str = "Two workshops") -> SiteImage:
    """A picture with a description."""
    return SiteImage.objects.create(
        title=title, description="Two people at a bench", file=get_test_image_file(size=(640, 400))
    )


def make_document(title: str = "Programme of the visit") -> SiteDocument:
    """A document to download."""
    return SiteDocument.objects.create(
        title=title, file=SimpleUploadedFile("programme.pdf", b"%PDF-1.4 nothing to see")
    )


def every_block(page: Page, partnership: Model, *, times: int = 1) -> str:
    """A body as it is stored: each block of the body, `times` over, with everything filled in."""
    body = [
        block
        for number in range(times)
        for block in _blocks(page, partnership, number)
        # Each list of events is a query of its own, so there is one of them.
        if number == 0 or block["type"] != "partnership_events"
    ]
    missing = set(BodyBlock().child_blocks) - {block["type"] for block in body}
    assert not missing, f"no example of {missing}"
    return json.dumps(body)


def _blocks(page: Page, partnership: Model, number: int) -> list[dict[str, Any]]:
    link = f'<a linktype="page" id="{page.pk}">another page</a>'
    picture = {"image": make_image().pk, "decorative": False, "alt_text": "A bench"}
    captioned = {"image": picture, "caption": "At work"}
    target = {"page": page.pk, "url": ""}
    values: dict[str, Any] = {
        "text": f"<h2>Heading {number}</h2><p>Text with {link}.</p><ul><li>One</li></ul>",
        "quote": {"quote": "It rang.", "name": "A founder", "role": "Foundry"},
        "steps": {
            "title": f"In steps {number}",
            "items": [{"title": "Ask", "text": f"<p>{link}</p>"}, {"title": "Go", "text": ""}],
        },
        "questions": {"items": [{"question": "Why?", "answer": f"<p>Because. {link}</p>"}]},
        "table": {
            "caption": "Hours",
            "table": {
                "columns": [
                    {"type": "text", "heading": "Day"},
                    {"type": "number", "heading": "Hours"},
                ],
                "rows": [{"values": ["Monday", 8]}, {"values": ["Tuesday", 7]}],
                "caption": "",
            },
        },
        "figures": {
            "items": [
                {
                    "value": "13",
                    "label": "partnerships",
                    "source_title": "Leaflet",
                    "source_url": "https://example.org/leaflet",
                }
            ]
        },
        "image": captioned,
        "gallery": {
            "title": f"Pictures {number}",
            "items": [captioned, captioned | {"image": picture | {"image": make_image().pk}}],
        },
        "people": {
            "items": [
                {
                    "name": "Ada Example",
                    "role": "Founder",
                    "organisation": "Foundry",
                    "image": make_image().pk,
                }
            ]
        },
        "document": {"document": make_document().pk, "title": ""},
        "link": target | {"title": "Read on", "text": "More of it", "image": make_image().pk},
        "call_to_action": target | {"title": "Come", "text": "See us", "label": "Plan a visit"},
        "partnership_events": {"partnership": partnership.pk, "title": f"Dates {number}"},
    }
    return [{"type": block_type, "value": value} for block_type, value in values.items()]
