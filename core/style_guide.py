"""The living style guide: every component with values like those of the site.

Wired at /dev/components/ in development only. Nothing here reads the database, so that a component
can be looked at before the page that needs it exists.
"""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

ACRONYMS = (
    "BLUES",
    "BRILLIANT",
    "CE4BIG",
    "CELIS",
    "CLAMTEX",
    "EXTRATEX",
    "EXXTRA",
    "RECiPE4Mobility",
    "SafeSmartFood",
    "SMART4NZEB",
    "SMARTENERGY",
    "SmartCTClusters",
    "SmartSports4GoodLife",
)


@dataclass(frozen=True)
class ShownPartnership:
    """As much of a partnership as a badge shows."""

    acronym: str
    hue: int
    url: str = "#badge"


@dataclass(frozen=True)
class ShownDate:
    """The four lines of a date block."""

    day: str
    month: str
    year: str
    suffix: str = ""


@dataclass(frozen=True)
class ShownEvent:
    """As much of an event as a row of a list shows."""

    title: str
    date_block: ShownDate
    summary: str = ""
    url: str = "#event-row"
    is_sample: bool = False


@dataclass(frozen=True)
class ShownSession:
    """One session of an event."""

    title: str
    date: date
    start_time: time | None = None
    end_time: time | None = None
    text: str = ""
    speakers: list[str] = field(default_factory=list)


class SampleForm(forms.Form):
    """One field of each kind, with help and with errors when sent empty."""

    name = forms.CharField(label="Name of your organisation", help_text="As in the register.")
    message = forms.CharField(label="Your question", widget=forms.Textarea, required=False)
    country = forms.ChoiceField(label="Country", choices=[("", "Choose"), ("HU", "Hungary")])
    day = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    roles = forms.MultipleChoiceField(
        label="You want to",
        choices=[("visit", "Visit"), ("host", "Host")],
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        label="How",
        choices=[("physical", "On site"), ("virtual", "Online")],
        widget=forms.RadioSelect,
        required=False,
    )
    consent = forms.BooleanField(label="You may show this in the host catalogue.")


def facet_options() -> list[dict[str, Any]]:
    """Ten countries, so that two of them are folded under "more"."""
    names = ("Austria", "Belgium", "Czechia", "France", "Germany", "Hungary", "Italy", "Poland")
    rest = ("Portugal", "Türkiye")
    return [
        {"value": name, "label": name, "count": 12 - number, "checked": number == 1}
        for number, name in enumerate(names + rest)
    ]


def sample_values() -> dict[str, Any]:
    """Everything that the style guide shows."""
    partnerships = [ShownPartnership(acronym, hue) for hue, acronym in enumerate(ACRONYMS, start=1)]
    lorem = "Six half-days online on digital transformation, with a host from another region."
    return {
        "partnerships": partnerships,
        "one_partnership": partnerships[4],
        "two_partnerships": partnerships[4:6],
        "lorem": lorem,
        "fit": {"percent": 71, "reason": "Topics: Circular economy", "is_possible": True},
        "events": [
            ShownEvent("Digital transformation for clusters", ShownDate("14–16", "April", "2021")),
            ShownEvent(
                "Final webinar of the pilot", ShownDate("27", "January", "2022"), summary=lorem
            ),
            ShownEvent(
                "Study visit, day to be announced",
                ShownDate("", "March", "2022", "day not fixed"),
                is_sample=True,
            ),
        ],
        "facts": [
            ("Length of stay", "3 to 20 working days"),
            ("Languages", "English, Hungarian"),
            ("Host", "Example cluster", "#facts"),
            ("Left out when empty", ""),
        ],
        "chips": [
            {"label": "Hungary", "url": "#chips", "title": "Remove this filter"},
            {"label": "Textiles", "url": "#chips"},
            {"label": "Not a link", "url": ""},
        ],
        "page_obj": Paginator(range(240), 20).page(6),
        "breadcrumbs": [{"title": "Home", "url": "/"}, {"title": "Events", "url": "#crumbs"}],
        "options": facet_options(),
        "clean_form": SampleForm(prefix="clean"),
        "refused_form": SampleForm({}, prefix="refused"),
        "sessions": [
            ShownSession(
                "Opening: what a digital cluster is",
                date(2021, 4, 14),
                time(9),
                time(12, 30),
                "<p>Where the members stand, and how to find out.</p>",
                ["A speaker, Example cluster", "Another speaker, Example university"],
            ),
            ShownSession("Working groups", date(2021, 4, 16), time(13)),
            ShownSession("Closing, time not known", date(2021, 4, 20)),
        ],
        "figures": [
            {"value": "13", "label": "partnerships", "source_url": "#figures"},
            {"value": "69", "label": "cluster organisations", "source_title": "A printed source"},
            {"value": "21", "label": "countries"},
        ],
        "steps": [
            {"title": "Register", "text": "<p>You say who you are.</p>", "is_done": True},
            {"title": "Be matched", "text": "<p>We suggest.</p>", "is_current": True},
            {"title": "Plan the exchange", "text": "<p>You agree on a programme.</p>"},
        ],
        "tabs": [
            {"label": "Upcoming", "url": "#tabs", "is_current": True, "count": 4},
            {"label": "Past", "url": "#tabs", "is_current": False, "count": 36},
        ],
        "questions": [
            {"question": "Who may take part?", "answer": "<p>Cluster organisations and SMEs.</p>"},
            {"question": "How long is a stay?", "answer": "<p>Three working days or more.</p>"},
        ],
        "sources": [
            {"title": "A page elsewhere", "url": "https://example.org/page"},
            {"title": "A printed leaflet", "url": ""},
        ],
        "doors": [
            {"title": "Find a host", "text": lorem, "label": "Browse offers", "link_url": "#doors"},
            {"title": "Offer to host", "text": lorem, "label": "Offer", "link_url": "#doors"},
            {"title": "Follow one", "text": lorem, "label": "Partnerships", "link_url": "#doors"},
        ],
        "quote_block": {
            "quote": "We found in three days what we had looked for in three years.",
            "name": "A visitor",
            "role": "Example company",
        },
        "call_block": {
            "title": "Tell us what you look for",
            "text": lorem,
            "label": "Send your interest",
            "link_url": "#blocks",
        },
        "link_block": {
            "title": "A page worth reading",
            "text": lorem,
            "link_url": "https://example.org/",
            "url": "https://example.org/",
        },
        "people_block": {
            "items": [
                {"name": "A person", "role": "Coordinator", "organisation": "Example cluster"},
                {"name": "Another person", "role": "Trainer", "organisation": ""},
            ]
        },
        "tones": ("", "success", "warning", "error"),
    }


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show each component with sample values."""
    return render(request, "core/style_guide.html", sample_values())
