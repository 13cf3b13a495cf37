"""Keeping what somebody typed into a step before it is sent and right."""

import datetime
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from exchanges.domain.lifecycle import Action, ActionNotAllowedError, Role
from exchanges.domain.questions import Step
from exchanges.models import Application, TypedAnswers
from exchanges.services.actor import Actor
from exchanges.services.transitions import lock

MOST_CHARACTERS = 100_000
"""Of one step. The longest right answers are a tenth of that."""


class StaleTypedAnswersError(Exception):
    """Another window has typed into this step since; `kept` is what stands there now."""

    def __init__(self, kept: TypedAnswers | None) -> None:
        super().__init__("Another window has typed into this step.")
        self.kept = kept


class TooMuchTypedError(Exception):
    """This is more than any answer can be."""


def keep_typed(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    step: Step,
    values: Mapping[str, Sequence[str]],
    at: datetime.datetime,
    expected_version: int | None = None,
) -> TypedAnswers:
    """Keep the fields of a step as they stand in the browser.

    `expected_version` is that of what the window knows, 0 for none; `None` keeps in any case.
    Raises `StaleTypedAnswersError`, `TooMuchTypedError`, and `ActionNotAllowedError` when the
    application takes no answers any more.
    """
    kept_values = storable_fields(values)
    if characters(kept_values) > MOST_CHARACTERS:
        raise TooMuchTypedError
    with transaction.atomic():
        application = lock_for_answers(application_id, actor)
        kept = TypedAnswers.objects.filter(application=application, step=step).first()
        version = kept.version if kept else 0
        if expected_version is not None and version != expected_version:
            if kept is not None and kept.values == kept_values:
                return kept
            raise StaleTypedAnswersError(kept)
        kept = kept or TypedAnswers(application=application, step=step, version=0)
        kept.values = kept_values
        kept.version += 1
        kept.typed_at = at
        kept.save()
        return kept


def forget_typed(*, application_id: uuid.UUID, step: Step) -> None:
    """Let go of what was typed: it was sent, or is not wanted any more."""
    TypedAnswers.objects.filter(application=application_id, step=step).delete()


def takes_answers(application: Application) -> bool:
    """Whether its applicant may still write or change answers."""
    return application.is_open_for_answers or application.is_in_the_programme


def lock_for_answers(application_id: uuid.UUID, actor: Actor) -> Application:
    """The application, held for its applicant to write; raises `ActionNotAllowedError`."""
    application = lock(application_id)
    if actor.role is not Role.APPLICANT or not takes_answers(application):
        raise ActionNotAllowedError(application.current_status, Action.CHANGE_ANSWERS, actor.role)
    return application


def storable_fields(values: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Fields as a browser sent them, their names too, without what PostgreSQL cannot hold."""
    return {storable(name): [storable(text) for text in texts] for name, texts in values.items()}


def characters(values: Mapping[str, Sequence[str]]) -> int:
    """How many characters the fields hold, with their names."""
    return sum(len(text) for name, texts in values.items() for text in (name, *texts))


def storable(text: str) -> str:
    """A text without what PostgreSQL cannot hold; nothing else is changed."""
    return "".join(
        character
        for character in text
        if character != "\0" and not "\ud800" <= character <= "\udfff"
    )
