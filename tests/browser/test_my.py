"""The pages of those who take part, each looked at in a real browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from core.models import User
from exchanges.domain.lifecycle import ApplicationStatus, Role
from exchanges.models import Application, Call, CurriculumVitae
from exchanges.services import participation
from exchanges.services.actor import Actor
from home.sample_applications import SampleApplications
from tests.browser import pages
from tests.browser.audit import View, audit_pages
from tests.browser.test_accounts import take_over

VIEWS = (View(320), View(1280, "dark"))


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


def as_actor(application: Application) -> Actor:
    """Whose application it is."""
    return Actor(user=application.applicant, role=Role.APPLICANT)


@pytest.mark.parametrize(
    ("who", "step", "addresses"),
    [
        ("taking part", None, pages.OF_WHO_TAKES_PART),
        ("taking part", participation.pause, pages.OF_WHO_PAUSES),
        ("waiting", None, pages.OF_WHO_WAITS),
        ("waiting", participation.withdraw, pages.OF_WHO_LEFT),
    ],
    ids=["taking part", "pausing", "waiting", "left"],
)
def test_the_pages_of_who_takes_part_stand_every_check(
    page: Page,
    demo_site: str,
    applications: dict[str, Application],
    who: str,
    step: Callable[..., Application] | None,
    addresses: tuple[str, ...],
) -> None:
    application = applications[who]
    if step is not None:
        step(application_id=application.pk, actor=as_actor(application), at=timezone.now())
    CurriculumVitae.objects.update_or_create(
        application=application,
        defaults={"content": b"%PDF", "size": 4, "added_at": timezone.now()},
    )
    take_over(page.context, signed_in(application.applicant), demo_site)
    own = pages.filled(addresses, application_id=application.pk)
    problems = audit_pages(page, demo_site, own, views=VIEWS)
    assert problems == [], "\n".join(problems)
