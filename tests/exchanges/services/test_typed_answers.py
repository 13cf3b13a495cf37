"""What somebody typed and has not sent: kept as it is, and for its writer alone."""

import uuid
from typing import Any

import pytest

from exchanges.domain.lifecycle import ActionNotAllowedError, ApplicationStatus, Role
from exchanges.domain.questions import Step
from exchanges.models import Application, TypedAnswers
from exchanges.services.actor import Actor
from exchanges.services.decisions import accept
from exchanges.services.submission import submit
from exchanges.services.typed_answers import (
    MOST_CHARACTERS,
    StaleTypedAnswersError,
    TooMuchTypedError,
    forget_typed,
    keep_typed,
)
from tests.exchanges.services.conftest import NOW, Cast

pytestmark = pytest.mark.django_db


def keep(
    application: Application, actor: Actor, values: dict[str, list[str]], **more: Any
) -> TypedAnswers:
    return keep_typed(
        application_id=application.pk,
        actor=actor,
        step=Step.MOTIVATION,
        values=values,
        at=NOW,
        **more,
    )


def test_each_step_is_kept_once_and_counts_its_changes(cast: Cast, draft: Application) -> None:
    versions = [
        keep(draft, cast.applicant, {"motivation": [text]}).version for text in ("a", "ab", "abc")
    ]
    assert versions == [1, 2, 3]
    assert TypedAnswers.objects.get().values == {"motivation": ["abc"]}
    assert draft.answers == Application.objects.get(pk=draft.pk).answers
    forget_typed(application_id=draft.pk, step=Step.PERSON)
    assert TypedAnswers.objects.count() == 1
    forget_typed(application_id=draft.pk, step=Step.MOTIVATION)
    assert not TypedAnswers.objects.exists()


def test_another_window_is_noticed(cast: Cast, draft: Application) -> None:
    keep(draft, cast.applicant, {"motivation": ["first"]}, expected_version=0)
    with pytest.raises(StaleTypedAnswersError) as stale:
        keep(draft, cast.applicant, {"motivation": ["second"]}, expected_version=0)
    assert stale.value.kept is not None
    assert stale.value.kept.values == {"motivation": ["first"]}
    with pytest.raises(StaleTypedAnswersError):
        keep(draft, cast.applicant, {"motivation": ["third"]}, expected_version=2)
    assert keep(draft, cast.applicant, {"motivation": ["first"]}, expected_version=0).version == 1


def test_there_is_an_end_to_what_is_kept(cast: Cast, draft: Application) -> None:
    text = "x" * (MOST_CHARACTERS - len("motivation"))
    keep(draft, cast.applicant, {"motivation": [text]})
    for too_much in ({"motivation": [text, "x"]}, {"motivations": [text]}):
        with pytest.raises(TooMuchTypedError):
            keep(draft, cast.applicant, too_much)


def test_only_what_no_database_takes_is_left_out(cast: Cast, draft: Application) -> None:
    kept = keep(draft, cast.applicant, {"motiva\0tion\ud800": ["a\0b\ud800 \u202e\n e\u0301 "]})
    kept.refresh_from_db()
    assert kept.values == {"motivation": ["ab \u202e\n e\u0301 "]}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_nobody_types_for_the_applicant(cast: Cast, draft: Application, role: Role) -> None:
    with pytest.raises(ActionNotAllowedError):
        keep(draft, Actor(user=cast.manager.user, role=role), {"motivation": ["a"]})
    assert not TypedAnswers.objects.exists()


def test_it_is_kept_as_long_as_answers_are_taken(cast: Cast, draft: Application) -> None:
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    with pytest.raises(ActionNotAllowedError):
        keep(draft, cast.applicant, {"motivation": ["a"]})
    accept(application_id=draft.pk, actor=cast.manager, at=NOW)
    assert keep(draft, cast.applicant, {"motivation": ["a"]}).version == 1
    Application.objects.filter(pk=draft.pk).update(status=ApplicationStatus.WITHDRAWN)
    with pytest.raises(ActionNotAllowedError):
        keep(draft, cast.applicant, {"motivation": ["b"]})


def test_an_unknown_application_is_not_there(cast: Cast) -> None:
    with pytest.raises(Application.DoesNotExist):
        keep(Application(pk=uuid.uuid4()), cast.applicant, {"motivation": ["a"]})
