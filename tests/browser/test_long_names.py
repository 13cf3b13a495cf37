"""Names that are one long word, as German has them, on the narrowest window of WCAG's reflow.

Which sample application comes first decides which names the other audits meet.
"""

from collections.abc import Iterable

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from wagtail.models import Page as TreePage

from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, Call
from home.sample_applications import SampleApplications
from partnerships.models import Organisation, Partnership
from tests.browser import pages
from tests.browser.audit import beyond_the_window
from tests.browser.test_accounts import take_over
from tests.browser.test_manage import manager_of
from tests.browser.test_my import signed_in
from tools.page_choice import WITHOUT_PAGE, chosen_addresses

LONG = "Wirtschaftsförderungsgesellschaft"


@pytest.fixture
def applications(demo_site: str) -> list[Application]:
    """Forty invented applications, in a programme in which every name is one long word."""
    call = Call.objects.order_by("opens_at")[0]
    list(SampleApplications(call=call, seed=5, now=timezone.now()).make(40))
    Organisation.objects.update(name=LONG, short_name="")
    TreePage.objects.filter(depth__gt=2).update(title=LONG)
    for number, partnership in enumerate(Partnership.objects.all()):
        partnership.acronym = partnership.title = f"{LONG}{number}"
        partnership.save()
    return list(Application.objects.select_related("applicant", "partnership"))


def too_wide(page: Page, site: str, addresses: Iterable[str]) -> list[str]:
    return [f"{one}: {found}" for one in addresses for found in beyond_the_window(page, site + one)]


def test_long_names_stay_inside_the_pages_of_the_tree(
    page: Page, demo_site: str, applications: list[Application]
) -> None:
    problems = too_wide(
        page, demo_site, sorted(set(chosen_addresses().values()) - {WITHOUT_PAGE["not-found"]})
    )
    assert problems == [], "\n".join(problems)


def test_long_names_stay_inside_the_pages_of_who_applied(
    page: Page, demo_site: str, applications: list[Application]
) -> None:
    problems = []
    for status, addresses in (
        (ApplicationStatus.SUBMITTED, pages.OF_WHO_WAITS),
        (ApplicationStatus.ACCEPTED, pages.OF_WHO_TAKES_PART),
    ):
        in_both = (one for one in applications if one.is_host and one.is_visitor)
        own = next(one for one in in_both if one.status == status)
        take_over(page.context, signed_in(own.applicant), demo_site)
        shown = tuple(one for one in addresses if not one.endswith("/cv/"))
        problems += too_wide(page, demo_site, pages.filled(shown, application_id=own.pk))
    assert problems == [], "\n".join(problems)


def test_long_names_stay_inside_the_pages_of_managers(
    page: Page, demo_site: str, applications: list[Application]
) -> None:
    waiting = next(one for one in applications if one.status == ApplicationStatus.SUBMITTED)
    take_over(page.context, signed_in(manager_of(waiting.partnership).user), demo_site)
    own = (one.replace("{application_id}", str(waiting.pk)) for one in pages.OF_A_MANAGER)
    problems = too_wide(page, demo_site, [one for one in own if "{" not in one])
    assert problems == [], "\n".join(problems)
