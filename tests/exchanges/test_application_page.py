"""The page of the application: what its editors can do, and what readers are told."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from exchanges.application_form.answer_sheet import answer_sheet, answer_words
from exchanges.application_form.pages import extra_questions_of, form_texts_of
from exchanges.domain.questions import Step
from exchanges.models import (
    ApplicationPage,
    AskedQuestion,
    AskedSide,
    Call,
    ExtraQuestion,
    QuestionType,
    RuleSet,
)
from home.editors import EDITORS, MODERATORS
from home.models import StandardPage
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]

SNOW, TOOLS = "extra_snow", "extra_tools"
ONE_TOO_MANY = (
    "With this question 26 answers are required; at most 25 may be. Let this one or another be "
    "optional."
)
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def loaded_page() -> ApplicationPage:
    """The page that was loaded, with two extra questions."""
    return ApplicationPage.objects.get()


@pytest.fixture
def moderator() -> Client:
    """The browser of somebody who may publish."""
    client = Client()
    client.force_login(make_user("moderator@example.org", MODERATORS))
    return client


def row(question: ExtraQuestion | None = None, **changes: Any) -> dict[str, Any]:
    """A line of the form for extra questions; of a new one without `question`."""
    values = {
        "id": question.pk if question else "",
        "label": question.label if question else "Do you sing?",
        "help_text": "",
        "step": question.step if question else Step.PERSON.value,
        "asked_side": question.asked_side if question else AskedSide.BOTH.value,
        "question_type": question.question_type if question else QuestionType.SHORT_TEXT.value,
        "options": question.options if question else "",
        "scale_highest": question.scale_highest if question else 5,
        "weight": question.weight if question else 5,
        "ORDER": 1,
        "DELETE": "",
    }
    for name in ("required", "used_in_matching"):
        if question and getattr(question, name):
            values[name] = "on"
    return values | changes


def send(client: Client, page: ApplicationPage, rows: list[dict[str, Any]], **fields: Any) -> Any:
    """Publish the page with these extra questions, as its editor sends it."""
    existing = sum(bool(one["id"]) for one in rows)
    data: dict[str, Any] = {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "summary": "",
        "call": page.call_id,
        "body": streamfield([]),
        "step_helps": streamfield([]),
        "sources": streamfield([]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0},
        "extra_questions": {
            "TOTAL_FORMS": len(rows),
            "INITIAL_FORMS": existing,
            "MIN_NUM_FORMS": 0,
            "MAX_NUM_FORMS": 1000,
            **{str(number): one for number, one in enumerate(rows)},
        },
        "action-publish": "1",
    }
    return client.post(
        reverse("wagtailadmin_pages:edit", args=(page.pk,)), nested_form_data(data | fields)
    )


def row_errors(answer: Any) -> list[dict[str, list[str]]]:
    """What is wrong in each line."""
    forms = answer.context["form"].formsets["extra_questions"].forms
    return [{name: list(texts) for name, texts in form.errors.items()} for form in forms]


def rows_of(page: ApplicationPage) -> list[dict[str, Any]]:
    return [row(question) for question in page.extra_questions.all()]


# --- Extra questions ---------------------------------------------------------------------------


def test_a_new_question_gets_a_key_that_stays(
    loaded_page: ApplicationPage, moderator: Client
) -> None:
    assert send(moderator, loaded_page, [*rows_of(loaded_page), row()]).status_code == 302
    loaded_page = ApplicationPage.objects.get()
    (new,) = [one for one in loaded_page.extra_questions.all() if one.label == "Do you sing?"]
    assert new.key.startswith("extra_")

    changed = [
        row(one) | ({"label": "Do you sing well?"} if one.pk == new.pk else {})
        for one in loaded_page.extra_questions.all()
    ]
    assert send(moderator, loaded_page, changed).status_code == 302
    assert ExtraQuestion.objects.get(label="Do you sing well?").key == new.key
    assert AskedQuestion.objects.get(key=new.key).label == "Do you sing well?"


def test_old_answers_stay_readable_when_a_question_goes(
    loaded_page: ApplicationPage, moderator: Client
) -> None:
    rows = [one | {"DELETE": "on"} for one in rows_of(loaded_page)]
    assert send(moderator, loaded_page, rows).status_code == 302
    assert not ExtraQuestion.objects.exists()

    answers = {"sides": ["HOST"], SNOW: 3, TOOLS: ["Hammer", "File"], "extra_never_asked": "x"}
    groups = answer_sheet(answers, words=answer_words(answers, on=TODAY))

    assert (groups[-1].step, groups[-1].title) == (None, "No longer asked")
    assert [(one.label, one.values) for one in groups[-1].rows] == [
        ("How well do you walk on snow?", ("3",)),
        ("Which tools do you bring?", ("Hammer", "File")),
    ]


def test_the_25th_required_answer_is_the_last(
    loaded_page: ApplicationPage, moderator: Client
) -> None:
    # 21 are required by the form itself and one by a question that was loaded.
    rows = [*rows_of(loaded_page), *(row(label=f"{number}?", required="on") for number in range(4))]
    answer = send(moderator, loaded_page, rows)
    assert row_errors(answer) == [
        {},
        {},
        {},
        {},
        {},
        {"required": [ONE_TOO_MANY]},
    ]
    assert send(moderator, loaded_page, rows[:-1]).status_code == 302


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"question_type": "ONE_CHOICE", "options": "Only one"},
            {"options": ["Write at least two, each on a line of its own."]},
        ),
        (
            {"question_type": "SEVERAL_CHOICES", "options": "One\n\n One \nTwo"},
            {"options": ["One stands there twice."]},
        ),
        (
            {"question_type": "ONE_CHOICE", "options": "One\n" + "x" * 101},
            {"options": ["A line may have at most 100 characters."]},
        ),
        (
            {
                "question_type": "ONE_CHOICE",
                "options": "\n".join(str(number) for number in range(51)),
            },
            {"options": ["At most 50 can be chosen from."]},
        ),
        (
            {"used_in_matching": "on"},
            {"used_in_matching": ["Texts cannot be compared. Offer choices or a scale."]},
        ),
        (
            {"question_type": "SCALE", "used_in_matching": "on", "asked_side": "HOST"},
            {"used_in_matching": ["Only what both sides answer can be compared."]},
        ),
        ({"step": "places"}, {"asked_side": ["Only hosts come to this step."]}),
        ({"step": "sought"}, {"asked_side": ["Only visitors come to this step."]}),
        (
            {"step": "role"},
            {"step": ["Select a valid choice. role is not one of the available choices."]},
        ),
        (
            {"weight": 0, "scale_highest": 11},
            {
                "weight": ["Ensure this value is greater than or equal to 1."],
                "scale_highest": ["Ensure this value is less than or equal to 10."],
            },
        ),
    ],
)
def test_mistakes_are_told_at_the_field(
    loaded_page: ApplicationPage, moderator: Client, changes: dict[str, Any], errors: dict[str, Any]
) -> None:
    answer = send(moderator, loaded_page, [row(**changes)])
    assert row_errors(answer) == [errors]


def test_the_database_refuses_what_the_form_would(loaded_page: ApplicationPage) -> None:
    bad: list[dict[str, Any]] = [
        {"used_in_matching": True},
        {"question_type": "RIDDLE"},
        {"asked_side": "NOBODY"},
        {"scale_highest": 1},
        {"weight": 0},
        {"key": SNOW},
    ]
    for fields in bad:
        values = {"step": "person", "label": "?", "question_type": "SHORT_TEXT"} | fields
        with pytest.raises(IntegrityError), transaction.atomic():
            ExtraQuestion.objects.create(page=loaded_page, **values)


def test_questions_of_a_call_come_once_whatever_the_language(loaded_page: ApplicationPage) -> None:
    assert loaded_page.call_id is not None
    assert [one.key for one in extra_questions_of(loaded_page.call_id)] == [SNOW, TOOLS]
    loaded_page.unpublish()
    assert extra_questions_of(loaded_page.call_id) == ()
    assert form_texts_of(loaded_page.call_id).extra_questions == ()


# --- Help for the steps ------------------------------------------------------------------------


def help_block(number: int, step: Step) -> tuple[str, Any]:
    return "help", {"step": step.value, "text": rich_text(f"<p>Help {number}</p>")}


def test_each_step_has_one_text(loaded_page: ApplicationPage, moderator: Client) -> None:
    twice = streamfield([help_block(1, Step.PERSON), help_block(2, Step.PERSON)])
    answer = send(moderator, loaded_page, [], step_helps=twice)
    errors = answer.context["form"].errors.as_data()["step_helps"]
    (first,) = errors[0].block_errors.values()
    assert (
        [error.message for error in first.as_json_data()["blockErrors"]["step"]["messages"]]
        if False
        else first.block_errors["step"].messages == ["This step has a text already."]
    )


def test_help_stands_on_its_step(loaded_page: ApplicationPage) -> None:
    assert loaded_page.call_id is not None
    texts = form_texts_of(loaded_page.call_id)
    assert "Three sentences will do." in str(texts.help_for(Step.MOTIVATION))
    assert texts.help_for(Step.PERSON) == ""
    assert list(texts.extra_questions) == list(loaded_page.extra_questions.all())


# --- The page ----------------------------------------------------------------------------------


def test_there_is_one_at_its_own_address(loaded_page: ApplicationPage, moderator: Client) -> None:
    parent = loaded_page.get_parent()
    address = reverse("wagtailadmin_pages:add", args=("exchanges", "applicationpage", parent.pk))
    assert moderator.get(address).status_code == 302
    other = StandardPage(title="Other", slug="apply", depth=3)
    with pytest.raises(ValidationError, match="kept for another part"):
        other.clean()
    loaded_page.clean()


def test_readers_are_told_who_may_apply() -> None:
    page = Client().get("/apply/").content.decode()
    for words in ("Cluster organisation", "SME", "Norway", "Switzerland", "Knock at the door"):
        assert words in page
    assert "Japan" not in page  # decided case by case
    RuleSet.objects.update(visitor_kinds=["SME"], host_kinds=["CLUSTER_ORGANISATION"])
    admitted = {
        one.label: (one.may_visit, one.may_host)
        for one in Client().get("/apply/").context["admitted"]
    }
    assert admitted == {"Cluster organisation": (False, True), "SME": (True, False)}


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (-2, None, "Applications are taken at any time."),
        (-2, 2, "Applications are taken until"),
        (-2, -1, "Applications were taken until"),
        (1, 2, "Applications are taken from"),
    ],
)
def test_readers_are_told_when(opens: int, closes: int | None, words: str) -> None:
    now = timezone.now()
    Call.objects.update(
        opens_at=now + datetime.timedelta(days=opens),
        closes_at=None if closes is None else now + datetime.timedelta(days=closes),
    )
    assert words in Client().get("/apply/").content.decode()


def test_a_page_without_a_call_is_shown_and_edited(loaded_page: ApplicationPage) -> None:
    ApplicationPage.objects.update(call=None)
    assert Client().get("/apply/").status_code == 200
    client = Client()
    client.force_login(make_user("editor@example.org", EDITORS))
    address = reverse("wagtailadmin_pages:edit", args=(loaded_page.pk,))
    assert client.get(address).status_code == 200
