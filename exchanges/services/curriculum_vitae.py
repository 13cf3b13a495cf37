"""Keeping and removing an applicant's CV."""

import datetime
import uuid

from django.db import transaction

from core import audit
from exchanges.models import Application, CurriculumVitae
from exchanges.services.actor import Actor
from exchanges.services.typed_answers import lock_for_answers

KEEP = "KEEP_CV"
REMOVE = "REMOVE_CV"


def keep_curriculum_vitae(
    *, application_id: uuid.UUID, actor: Actor, content: bytes, at: datetime.datetime
) -> None:
    """Keep a PDF file as the applicant's CV, in place of the one before.

    Raises `ActionNotAllowedError` when the application takes no answers any more.
    """
    with transaction.atomic():
        application = lock_for_answers(application_id, actor)
        CurriculumVitae.objects.update_or_create(
            application=application,
            defaults={"content": content, "size": len(content), "added_at": at},
        )
        _record(application, KEEP, actor, at)


def remove_curriculum_vitae(
    *, application_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> None:
    """Remove the CV if there is one. Raises `ActionNotAllowedError` as keeping does."""
    with transaction.atomic():
        application = lock_for_answers(application_id, actor)
        if CurriculumVitae.objects.filter(application=application).delete()[0]:
            _record(application, REMOVE, actor, at)


def _record(application: Application, action: str, actor: Actor, at: datetime.datetime) -> None:
    audit.record(subject=application, action=action, at=at, actor=actor.user, role=actor.role)
