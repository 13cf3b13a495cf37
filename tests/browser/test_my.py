"""The pages of those who take part, each looked at in a real browser."""

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from core.models import User
from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, Call
from home.sample_applications import SampleApplications
from tests.browser.audit import View, audit_page
from tests.browser.test_accounts import take_over

VIEWS = (View(320), View(1280, "dark"))
OF_WHO_TAKES_PART = (
    "",
    "answers/",
    "hosts/",
    "visitors/",
    "offer/",
    "do/pause/",
    "do/withdraw/",
    "role/",
    "sectors/",
    "consent/",
)
OF_WHO_WAITS = ("", "answers/", "sent/")


@pytest.fixture
def applications(demo_site: str) -> dict[str, Application]:
    """Two of forty invented applications: of a host and visitor who takes part, and a new one."""
    call = Call.objects.order_by("opens_at")[0]
    list(SampleApplications(call=call, seed=5, now=timezone.now()).make(40))
    sent = Application.objects.select_related("applicant").order_by("reference")
    taking_part = sent.filter(status=ApplicationStatus.ACCEPTED, is_host=True, is_visitor=True)
    return {
        "taking part": taking_part[0],
        "waiting": sent.filter(status=ApplicationStatus.SUBMITTED)[0],
    }


def signed_in(user: User) -> Client:
    """A client in which somebody is signed in, whatever their password."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("who", "pages"), [("taking part", OF_WHO_TAKES_PART), ("waiting", OF_WHO_WAITS)]
)
def test_the_pages_of_who_takes_part_stand_every_check(
    page: Page,
    demo_site: str,
    applications: dict[str, Application],
    who: str,
    pages: tuple[str, ...],
) -> None:
    application = applications[who]
    take_over(page.context, signed_in(application.applicant), demo_site)
    addresses = ["/my/", *(f"/my/applications/{application.pk}/{word}" for word in pages)]
    problems = [
        f"{address}: {problem}"
        for address in addresses
        for problem in audit_page(page, demo_site + address, views=VIEWS)
    ]
    assert problems == [], "\n".join(problems)
