"""The pages of the form need few queries, however much the register holds."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from exchanges.domain.questions import Step
from partnerships.models import (
    Country,
    Membership,
    Organisation,
    OrganisationState,
    Partnership,
    Sector,
    Topic,
)
from tests.factories.application_form import Applicant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]

# As many as a public page, and two for the menu of somebody who is signed in.
LIMIT = 14
# The page to check says everything about the application at once.
CHECK_LIMIT = 18
MORE = 200


def count_queries(applicant: Applicant, address: str) -> int:
    """The queries of a visit with nothing in any cache but the places of the sites.

    Those Wagtail keeps for an hour; without them any page with a menu needs two queries more.
    """
    applicant.client.get(address)
    cache.clear()
    ContentType.objects.clear_cache()
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        answer = applicant.client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def test_a_step_needs_few_queries_however_long_the_lists() -> None:
    applicant = Applicant()
    applicant.start()
    applicant.fill_in()
    steps = [applicant.address(step) for step in Step]
    pages = [*steps, applicant.check]
    before = {address: count_queries(applicant, address) for address in pages}
    assert {address: before[address] for address in steps if before[address] > LIMIT} == {}
    assert before[applicant.check] <= CHECK_LIMIT

    enlarge_the_register()

    assert {address: count_queries(applicant, address) for address in pages} == before


def enlarge_the_register() -> None:
    country = Country.objects.get(code="CH")
    for model in (Sector, Topic):
        model.objects.bulk_create(
            model(code=f"more-{number}", name=f"More {number}") for number in range(MORE)
        )
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"Circle {number}",
            slug=f"circle-{number}",
            country=country,
            state=OrganisationState.VERIFIED,
        )
        for number in range(MORE)
    )
    partnerships = Partnership.objects.bulk_create(
        Partnership(acronym=f"MORE{number}", slug=f"more-{number}", hue=1) for number in range(20)
    )
    Membership.objects.bulk_create(
        Membership(partnership=partnership, organisation=organisation)
        for partnership in partnerships
        for organisation in organisations[:5]
    )


def test_the_pages_before_the_form_need_few_queries() -> None:
    stranger = Applicant()
    stranger.client.logout()
    for address in ("/apply/", "/apply/questions/"):
        assert count_queries(stranger, address) <= LIMIT
