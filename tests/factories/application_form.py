"""Somebody who fills in the application of the tiny programme, as a browser sends it."""

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from core.models import User
from exchanges.domain.questions import Step
from exchanges.models import Application, Call
from tests.factories.people import make_user

TOOLS, SNOW = "extra_tools", "extra_snow"
SENT: dict[Step, dict[str, Any]] = {
    Step.ROLE: {"sides": ["VISITOR", "HOST"]},
    Step.PERSON: {"position": "Bell founder", "phone": "+41 81 123 45 67"},
    Step.ORGANISATION: {
        "organisation": "new",
        "organisation_name": "Łódź Bell Wórks",
        "organisation_kind": "SME",
        "organisation_country": "NO",
        "organisation_city": "Ålesund",
        "organisation_website": "bells.example.org",
    },
    Step.CLUSTER: {"cluster": "glocken", "has_visited": "no"},
    Step.SECTORS: {"sectors": ["bells"]},
    Step.SOUGHT: {"sought_topics": ["sound"], "sought_activity_kinds": ["apprenticeship"]},
    Step.OFFERED: {
        "offered_topics": ["sound"],
        "offered_activity_kinds": ["apprenticeship"],
        TOOLS: ["Hammer", "Patience"],
    },
    Step.MOTIVATION: {"motivation": "To learn.\r\nAnd to show.", "expected_result": "A plan."},
    Step.LANGUAGES: {
        "languages-0-language": "en",
        "languages-0-level": "C1",
        "languages-2-language": "pl",
        "languages-2-level": "NATIVE",
    },
    Step.PREFERENCES: {"mode": "EITHER", "working_days": "5", SNOW: "3"},
    Step.PLACES: {"places_per_exchange": "2", "places_total": "4"},
    Step.PARTNERSHIP: {"partnership": "assign"},
    Step.CONSENT: {"DATA_PROTECTION": "on", "RULES": "on", "CATALOGUE": "on"},
}
"""What a browser sends on each step; all of it is right."""


@dataclass
class Applicant:
    """A person with a browser, and the application that they fill in."""

    email: str = "ana@example.org"
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.user: User = User.objects.filter(email=self.email).first() or make_user(
            self.email, first_name="Ana", last_name="Applicant"
        )
        self.client.force_login(self.user)

    def start(self) -> Application:
        """Press the button on the page of the application."""
        answer = self.client.post(reverse("application_start", args=(Call.objects.get().slug,)))
        assert answer.status_code == 302
        self.id = Application.objects.filter(applicant=self.user).latest("created_at").pk
        return self.application

    @property
    def application(self) -> Application:
        """The application as it is in the database now."""
        return Application.objects.get(pk=self.id)

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as they are in the database now."""
        answers: dict[str, Any] = self.application.answers
        return answers

    def address(self, step: Step, name: str = "application_step") -> str:
        """Where a step is."""
        return reverse(name, args=(self.id, step))

    @property
    def check(self) -> str:
        """Where the answers are looked over."""
        return reverse("application_check", args=(self.id,))

    def open(self, step: Step) -> BeautifulSoup:
        """The page of a step."""
        answer = self.client.get(self.address(step))
        assert answer.status_code == 200, answer
        return BeautifulSoup(answer.content, "html.parser")

    def send(self, step: Step, values: dict[str, Any] | None = None, **more: Any) -> Any:
        """Open a step, and send it with these values instead of what stands there."""
        hidden = hidden_fields(self.open(step))
        return self.client.post(
            self.address(step), hidden | (SENT[step] if values is None else values) | more
        )

    def fill_in(self, *, until: Step | None = None, **changes: dict[str, Any]) -> None:
        """Send all steps in their order, up to one; `changes` by the names of steps."""
        for step, values in SENT.items():
            if step is until:
                return
            answer = self.send(step, changes.get(step.value, values))
            assert answer.status_code == 302, (step, errors_of(answer))


def hidden_fields(page: BeautifulSoup) -> dict[str, str]:
    """What the form of a page sends without being seen."""
    return {
        str(one["name"]): str(one["value"])
        for one in page.select("main form input[type=hidden]")
        if one["name"] != "csrfmiddlewaretoken"
    }


def errors_of(answer: Any) -> dict[str, list[str]]:
    """What the form of an answer says is wrong, by field."""
    form = answer.context["form"]
    return {name: list(messages) for name, messages in form.errors.items()}


def text_of(answer: Any) -> str:
    """The words of a page, in one line."""
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join((page.main or page).get_text(" ", strip=True).split())
