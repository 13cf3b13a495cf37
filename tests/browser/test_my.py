"""The pages of those who take part, each looked at in a real browser."""

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from core.models import User
from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, Call, CurriculumVitae
from home.sample_applications import SampleApplications
from search.models import Frequency
from search.saved.services import save, unsubscribe_token
from tests.browser.audit import View, audit_page
from tests.browser.test_accounts import take_over
from tests.factories.people import make_user

VIEWS = (View(320), View(1280, "dark"))
OF_WHO_TAKES_PART = (
    "",
    "answers/",
    "hosts/",
    "visitors/",
    "offer/",
    "do/pause/",
    "do/withdraw/",
    "cv/",
    "role/",
    "person/",
    "sectors/",
    "consent/",
)
OF_WHO_WAITS = ("", "answers/", "sent/", "cv/")
OF_WHO_PAUSES = ("", "do/resume/")


@pytest.fixture
def applications(demo_site: str) -> dict[str, Application]:
    """Some of forty invented applications: of who takes part, waits, and pauses."""
    call = Call.objects.order_by("opens_at")[0]
    list(SampleApplications(call=call, seed=5, now=timezone.now()).make(40))
    sent = Application.objects.select_related("applicant").order_by("reference")
    taking_part = sent.filter(status=ApplicationStatus.ACCEPTED, is_host=True, is_visitor=True)
    return {
        "taking part": taking_part[0],
        "waiting": sent.filter(status=ApplicationStatus.SUBMITTED)[0],
        "pausing": sent.filter(status=ApplicationStatus.PAUSED)[0],
    }


def signed_in(user: User) -> Client:
    """A client in which somebody is signed in, whatever their password."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("taking part", OF_WHO_TAKES_PART),
        ("waiting", OF_WHO_WAITS),
        ("pausing", OF_WHO_PAUSES),
    ],
)
def test_the_pages_of_who_takes_part_stand_every_check(
    page: Page,
    demo_site: str,
    applications: dict[str, Application],
    who: str,
    pages: tuple[str, ...],
) -> None:
    application = applications[who]
    CurriculumVitae.objects.create(
        application=application, content=b"%PDF", size=4, added_at=timezone.now()
    )
    take_over(page.context, signed_in(application.applicant), demo_site)
    addresses = ["/my/", *(f"/my/applications/{application.pk}/{word}" for word in pages)]
    problems = [
        f"{address}: {problem}"
        for address in addresses
        for problem in audit_page(page, demo_site + address, views=VIEWS)
    ]
    assert problems == [], "\n".join(problems)


def test_the_pages_of_saved_searches_stand_every_check(page: Page, demo_site: str) -> None:
    user = make_user("ana@example.org", first_name="Ana")
    search = save(
        owner=user,
        name="Looms",
        querystring="q=loom&country=BE",
        frequency=Frequency.DAILY,
        language="en",
        at=timezone.now(),
    )
    take_over(page.context, signed_in(user), demo_site)
    places = ("", "new/?q=wool", f"{search.pk}/", f"{search.pk}/delete/")
    addresses = [*places, f"unsubscribe/{unsubscribe_token(search)}/"]
    problems = [
        f"{address}: {problem}"
        for address in addresses
        for problem in audit_page(page, f"{demo_site}/my/searches/{address}", views=VIEWS)
    ]
    assert problems == [], "\n".join(problems)
