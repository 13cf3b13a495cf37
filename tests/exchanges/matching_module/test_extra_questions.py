"""What editors ask beside the form, in the matching of those who take part."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exchanges.calendar import programme_today
from exchanges.domain.lifecycle import Role
from exchanges.matching_module.extra_questions import extra_answers, matched_questions
from exchanges.models import Application, ApplicationPage, ExtraQuestion
from exchanges.my.matches import engine_of_today
from exchanges.services.actor import Actor
from exchanges.services.participation import change_answers
from home.models import HomePage
from partnerships.models import EligibilityPeriod
from tests.exchanges.manage.conftest import browser
from tests.exchanges.my.test_matches import publish, take_part
from tests.exchanges.services.conftest import NOW, Cast, cast
from tests.factories.partnerships import CountryFactory
from tests.factories.people import UserFactory

__all__ = ["cast"]

pytestmark = pytest.mark.django_db

PLACE, SNOW = "extra_place", "extra_snow"


@pytest.fixture
def page(home_page: HomePage, cast: Cast) -> ApplicationPage:
    """A published application page with a choice and a scale that are compared."""
    for code in ("BE", "FR", "IT"):
        EligibilityPeriod.objects.get_or_create(country=CountryFactory.create(code=code))
    page = ApplicationPage(title="Apply", slug="apply", call=cast.call)
    matched: dict[str, Any] = {"step": "preferences", "used_in_matching": True, "weight": 40}
    page.extra_questions = [
        ExtraQuestion(
            key=PLACE,
            label="Where do you feel at home?",
            question_type="SEVERAL_CHOICES",
            options="Mountains\nSea",
            **matched,
        ),
        ExtraQuestion(
            key=SNOW,
            label="How much snow?",
            question_type="SCALE",
            scale_highest=5,
            sort_order=1,
            **matched,
        ),
    ]
    home_page.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def hosts(page: ApplicationPage, cast: Cast) -> dict[str, Application]:
    """Two hosts that differ in what the editors ask, and in nothing that the form asks."""
    found = {}
    for title, country, answers in (
        ("alp", "FR", {PLACE: ["Mountains"], SNOW: 5}),
        ("beach", "IT", {PLACE: ["Sea"], SNOW: 1}),
    ):
        found[title] = take_part(
            cast,
            UserFactory.create(),
            sides=["HOST"],
            organisation_name=title,
            organisation_country=country,
            **answers,
        )
        publish(found[title], "Come")
    return found


@pytest.fixture
def visitor(page: ApplicationPage, cast: Cast) -> Application:
    """A visitor who answered no extra question."""
    return take_part(cast, cast.applicant.user, sides=["VISITOR"])


def answer(application: Application, **answers: Any) -> None:
    """Change somebody's answers."""
    application.refresh_from_db()
    change_answers(
        application_id=application.pk,
        actor=Actor(user=application.applicant, role=Role.APPLICANT),
        answers=answers,
        expected_version=application.answers_version,
        at=NOW,
    )


def response_of(visitor: Application) -> Any:
    """The visitor's page."""
    return browser(visitor.applicant).get(reverse("my_hosts", args=[visitor.pk]))


def listed(visitor: Application) -> list[tuple[str, str]]:
    """The hosts of a visitor's list with their points."""
    results = response_of(visitor).context["results"]
    return [(str(host.page.host), host.reasons.points) for host in results.hosts]


def order(visitor: Application) -> list[str]:
    """The names of the hosts, best first."""
    return [name for name, _points in listed(visitor)]


@pytest.mark.parametrize(
    ("to_the_mountains", "to_the_sea"),
    [({PLACE: ["Mountains"]}, {PLACE: ["Sea"]}), ({SNOW: 4}, {SNOW: 2})],
)
def test_an_extra_question_swaps_two_hosts(
    hosts: dict[str, Application],
    visitor: Application,
    to_the_mountains: dict[str, Any],
    to_the_sea: dict[str, Any],
) -> None:
    answer(visitor, **to_the_mountains)
    assert order(visitor) == ["alp", "beach"]
    answer(visitor, **to_the_sea)
    assert order(visitor) == ["beach", "alp"]


def test_a_hosts_changed_answer_counts_at_once(
    hosts: dict[str, Application], visitor: Application
) -> None:
    answer(visitor, **{PLACE: ["Sea"]})
    assert order(visitor) == ["beach", "alp"]
    answer(hosts["alp"], **{PLACE: ["Sea"]})
    answer(hosts["beach"], **{PLACE: ["Mountains"]})
    assert order(visitor) == ["alp", "beach"]


def test_what_is_not_used_in_the_matching_changes_nothing(
    hosts: dict[str, Application], visitor: Application
) -> None:
    answer(visitor, **{PLACE: ["Sea"], SNOW: 1})
    first, second = listed(visitor)
    assert first[1] != second[1]
    ExtraQuestion.objects.update(used_in_matching=False)
    first, second = listed(visitor)
    assert first[1] == second[1]


def test_a_heavier_question_counts_for_more(
    hosts: dict[str, Application], visitor: Application
) -> None:
    answer(visitor, **{PLACE: ["Sea"], SNOW: 5})
    ExtraQuestion.objects.filter(key=SNOW).update(weight=1)
    assert order(visitor) == ["beach", "alp"]
    ExtraQuestion.objects.filter(key=SNOW).update(weight=100)
    ExtraQuestion.objects.filter(key=PLACE).update(weight=1)
    assert order(visitor) == ["alp", "beach"]


def test_lists_do_without_a_question_that_was_removed(
    hosts: dict[str, Application], visitor: Application
) -> None:
    answer(visitor, **{PLACE: ["Sea"], SNOW: 1})
    assert len(order(visitor)) == 2
    ExtraQuestion.objects.all().delete()
    assert matched_questions() == ()
    first, second = listed(visitor)
    assert first[1] == second[1]


def test_reasons_name_the_question(hosts: dict[str, Application], visitor: Application) -> None:
    answer(visitor, **{PLACE: ["Sea"], SNOW: 1})
    text = response_of(visitor).content.decode()
    assert "Where do you feel at home?" in text
    assert "In common: Sea" in text
    assert "Not in this offer: Sea" in text
    assert "You both answered 1" in text
    assert "You answered 1, the host otherwise" in text


def test_nobody_without_an_account_is_told_what_hosts_answered(
    hosts: dict[str, Application],
) -> None:
    client = Client()
    client.post("/offers/fit/", {"organisation_kind": "SME", "organisation_country": "BE"})
    response = client.get("/offers/fit/hosts/")
    assert response.context["results"].compared == 2
    for told in ("Where do you feel at home?", "How much snow?", "Mountains"):
        assert told not in response.content.decode()


def test_what_can_no_longer_be_chosen_is_left_out(hosts: dict[str, Application]) -> None:
    engine, _lists = engine_of_today(on=programme_today())
    criteria = engine.matcher.criteria
    gone = extra_answers({PLACE: ["Desert"], SNOW: 9}, criteria)
    assert gone == {"choices": {}, "scales": {}}
    kept = extra_answers({PLACE: "Sea", SNOW: 5}, criteria)
    assert kept == {"choices": {PLACE: frozenset({"Sea"})}, "scales": {SNOW: 5}}
