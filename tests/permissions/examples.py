"""For each pattern an address of one holding, and what a form there would send."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from exchanges.application_form.open_application import open_application
from exchanges.domain.questions import Step
from exchanges.forms.steps import FORMS
from exchanges.models import Application, Representative
from exchanges.services.decide import stamp_of
from partnerships.models import Country, PartnershipManager
from search.saved.services import unsubscribe_token
from tests.factories.partnerships import (
    ActivityKindFactory,
    OrganisationFactory,
    SectorFactory,
    TechnologyFactory,
    TopicFactory,
)
from tests.factories.pdf import pdf_file
from tests.permissions.world import Holding

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
OFFER_TEXT = {
    "title": "Weave with us",
    "summary": "Three days at the looms.",
    "programme": "Day one: looms.",
    "activity_kinds": ["networking"],
    "sectors": ["textiles"],
    "topics": ["circular"],
    "mode": "EITHER",
    "minimum_working_days": "3",
    "maximum_working_days": "5",
}
CONTRIBUTION = {
    "title": "Hello",
    "summary": "Hello",
    "text": "Hello",
    "kind": "NEWS",
    "date": "2026-11-20",
    "event_type": "WEBINAR",
    "start_date": "2027-11-20",
}


def address_of(route: str, holding: Holding) -> str:
    """An address that the pattern answers, of something in the holding."""
    fixed = fixed_addresses(holding)
    if route in fixed:
        return fixed[route]
    values = values_of(route, holding)
    return "/" + PARAMETER.sub(lambda found: str(values[found.group(1)]), route)


def fixed_addresses(holding: Holding) -> dict[str, str]:
    """Of the patterns that are regular expressions."""
    return {
        r"^(?P<path>(?:[\w\-]+/)+)calendar\.ics$": "/events/calendar.ics",
        r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "/accounts/confirm-email/nonsense/",
        r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
            f"/accounts/password/reset/key/{holding.applicant.pk.hex}-nonsense/"
        ),
    }


def values_of(route: str, holding: Holding) -> dict[str, Any]:
    """The parameters of a pattern."""
    is_form = "/<step:step>/" in route or route.endswith("/check/")
    values: dict[str, Any] = {
        "application_id": holding.draft.pk if is_form else holding.accepted.pk,
        "step": Step.MOTIVATION.value,
        "word": "approve" if "representatives/" in route else "pause",
        "slug": holding.organisation.slug,
        "call_slug": holding.accepted.call.slug,
        "interest_id": holding.interest,
        "search_id": holding.search.pk,
        "token": unsubscribe_token(holding.search),
        "representative_id": (
            Representative.objects.get(user=holding.applicant, organisation=holding.organisation).pk
            if route.endswith("remove/")
            else holding.request
        ),
        "invitation_id": (
            holding.invitation_sent if route.endswith("withdraw/") else holding.invitation_got
        ),
        "key": (holding.event if "/events/" in route else holding.news).translation_key,
        "code": "application-accepted",
        "language": "en",
    }
    if "<int:pk>" in route:
        values["pk"] = register_entry(route.split("/")[3], holding)
    elif "<uuid:pk>" in route:
        values["pk"] = holding.applicant.pk
    return values


def register_entry(model: str, holding: Holding) -> int:
    """The number of an entry of the register."""
    match model:
        case "partnership":
            return holding.partnership.pk
        case "partnershipmanager":
            return PartnershipManager.objects.get(user=holding.manager).pk
        case "country":
            return Country.objects.get(code="BE").pk
    factories: dict[str, Any] = {
        "organisation": OrganisationFactory,
        "sector": SectorFactory,
        "activitykind": ActivityKindFactory,
        "technology": TechnologyFactory,
        "topic": TopicFactory,
    }
    return int(factories[model].create().pk)


def body_of(route: str, holding: Holding) -> dict[str, Any]:
    """What a form at the address would send, so that who may send it succeeds."""
    body = BODIES.get(route, {})
    return body(holding) if callable(body) else body


def decision_of(holding: Holding) -> dict[str, Any]:
    """A decision about the application as it is."""
    seen = stamp_of(Application.objects.get(pk=holding.accepted.pk))
    return {"words": "Hello", "subject": "Hello", "body": "Hello", "seen": seen}


def motivation_of(holding: Holding) -> dict[str, Any]:
    """The step of the draft, changed from what it is."""
    opened = open_application(holding.applicant, holding.draft.pk, Step.MOTIVATION)
    seen = FORMS[Step.MOTIVATION](opened.context()).digest()
    return {"motivation": "Hello", "expected_result": "Hello", "seen": seen}


def changes_of(holding: Holding) -> dict[str, Any]:
    """The changed answer that the manager has not looked at yet."""
    return {"newest": str(holding.accepted.answer_changes.get().pk)}


ONCE = str(uuid.uuid4())
WRITING = {
    "message-body": "Hello",
    "message-once": ONCE,
    "note-body": "Hello",
    "note-once": ONCE,
}
BODIES: dict[str, dict[str, Any] | Callable[[Holding], dict[str, Any]]] = {
    "accounts/name/": {"first_name": "New", "last_name": "Name"},
    "interest/": {"aim": "QUESTION", "message": "Hello"},
    "manage/applications/<uuid:application_id>/<slug:word>/": decision_of,
    "manage/applications/<uuid:application_id>/changes/seen/": changes_of,
    "manage/applications/<uuid:application_id>/messages/": WRITING,
    "manage/applications/<uuid:application_id>/notes/": WRITING,
    "manage/events/<uuid:key>/": CONTRIBUTION,
    "manage/events/new/": CONTRIBUTION | {"once": ONCE},
    "manage/interests/<uuid:interest_id>/": {"answer": "Hello"},
    "manage/news/<uuid:key>/": CONTRIBUTION,
    "manage/news/new/": CONTRIBUTION | {"once": ONCE},
    "my/applications/<uuid:application_id>/<step:step>/": motivation_of,
    "my/applications/<uuid:application_id>/cv/": lambda _holding: {"file": pdf_file()},
    "my/applications/<uuid:application_id>/messages/": WRITING,
    "my/applications/<uuid:application_id>/offer/": OFFER_TEXT,
    "my/organisations/<slug:slug>/invite/": {"email": "new@example.org"},
    "my/organisations/<slug:slug>/leave/": {"is_understood": "on"},
    "my/searches/<uuid:search_id>/": {"name": "Hello", "frequency": "WEEKLY"},
    "my/searches/new/": {"name": "Hello", "frequency": "WEEKLY"},
}
