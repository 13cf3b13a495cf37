"""Answers in words, under their steps."""

import datetime
from typing import Any

import pytest

from exchanges.application_form.answer_sheet import SheetGroup, answer_sheet, answer_words
from exchanges.application_form.conflicts import differences
from exchanges.application_form.earlier_answers import lasting_answers
from exchanges.domain.questions import BY_NAME, Step
from exchanges.forms.step_form import StepContext
from exchanges.forms.steps import FORMS
from exchanges.models import Application
from partnerships.models import Organisation, OrganisationState
from tests.factories.applications import ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]

TODAY = datetime.date(2026, 11, 24)


def words(name: str, value: Any) -> tuple[str, ...]:
    answers = {name: value}
    return answer_words(answers, on=TODAY).values(name, value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("sides", ["VISITOR", "HOST"], ("Visitor", "Host")),
        ("organisation", "glocken", ("Glocken Circle",)),
        ("organisation", "new", ("New in the register",)),
        ("organisation", "gone", ("gone",)),
        ("cluster", "none", ("Not a member of a cluster",)),
        ("cluster", "other", ("Another cluster",)),
        ("cluster", "glocken", ("Glocken Circle",)),
        ("partnership", "assign", ("To be assigned by sector and country",)),
        ("partnership", "ring", ("RING",)),
        ("organisation_country", "CH", ("Switzerland",)),
        ("organisation_kind", "SME", ("SME",)),
        ("sectors", ["bells", "removed"], ("Bell founding", "removed")),
        ("sought_topics", ["sound"], ("Sound",)),
        ("offered_activity_kinds", ["apprenticeship"], ("Apprenticeship",)),
        ("languages", {"en": "B2", "de": "NATIVE", "xx": "?"}, None),
        ("mode", "EITHER", ("On site or virtual",)),
        ("ecosystem", "SAME", ("The same as ours",)),
        ("development", "TRANSITION", ("Transition region",)),
        ("maturity", "MATURE", ("Established: years of joint work",)),
        ("period_start", "2027-03-01", ("1 March 2027",)),
        ("period_start", "some day", ("some day",)),
        ("has_visited", False, ("No",)),
        ("working_days", 5, ("5",)),
        ("motivation", "To <learn>\nmore", ("To <learn>\nmore",)),
        ("preferred_countries", [], ()),
        ("phone", "", ()),
        ("group_size", None, ()),
    ],
)
def test_every_kind_of_answer(name: str, value: Any, expected: tuple[str, ...] | None) -> None:
    if expected is None:
        expected = ("German (First language)", "English (B2)", "xx (?)")
    assert name in BY_NAME
    assert words(name, value) == expected


def sheet(answers: dict[str, Any], **more: Any) -> list[SheetGroup]:
    return answer_sheet(answers, words=answer_words(answers, on=TODAY), **more)


def test_only_what_was_asked_is_told_and_what_is_missing() -> None:
    answers = {
        "sides": ["VISITOR"],
        "motivation": "To learn.",
        "offered_topics": ["sound"],
        "phone": "",
    }
    groups = sheet(answers, missing=["expected_result"], asked_for=["phone"])
    assert [group.step for group in groups] == [
        Step.ROLE,
        Step.PERSON,
        Step.ORGANISATION,
        Step.CLUSTER,
        Step.SECTORS,
        Step.SOUGHT,
        Step.MOTIVATION,
        Step.LANGUAGES,
        Step.PREFERENCES,
        Step.PARTNERSHIP,
    ]
    rows = {row.name: row for group in groups for row in group.rows}
    assert sorted(rows) == ["expected_result", "motivation", "phone", "sides"]
    assert (rows["expected_result"].is_missing, rows["expected_result"].values) == (True, ())
    assert rows["phone"].is_asked_for is True
    assert rows["motivation"].is_prose is True
    assert [group.step for group in groups if group.lacks_something] == [Step.MOTIVATION]


def test_differences_name_only_what_differs() -> None:
    stored = {"sides": ["HOST"], "places_per_exchange": 1, "places_total": 4}
    context = StepContext.of_answers(stored, on=TODAY)
    form = FORMS[Step.PLACES](context, {"places_per_exchange": "1", "places_total": "9"})
    assert form.is_valid()
    (found,) = differences(form, stored, on=TODAY)
    assert (found.label, found.stored, found.sent) == (
        "How many visitors in all?",
        ("4",),
        ("9",),
    )


# --- Another application ------------------------------------------------------------------------


def earlier(**fields: Any) -> Application:
    application: Application = ApplicationFactory.create(
        answers={
            "sides": ["VISITOR"],
            "position": "Director",
            "phone": "",
            "organisation": "new",
            "organisation_name": "Bell Works",
            "organisation_kind": "SME",
            "cluster": "glocken",
            "sectors": ["bells"],
            "languages": {"en": "C1"},
            "motivation": "To learn.",
            "partnership": "ring",
        },
        **fields,
    )
    return application


def test_who_one_is_lasts_and_what_one_wants_does_not() -> None:
    assert lasting_answers(earlier()) == {
        "position": "Director",
        "organisation": "new",
        "organisation_name": "Bell Works",
        "organisation_kind": "SME",
        "cluster": "glocken",
        "sectors": ["bells"],
        "languages": {"en": "C1"},
    }


@pytest.mark.parametrize(
    ("state", "named"), [(OrganisationState.VERIFIED, True), (OrganisationState.UNVERIFIED, False)]
)
def test_an_organisation_that_came_into_the_register_is_named(
    state: OrganisationState, named: bool
) -> None:
    organisation = Organisation.objects.get(slug="fjordost")
    organisation.state = state
    found = lasting_answers(earlier(organisation=organisation))
    assert found["organisation"] == ("fjordost" if named else "new")
    assert ("organisation_name" in found) is not named
