"""Each step's form: what it makes of what is sent, and what it says about it."""

import datetime
from typing import Any

import pytest
from django.http import QueryDict

from exchanges.domain.questions import Step
from exchanges.forms.step_form import StepContext, StepForm
from exchanges.forms.steps import FORMS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]

TODAY = datetime.date(2026, 11, 24)
BOTH = {"sides": ["VISITOR", "HOST"]}


def form_of(step: Step, sent: str, answers: dict[str, Any] | None = None, **known: Any) -> StepForm:
    """The form of a step with what a browser sends, written as in an address."""
    context = StepContext.of_answers(BOTH | (answers or {}), on=TODAY, **known)
    return FORMS[step](context, QueryDict(sent))


def wrong(form: StepForm) -> dict[str, list[str]]:
    return {name: list(messages) for name, messages in form.errors.items()}


@pytest.mark.parametrize(
    ("step", "sent", "answers"),
    [
        (Step.ROLE, "sides=HOST&sides=VISITOR", {"sides": ["VISITOR", "HOST"]}),
        (Step.PERSON, "", {"position": "", "phone": ""}),
        (
            Step.PERSON,
            "position=%20Head%20of%0Apattern%20&phone=%2B41%20%2081-1234.5",
            {"position": "Head of pattern", "phone": "+41 81-1234.5"},
        ),
        (
            Step.CLUSTER,
            "cluster=none&cluster_name=Left+over&has_visited=yes",
            {"cluster": "none", "cluster_name": "", "has_visited": True},
        ),
        (
            Step.CLUSTER,
            "cluster=other&cluster_name=Bells",
            {"cluster": "other", "cluster_name": "Bells", "has_visited": None},
        ),
        (
            Step.SECTORS,
            "sectors=cheese&sectors=craft&maturity=MATURE",
            {"sectors": ["craft", "cheese"], "development": "", "maturity": "MATURE"},
        ),
        (
            Step.LANGUAGES,
            (
                "languages-1-language=de&languages-1-level=B1"
                "&languages-7-language=en&languages-7-level=C2"
            ),
            {"languages": {"de": "B1", "en": "C2"}},
        ),
        (
            Step.PREFERENCES,
            (
                "mode=VIRTUAL&period_start=2027-03-01&period_end=15.03.2027&working_days=%203%20"
                "&preferred_countries=NO&preferred_countries=CH&ecosystem=EITHER"
            ),
            {
                "mode": "VIRTUAL",
                "period_start": "2027-03-01",
                "period_end": "2027-03-15",
                "working_days": 3,
                "group_size": None,
                "preferred_countries": ["NO", "CH"],
                "excluded_countries": [],
                "preferred_kinds": [],
                "ecosystem": "EITHER",
            },
        ),
        (
            Step.PLACES,
            "places_per_exchange=2&places_total=2",
            {"places_per_exchange": 2, "places_total": 2},
        ),
        (Step.PARTNERSHIP, "partnership=echo", {"partnership": "echo"}),
    ],
)
def test_what_is_right_is_stored_like_this(step: Step, sent: str, answers: dict[str, Any]) -> None:
    form = form_of(step, sent)
    assert wrong(form) == {}
    assert {
        name: sorted(value) if name == "preferred_countries" else value
        for name, value in form.answers.items()
    } == {
        name: sorted(value) if name == "preferred_countries" else value
        for name, value in answers.items()
    }


@pytest.mark.parametrize(
    ("step", "sent", "errors"),
    [
        (Step.ROLE, "", {"sides": ["Choose at least one."]}),
        (Step.ROLE, "sides=HOST&sides=KING", {"sides": ["Choose from the list."]}),
        (
            Step.PERSON,
            "phone=call+me",
            {"phone": ["Enter a telephone number like +32 2 123 45 67."]},
        ),
        (
            Step.PERSON,
            f"position={'x' * 201}",
            {"position": ["This has 201 characters; at most 200 fit."]},
        ),
        (
            Step.ORGANISATION,
            "organisation=new&organisation_name=%E2%80%8B",
            {
                "organisation_name": ["Enter the name of the organisation."],
                "organisation_kind": ["Choose one."],
                "organisation_country": ["Choose the country."],
            },
        ),
        (Step.ORGANISATION, "", {"organisation": ["Choose one."]}),
        (Step.CLUSTER, "", {"cluster": ["Choose one."]}),
        (Step.CLUSTER, "cluster=other", {"cluster_name": ["Enter the name of the cluster."]}),
        (Step.CLUSTER, "cluster=hearsay", {"cluster": ["Choose from the list."]}),
        (Step.SECTORS, "sectors=magic", {"sectors": ["Choose from the list."]}),
        (
            Step.MOTIVATION,
            f"motivation=%0D%0A%09&expected_result={'é' * 4001}",
            {
                "motivation": ["Write an answer."],
                "expected_result": ["This has 4001 characters; at most 4000 fit."],
            },
        ),
        (Step.LANGUAGES, "", {"languages": ["Choose at least one language and its level."]}),
        (
            Step.LANGUAGES,
            "languages-0-language=de",
            {"languages": ["Choose how well you speak German."]},
        ),
        (
            Step.LANGUAGES,
            "languages-0-level=B1",
            {"languages": ["Choose the language that belongs to a level."]},
        ),
        (
            Step.LANGUAGES,
            (
                "languages-0-language=de&languages-0-level=B1"
                "&languages-1-language=de&languages-1-level=C1"
            ),
            {"languages": ["German stands there twice."]},
        ),
        (
            Step.LANGUAGES,
            "languages-0-language=klingon&languages-0-level=B1",
            {"languages": ["Choose the language from the list."]},
        ),
        (
            Step.PREFERENCES,
            "mode=EITHER&preferred_countries=NO&excluded_countries=NO",
            {"excluded_countries": ["Norway cannot be both preferred and left out."]},
        ),
        (
            Step.PREFERENCES,
            "mode=EITHER&period_start=2027-03-02&period_end=2027-03-01",
            {"period_end": ["The end is before the start. Choose a later day."]},
        ),
        (
            Step.PREFERENCES,
            "mode=EITHER&period_end=2026-11-23",
            {"period_end": ["This day is over. Choose a later one."]},
        ),
        (
            Step.PREFERENCES,
            "mode=EITHER&period_start=0001-01-01&period_end=31.02.2027",
            {
                "period_start": ["Enter a day like 2027-03-15."],
                "period_end": ["Enter a day like 2027-03-15."],
            },
        ),
        (
            Step.PREFERENCES,
            "mode=EITHER&working_days=1",
            {"working_days": ["The rules ask for at least 2 working days."]},
        ),
        (
            Step.PREFERENCES,
            "mode=EITHER&working_days=6",
            {"working_days": ["The rules allow at most 5 working days."]},
        ),
        (
            Step.PREFERENCES,
            f"mode=EITHER&working_days={'9' * 5000}&group_size=0",
            {
                "working_days": ["Enter a whole number from 1 to 60."],
                "group_size": ["Enter a whole number from 1 to 50."],
            },
        ),
        (
            Step.PLACES,
            "places_per_exchange=3&places_total=2",
            {"places_total": ["In all there are fewer places than at the same time."]},
        ),
        (Step.PARTNERSHIP, "partnership=nobody", {"partnership": ["Choose from the list."]}),
    ],
)
def test_what_is_wrong_is_told_like_this(
    step: Step, sent: str, errors: dict[str, list[str]]
) -> None:
    assert wrong(form_of(step, sent)) == errors


def test_nobody_is_sent_to_their_own_country() -> None:
    form = form_of(Step.PREFERENCES, "", organisation_country="CH")
    for name in ("preferred_countries", "excluded_countries"):
        assert [code for code, _label in form.fields[name].choices] == ["NO"]


def test_more_sectors_than_one_can_mean_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_of(Step.SECTORS, "sectors=craft&sectors=bells&sectors=cheese")
    field: Any = form.fields["sectors"]
    field.most = 2
    assert wrong(form) == {"sectors": ["You chose 3. Choose at most 2."]}


def test_a_visitor_is_not_asked_what_hosts_are() -> None:
    context = StepContext.of_answers({"sides": ["HOST"]}, on=TODAY)
    assert "group_size" not in FORMS[Step.PREFERENCES](context).fields
    assert "has_visited" not in FORMS[Step.CLUSTER](context).fields


def test_stored_answers_are_shown_as_they_were_chosen() -> None:
    answers = {"languages": {"en": "B2", "de": "NATIVE"}, "has_visited": True, "cluster": "none"}
    context = StepContext.of_answers(BOTH | answers, on=TODAY)
    assert FORMS[Step.LANGUAGES](context)["languages"].value() == [("de", "NATIVE"), ("en", "B2")]
    cluster = FORMS[Step.CLUSTER](context)
    assert (cluster["has_visited"].value(), cluster["cluster"].value()) == ("yes", "none")


def test_every_partnership_says_why_it_is_suggested() -> None:
    form = form_of(Step.PARTNERSHIP, "", {"sectors": ["bells"]}, organisation_country="NO")
    groups = dict(form.fields["partnership"].choices)
    hints = form.fields["partnership"].widget.hints
    assert [slug for slug, _acronym in groups["These suit your answers best"]] == [
        "ring",
        "echo",
        "rind",
    ]
    assert hints["ring"] == "Covers Bell founding and Norway. Bells that ring together"
    assert hints["rind"] == "Covers Norway"
    assert hints["assign"] == "By sector and country. With these answers it is RING."
