"""What waits at /manage/, and the list of applications with its filters."""

import csv
import datetime
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, Message
from exchanges.services.decisions import ask_for_more
from partnerships.models import Partnership, PartnershipManager
from tests.exchanges.manage.conftest import another_sent, browser
from tests.exchanges.services.conftest import NOW, Cast
from tests.factories.applications import ApplicationFactory
from tests.factories.partnerships import CountryFactory, OrganisationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LATER = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


def application(partnership: Partnership, **fields: object) -> Application:
    """An application that waits, not overdue unless said otherwise."""
    return ApplicationFactory.create(
        submitted=True, partnership=partnership, **{"due_at": LATER, **fields}
    )


def shown(client: Client, query: str = "") -> list[str]:
    """The references of the list, in its order."""
    response = client.get(f"/manage/?{query}")
    assert response.status_code == 200
    return [row.reference for row, _status in response.context["rows"]]


def tiles(client: Client) -> dict[str, int]:
    """What waits, by its label."""
    return {tile.label: tile.number for tile in client.get("/manage/").context["tiles"]}


def test_the_tiles_count_what_waits_in_ones_own_partnerships(cast: Cast, manager: Client) -> None:
    mine, other = cast.partnership, cast.other_partnership
    application(mine)
    overdue = application(mine, due_at=NOW - datetime.timedelta(days=100 * 365))
    asked = application(mine, status=ApplicationStatus.MORE_INFORMATION_NEEDED, due_at=None)
    for partnership in (other, other, other):
        application(partnership, due_at=NOW - datetime.timedelta(days=100 * 365))
    for one in (asked, asked, overdue):
        Message.objects.create(
            application=one, is_from_partnership=False, body="Hello", sent_at=NOW
        )
    Message.objects.create(application=one, is_from_partnership=True, body="Good day", sent_at=NOW)

    assert tiles(manager) == {
        "Overdue": 1,
        "To be checked": 2,
        "Waiting for the applicant": 1,
        "Unread messages": 2,
        "Changed answers to look at": 0,
        "Expressions of interest": 0,
        "Requests to act for an organisation": 0,
    }
    assert tiles(browser(cast.office.user))["Overdue"] == 4


def test_each_tile_leads_to_what_it_counts(cast: Cast, manager: Client, sent: Application) -> None:
    application(cast.partnership, due_at=NOW - datetime.timedelta(days=100 * 365))
    asked = another_sent(
        cast, UserFactory.create(), cast.partnership, organisation_name="Flax Works"
    )
    ask_for_more(application_id=asked.pk, actor=cast.manager, at=NOW, fields=["mode"], words="How?")
    for tile in manager.get("/manage/").context["tiles"][:5]:
        query = tile.url.removeprefix("/manage/?").removesuffix("#applications")
        assert len(shown(manager, query)) == tile.number, tile.label


def test_filters_of_the_list(cast: Cast, manager: Client) -> None:
    mine = cast.partnership
    belgian = OrganisationFactory.create(name="Linen Works", country=CountryFactory(code="BE"))
    french = OrganisationFactory.create(name="Atelier", country=CountryFactory(code="FR"))
    visitor = application(mine, organisation=belgian)
    host = application(
        mine,
        organisation=french,
        is_host=True,
        is_visitor=False,
        applicant=UserFactory.create(first_name="Zoé", last_name="Zero"),
        due_at=LATER + datetime.timedelta(days=1),
    )
    rejected = application(mine, status=ApplicationStatus.REJECTED, due_at=None)
    application(cast.other_partnership, organisation=OrganisationFactory(name="Linen Works"))
    draft = ApplicationFactory.create(partnership=mine)

    every = [visitor.reference, host.reference, rejected.reference]
    assert shown(manager) == every
    assert draft.reference not in every
    assert shown(manager, "status=rejected") == [rejected.reference]
    assert shown(manager, "status=rejected&status=submitted") == every
    assert shown(manager, "side=host") == [host.reference]
    assert shown(manager, "country=BE&side=visitor&q=linen") == [visitor.reference]
    assert shown(manager, "country=BE&side=host") == []
    assert shown(manager, "q=zero") == [host.reference]
    assert shown(manager, f"q={rejected.reference}") == [rejected.reference]
    assert shown(manager, "status=draft") == every
    assert shown(manager, f"partnership={cast.other_partnership.slug}") == every


def test_whoever_has_several_partnerships_filters_by_them(cast: Cast, manager: Client) -> None:
    first, second = application(cast.partnership), application(cast.other_partnership)
    PartnershipManager.objects.create(partnership=cast.other_partnership, user=cast.manager.user)
    assert sorted(shown(manager)) == sorted([first.reference, second.reference])
    assert shown(manager, f"partnership={cast.other_partnership.slug}") == [second.reference]


def test_the_table_holds_the_filtered_list_and_no_formula(cast: Cast, manager: Client) -> None:
    evil = OrganisationFactory.create(name='=HYPERLINK("https://example.org")')
    one = application(cast.partnership, organisation=evil, is_host=True)
    application(cast.partnership, status=ApplicationStatus.REJECTED, due_at=None)
    application(cast.other_partnership)

    response = manager.get("/manage/applications.csv?status=submitted")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Reference"] for row in rows] == [one.reference]
    assert rows[0]["Organisation"] == '\'=HYPERLINK("https://example.org")'
    assert rows[0]["Takes part as"] == "Visitor, Host"
    assert rows[0]["To be checked by"] == "2100-01-01"


@pytest.mark.parametrize("address", ["/manage/", "/manage/?q=works&status=submitted"])
def test_the_list_needs_as_many_queries_for_many_as_for_few(
    cast: Cast, manager: Client, address: str
) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(address).status_code == 200
        return len(queries)

    application(cast.partnership, organisation=OrganisationFactory(name="The first works"))
    manager.get(address)
    few = count()
    for number in range(15):
        organisation = OrganisationFactory(
            name=f"Works {number}", country=CountryFactory(code="FR")
        )
        application(cast.partnership, organisation=organisation)
    assert count() == few
    assert few <= 20


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=99999999999999999", "status=%00", "q=%00%FF", "country=x&side=x"],
)
def test_a_broken_address_is_a_page(cast: Cast, manager: Client, query: str) -> None:
    application(cast.partnership)
    assert manager.get(f"/manage/?{query}").status_code == 200
    assert manager.get(f"/manage/applications.csv?{query}").status_code == 200
