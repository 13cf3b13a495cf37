"""Questions that editors add to the application form."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from exchanges.application_form.question_wording import STEP_WORDING
from exchanges.domain.eligibility import Side
from exchanges.domain.questions import BOTH, HOSTS, VISITORS, Step

OPTION_LENGTH = 100
MOST_OPTIONS = 50
HIGHEST_SCALE = 10
HIGHEST_WEIGHT = 100
WITHOUT_EXTRA_QUESTIONS = frozenset({Step.ROLE, Step.PARTNERSHIP, Step.CONSENT})
STEP_CHOICES = [
    (step.value, STEP_WORDING[step].title) for step in Step if step not in WITHOUT_EXTRA_QUESTIONS
]
STEPS_OF_ONE_SIDE = {
    Step.SOUGHT: Side.VISITOR,
    Step.OFFERED: Side.HOST,
    Step.PLACES: Side.HOST,
}


class QuestionType(models.TextChoices):
    """How an extra question is answered."""

    SHORT_TEXT = "SHORT_TEXT", _("Short text")
    LONG_TEXT = "LONG_TEXT", _("Long text")
    ONE_CHOICE = "ONE_CHOICE", _("One choice")
    SEVERAL_CHOICES = "SEVERAL_CHOICES", _("Several choices")
    SCALE = "SCALE", _("Scale")


CHOICE_TYPES = frozenset({QuestionType.ONE_CHOICE, QuestionType.SEVERAL_CHOICES})
COMPARABLE_TYPES = frozenset({*CHOICE_TYPES, QuestionType.SCALE})
"""Those whose answers the matching can compare."""


class AskedSide(models.TextChoices):
    """Who is asked an extra question."""

    BOTH = "BOTH", _("Visitors and hosts")
    VISITOR = "VISITOR", _("Visitors")
    HOST = "HOST", _("Hosts")


SIDES: dict[str, frozenset[Side]] = {
    AskedSide.BOTH: BOTH,
    AskedSide.VISITOR: VISITORS,
    AskedSide.HOST: HOSTS,
}


def new_key() -> str:
    """A name for the answers to a new question; none is ever given twice."""
    return f"extra_{uuid.uuid4().hex[:12]}"


class ExtraQuestion(Orderable):
    """A question of one programme. Its key stays while its words change."""

    page = ParentalKey(
        "exchanges.ApplicationPage", on_delete=models.CASCADE, related_name="extra_questions"
    )
    key = models.CharField(_("key"), max_length=40, default=new_key, editable=False)
    step = models.CharField(_("step"), max_length=20, choices=STEP_CHOICES)
    asked_side = models.CharField(
        _("who is asked"), max_length=10, choices=AskedSide.choices, default=AskedSide.BOTH
    )
    label = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("help"), max_length=400, blank=True)
    question_type = models.CharField(
        _("kind of answer"), max_length=20, choices=QuestionType.choices
    )
    options = models.TextField(
        _("what can be chosen"),
        blank=True,
        help_text=_("One a line; for “one choice” and “several choices”."),
    )
    scale_highest = models.PositiveSmallIntegerField(
        _("end of the scale"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(HIGHEST_SCALE)],
        help_text=_("A scale goes from 1 to this number."),
    )
    required = models.BooleanField(_("must be answered"), default=False)
    used_in_matching = models.BooleanField(
        _("used in the matching"),
        default=False,
        help_text=_("Hosts and visitors with like answers fit each other better."),
    )
    weight = models.PositiveSmallIntegerField(
        _("weight in the matching"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_WEIGHT)],
        help_text=_("The weights of all other questions make about 100 together."),
    )

    panels = [
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldRowPanel([FieldPanel("step"), FieldPanel("asked_side")]),
        FieldRowPanel([FieldPanel("question_type"), FieldPanel("required")]),
        FieldPanel("options"),
        FieldPanel("scale_highest"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("used_in_matching"), FieldPanel("weight")])],
            heading=_("Matching"),
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("extra question")
        verbose_name_plural = _("extra questions")
        constraints = [
            models.UniqueConstraint(fields=("page", "key"), name="exchanges_extraquestion_key"),
            models.CheckConstraint(
                condition=Q(question_type__in=QuestionType.values),
                name="exchanges_extraquestion_type_known",
            ),
            models.CheckConstraint(
                condition=Q(asked_side__in=AskedSide.values),
                name="exchanges_extraquestion_side_known",
            ),
            models.CheckConstraint(
                condition=Q(scale_highest__gte=2, scale_highest__lte=HIGHEST_SCALE),
                name="exchanges_extraquestion_scale",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=HIGHEST_WEIGHT),
                name="exchanges_extraquestion_weight",
            ),
            models.CheckConstraint(
                condition=Q(used_in_matching=False)
                | Q(question_type__in=sorted(COMPARABLE_TYPES), asked_side=AskedSide.BOTH),
                name="exchanges_extraquestion_comparable",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def sides(self) -> frozenset[Side]:
        """On which sides it is asked."""
        return SIDES[self.asked_side]

    @property
    def form_step(self) -> Step:
        """The page of the form on which it stands."""
        return Step(self.step)

    @property
    def option_list(self) -> list[str]:
        """What can be chosen, as it is read and stored."""
        return option_lines(self.options)

    def clean(self) -> None:
        """Tell at the field what does not fit the kind of answer."""
        super().clean()
        errors = self._option_errors() | self._matching_errors()
        only = STEPS_OF_ONE_SIDE.get(Step(self.step)) if self.step else None
        if only and self.asked_side != AskedSide(only.value):
            errors["asked_side"] = _("Only %(side)s come to this step.") % {
                "side": str(AskedSide(only.value).label).lower()
            }
        if errors:
            raise ValidationError(errors)

    def _option_errors(self) -> dict[str, Any]:
        options = self.option_list
        if self.question_type not in CHOICE_TYPES:
            return {}
        if len(options) < 2:
            return {"options": _("Write at least two, each on a line of its own.")}
        if len(options) > MOST_OPTIONS:
            return {"options": _("At most %d can be chosen from.") % MOST_OPTIONS}
        if len(set(options)) < len(options):
            return {"options": _("One stands there twice.")}
        if any(len(option) > OPTION_LENGTH for option in options):
            return {"options": _("A line may have at most %d characters.") % OPTION_LENGTH}
        return {}

    def _matching_errors(self) -> dict[str, Any]:
        if not self.used_in_matching:
            return {}
        if self.question_type not in COMPARABLE_TYPES:
            return {"used_in_matching": _("Texts cannot be compared. Offer choices or a scale.")}
        if self.asked_side != AskedSide.BOTH:
            return {"used_in_matching": _("Only what both sides answer can be compared.")}
        return {}


class AskedQuestion(models.Model):
    """What an extra question was when it was last published.

    It stays when an editor removes the question, so that old answers can still be read.
    """

    key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=200)
    question_type = models.CharField(max_length=20, choices=QuestionType.choices)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(question_type__in=QuestionType.values),
                name="exchanges_askedquestion_type_known",
            )
        ]

    def __str__(self) -> str:
        return self.label


def option_lines(text: str) -> list[str]:
    """The lines that say something, each once stripped."""
    return [line for part in text.splitlines() if (line := " ".join(part.split()))]
