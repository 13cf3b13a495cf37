"""The form of the ten questions."""

import datetime
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict

from exchanges.domain import questions
from exchanges.domain.stay import StayRules
from exchanges.hosts_that_fit.form import FitForm, form_data
from exchanges.hosts_that_fit.questions import QUESTIONS
from exchanges.matching_module.register import RegisterEntry
from matching.profile import MAX_OPTIONS
from tests.exchanges.matching_module.test_criteria import make_lists

TODAY = datetime.date(2026, 3, 2)
RULES = StayRules(minimum_working_days=3, maximum_working_days=23)
LEAST: dict[str, Any] = {"organisation_kind": "SME", "organisation_country": "SI"}
FULL: dict[str, Any] = {
    **LEAST,
    "sectors": ["textile", "wool"],
    "ecosystem": "SAME",
    "sought_topics": ["export"],
    "own_words": "Boats of flax",
    "sought_technologies": ["looms"],
    "sought_activity_kinds": ["networking"],
    "languages": {"en": "C1", "de": "B2"},
    "preferred_countries": ["GB"],
    "period_start": "2026-03-09",
    "period_end": "2026-03-20",
    "working_days": 5,
    "mode": "VIRTUAL",
    "group_size": 2,
}


def make_form(data: dict[str, Any] | None = None, **lists: Any) -> FitForm:
    values = {
        name: value if isinstance(value, list) else [value] for name, value in (data or {}).items()
    }
    bound = None if data is None else MultiValueDict(values)
    return FitForm(bound, make_lists(**lists), RULES, today=TODAY)


def test_there_are_ten_questions() -> None:
    shown = make_form().questions()
    assert len(shown) == 10
    named = [name for question in QUESTIONS for name in question.fields]
    assert named == list(make_form().fields)
    assert [field.name for question in shown for field in question.fields] == named


def test_answers_have_the_names_of_an_application() -> None:
    assert set(FULL) - set(questions.BY_NAME) == {"own_words"}


def test_the_first_two_are_enough() -> None:
    form = make_form(LEAST)
    assert form.is_valid()
    assert form.answers() == {**LEAST, "languages": {}}


def test_everything_answered_comes_back_as_it_was() -> None:
    form = FitForm(form_data(FULL), make_lists(), RULES, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.answers() == FULL
    assert [bound.value() for bound in form if bound.name.startswith("language_")] == [
        "en",
        "de",
        None,
    ]


def test_a_language_without_a_level_is_one_to_work_in() -> None:
    form = make_form({**LEAST, "language_2": "de"})
    assert form.is_valid()
    assert form.answers()["languages"] == {"de": "B2"}


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        (
            {"organisation_kind": ""},
            "organisation_kind",
            "Choose what kind of organisation you are.",
        ),
        ({"organisation_kind": "PLATFORM"}, "organisation_kind", "Select a valid choice."),
        (
            {"organisation_country": ""},
            "organisation_country",
            "Choose the country of your organisation.",
        ),
        ({"organisation_country": "XX"}, "organisation_country", "Select a valid choice."),
        ({"sectors": ["wool", "none"]}, "sectors", "Select a valid choice. none is not"),
        ({"ecosystem": "any"}, "ecosystem", "Select a valid choice."),
        ({"sought_topics": ["<b>"]}, "sought_topics", "Select a valid choice. <b> is not"),
        ({"own_words": "x" * 1_001}, "own_words", "Ensure this value has at most 1000 characters"),
        ({"own_words": "a\0b"}, "own_words", "Null characters are not allowed."),
        ({"language_1": "xx"}, "language_1", "Select a valid choice."),
        ({"level_1": "Z9"}, "level_1", "Select a valid choice."),
        ({"language_1": "en", "language_3": "en"}, "language_3", "This language is already there."),
        ({"period_start": "soon"}, "period_start", "Enter a day such as 2026-09-21."),
        ({"period_end": "2026-13-01"}, "period_end", "Enter a day such as 2026-09-25."),
        ({"period_end": "2026-03-01"}, "period_end", "This day is over. Choose a later one."),
        (
            {"period_start": "2026-04-02", "period_end": "2026-04-01"},
            "period_end",
            "The end is before the start. Choose a later day.",
        ),
        ({"period_end": "9999-12-31"}, "period_end", "Offers reach two years ahead."),
        ({"period_start": "2028-03-02"}, "period_start", "Offers reach two years ahead."),
        ({"working_days": "2"}, "working_days", "The rules ask for at least 3 working days."),
        ({"working_days": "24"}, "working_days", "The rules allow at most 23 working days."),
        ({"working_days": "few"}, "working_days", "Enter a whole number of days."),
        ({"working_days": "9" * 5_000}, "working_days", "Enter a whole number of days."),
        ({"mode": "TELEPATHY"}, "mode", "Select a valid choice."),
        ({"group_size": "0"}, "group_size", "Enter at least 1."),
        ({"group_size": "100"}, "group_size", "Enter at most 99."),
        ({"group_size": "two"}, "group_size", "Enter how many people would come."),
    ],
)
def test_a_bad_value_is_told_at_its_field(
    answers: dict[str, Any], field: str, message: str
) -> None:
    form = make_form({**LEAST, **answers})
    assert not form.is_valid()
    assert set(form.errors) == {field}
    assert form.errors[field][0].startswith(message)


def test_nobody_chooses_more_than_one_answer_can_hold() -> None:
    topics = tuple(RegisterEntry(f"t{number:03}", "T") for number in range(MAX_OPTIONS + 1))
    chosen = [topic.code for topic in topics]
    form = make_form({**LEAST, "sought_topics": chosen}, topics=topics)
    assert form.errors == {"sought_topics": ["Choose at most 100."]}
    # The same one sent many times over is one.
    form = make_form({**LEAST, "sought_topics": ["t001"] * 500}, topics=topics)
    assert form.is_valid()
    assert form.answers()["sought_topics"] == ["t001"]


def test_a_question_without_options_is_not_asked() -> None:
    form = make_form(LEAST, technologies=(), sectors=(), activity_kinds=())
    assert form.is_valid()
    names = [shown.question.name for shown in form.questions()]
    assert "technologies" not in names
    assert "activities" not in names
    assert [field.name for field in form.questions()[2].fields] == ["ecosystem"]
    assert form.sector_tree() == []


def test_specialisations_stand_under_their_ecosystem() -> None:
    tree = make_form({**LEAST, "sectors": ["wool"]}).sector_tree()
    assert [
        (box.data["value"], [under.data["value"] for under in specialisations], is_open)
        for box, specialisations, is_open in tree
    ] == [("textile", ["wool"], True)]
    assert [is_open for *_rest, is_open in make_form().sector_tree()] == [False]


def test_languages_come_in_rows_with_their_level() -> None:
    rows = {shown.question.name: shown.rows for shown in make_form().questions()}
    assert [(one.name, level.name) for one, level in rows["languages"]] == [
        ("language_1", "level_1"),
        ("language_2", "level_2"),
        ("language_3", "level_3"),
    ]
    assert rows["time"] == []


def test_help_and_errors_describe_the_question() -> None:
    described = {
        shown.question.name: shown.described_by for shown in make_form({"mode": "X"}).questions()
    }
    assert described["kind"] == "id_organisation_kind_error"
    assert described["country"] == "help-country"
    assert described["mode"] == "id_mode_error"
    assert described["technologies"] == ""
