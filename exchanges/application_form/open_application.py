"""An application with all that the pages of its form need to know, in few queries."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils.functional import cached_property

from core.models import User
from exchanges import permissions
from exchanges.application_form.pages import FormTexts, form_texts_of
from exchanges.application_form.progress import Progress, progress_of
from exchanges.calendar import programme_today
from exchanges.domain.lifecycle import Role
from exchanges.domain.questions import NEW_ORGANISATION, Step
from exchanges.forms.step_form import StepContext
from exchanges.models import (
    REQUIRED_CONSENTS,
    Application,
    Consent,
    ExtraQuestion,
    TypedAnswers,
)
from exchanges.representation import choosable, organisations_of
from exchanges.services.actor import Actor


@dataclass
class OpenApplication:
    """An application as its applicant looks at it, perhaps at one step of the form."""

    application: Any
    user: User
    step: Step | None = None

    @property
    def actor(self) -> Actor:
        """The applicant."""
        return Actor(user=self.user, role=Role.APPLICANT)

    @cached_property
    def texts(self) -> FormTexts:
        """What the editors of the call add to the form (one query)."""
        return form_texts_of(self.application.call_id)

    @property
    def extra_questions(self) -> tuple[ExtraQuestion, ...]:
        """What they ask."""
        return self.texts.extra_questions

    @property
    def organisation_kind(self) -> str:
        """The kind of organisation, from the register or as described; empty when not known."""
        return self._of_organisation("kind")

    @property
    def organisation_country(self) -> str:
        """The code of its country, likewise."""
        return self._of_organisation("country")

    def _of_organisation(self, what: str) -> str:
        answers = self.application.answers
        if answers.get("organisation") == NEW_ORGANISATION:
            return str(answers.get(f"organisation_{what}") or "")
        return getattr(self.application, f"chosen_{what}") or ""

    @property
    def has_consents(self) -> bool:
        """Whether all that has to be agreed to was agreed to."""
        return bool(self.application.consents_given == len(REQUIRED_CONSENTS))

    @cached_property
    def progress(self) -> Progress:
        """How far it has come."""
        return progress_of(
            self.application.answers,
            organisation_kind=self.organisation_kind,
            extra_questions=self.extra_questions,
            has_consents=self.has_consents,
            typed_steps=self.typed_steps,
            current=self.step,
        )

    @property
    def typed_steps(self) -> list[str]:
        """The step that is looked at, when something typed there was not sent."""
        return [self.step] if self.step and self.application.typed_values is not None else []

    def context(self, *, is_accepted: bool = False) -> StepContext:
        """What the form of a step has to know; once accepted, it leaves out what is fixed."""
        return StepContext.of_answers(
            self.application.answers,
            on=programme_today(),
            organisation_kind=self.organisation_kind,
            organisation_country=self.organisation_country,
            own_organisations=organisations_of(self.user),
            extra_questions=self.extra_questions,
            is_accepted=is_accepted,
        )


def applications_to_fill_in(user: User, step: Step | None = None) -> QuerySet[Any]:
    """Somebody's applications, each in one query with call, CV, organisation, consents, typing."""
    chosen = choosable(own=organisations_of(user)).filter(slug=OuterRef("chosen_slug"))
    required = [kind.value for kind in REQUIRED_CONSENTS]
    return (
        permissions.applications_of(user)
        .select_related("call", "curriculum_vitae")
        .defer("curriculum_vitae__content")
        .annotate(
            chosen_slug=KT("answers__organisation"),
            chosen_kind=Subquery(chosen.values("kind")[:1]),
            chosen_country=Subquery(chosen.values("country__code")[:1]),
            consents_given=Subquery(
                Consent.objects.filter(
                    application=OuterRef("pk"), withdrawn_at=None, text__kind__in=required
                )
                .order_by()
                .values("application")
                .annotate(number=Count("text__kind", distinct=True))
                .values("number")
            ),
            typed=FilteredRelation(
                "typed_answers", condition=Q(typed_answers__step=step.value if step else "")
            ),
            typed_values=F("typed__values"),
            typed_version=F("typed__version"),
            typed_at=F("typed__typed_at"),
        )
    )


def open_application(
    user: User, application_id: uuid.UUID, step: Step | None = None
) -> OpenApplication:
    """Somebody's own application; raises `Application.DoesNotExist` for that of another."""
    application = applications_to_fill_in(user, step).get(pk=application_id)
    return OpenApplication(application, user, step)


def steps_typed(application: Application) -> set[str]:
    """The steps in which something was typed and not sent (one query)."""
    return set(TypedAnswers.objects.filter(application=application).values_list("step", flat=True))
