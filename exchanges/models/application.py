"""What an organisation submits to take part."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchanges.domain import lifecycle
from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import ApplicationStatus

STATUS_CHOICES = [(status.value, status.value) for status in ApplicationStatus]
"""Their words stand in `exchanges.domain.lifecycle_wording`, for staff and for applicants."""


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications by where they stand; who may see which is in `exchanges.permissions`."""

    def seen_by_partnerships(self) -> "ApplicationQuerySet":
        """Without drafts, which belong to their applicants."""
        return self.filter(status__in=lifecycle.SEEN_BY_PARTNERSHIP)

    def waiting(self) -> "ApplicationQuerySet":
        """Those that a partnership has to check."""
        return self.filter(status__in=lifecycle.WAITING_FOR_PARTNERSHIP)

    def live(self) -> "ApplicationQuerySet":
        """Those that have not ended."""
        return self.exclude(status__in=lifecycle.ENDED)


class Application(models.Model):
    """An organisation's application as host, visitor or both.

    Only `exchanges.services` changes a status. `answers` holds what was answered, by the names of
    `exchanges.domain.questions`; `answers_version` counts their changes, so that a second tab
    cannot overwrite what it has not seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=30, unique=True)
    call = models.ForeignKey(
        "exchanges.Call",
        verbose_name=_("call"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    rule_set = models.ForeignKey(
        "exchanges.RuleSet",
        verbose_name=_("rules"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The version in force when it was submitted."),
    )
    applicant = models.ForeignKey(
        "core.User",
        verbose_name=_("applicant"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        verbose_name=_("partnership"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    is_host = models.BooleanField(_("wants to host"), default=False)
    is_visitor = models.BooleanField(_("wants to visit"), default=False)
    status = models.CharField(
        _("status"), max_length=30, choices=STATUS_CHOICES, default=ApplicationStatus.DRAFT.value
    )
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    answers_version = models.PositiveIntegerField(_("version of the answers"), default=1)
    fields_asked_for = models.JSONField(
        _("answers asked for"),
        default=list,
        blank=True,
        help_text=_("What the partnership wants to know more about."),
    )
    exception_approved_at = models.DateTimeField(_("exception approved at"), null=True, blank=True)
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented; kept out of the figures.")
    )
    created_at = models.DateTimeField(_("started at"))
    answers_changed_at = models.DateTimeField(_("answers changed at"))
    status_changed_at = models.DateTimeField(_("status changed at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    due_at = models.DateTimeField(
        _("to be checked by"), null=True, blank=True, help_text=_("Then it is overdue.")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ApplicationStatus]),
                name="exchanges_application_status_known",
            ),
            # A withdrawn draft may never have got so far.
            models.CheckConstraint(
                condition=Q(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
                | Q(
                    organisation__isnull=False,
                    partnership__isnull=False,
                    rule_set__isnull=False,
                    submitted_at__isnull=False,
                )
                & (Q(is_host=True) | Q(is_visitor=True)),
                name="exchanges_application_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(status=ApplicationStatus.SUBMITTED, due_at__isnull=False)
                | (~Q(status=ApplicationStatus.SUBMITTED) & Q(due_at__isnull=True)),
                name="exchanges_application_due_while_waiting",
            ),
            # A second tab or a double click finds the draft that is there.
            models.UniqueConstraint(
                fields=("call", "applicant"),
                condition=Q(status=ApplicationStatus.DRAFT),
                name="exchanges_application_one_draft",
            ),
            models.UniqueConstraint(
                fields=("call", "organisation"),
                condition=~Q(
                    status__in=[
                        ApplicationStatus.DRAFT,
                        ApplicationStatus.REJECTED,
                        ApplicationStatus.WITHDRAWN,
                    ]
                ),
                name="exchanges_application_one_for_organisation",
                violation_error_message=_(
                    "This organisation already has an application in this call."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "status", "due_at"], name="exchanges_application_work"
            ),
            models.Index(fields=["applicant", "-created_at"], name="exchanges_application_own"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def current_status(self) -> ApplicationStatus:
        """Where it stands."""
        return ApplicationStatus(self.status)

    @property
    def sides(self) -> frozenset[Side]:
        """As what the organisation wants to take part."""
        chosen = {Side.HOST: self.is_host, Side.VISITOR: self.is_visitor}
        return frozenset(side for side, wanted in chosen.items() if wanted)

    @property
    def is_draft(self) -> bool:
        """Whether it was not sent yet."""
        return self.current_status is ApplicationStatus.DRAFT

    @property
    def is_open_for_answers(self) -> bool:
        """Whether the applicant may write before sending it (again)."""
        return self.current_status in lifecycle.OPEN_FOR_ANSWERS

    @property
    def is_waiting(self) -> bool:
        """Whether the partnership has to check it."""
        return self.current_status in lifecycle.WAITING_FOR_PARTNERSHIP

    @property
    def is_in_the_programme(self) -> bool:
        """Whether it was accepted and takes part, or will again after a pause."""
        return self.current_status in lifecycle.IN_THE_PROGRAMME

    @property
    def is_in_the_matching(self) -> bool:
        """Whether it is proposed to others now."""
        return self.current_status in lifecycle.IN_THE_MATCHING

    @property
    def has_ended(self) -> bool:
        """Whether it was rejected or withdrawn."""
        return self.current_status in lifecycle.ENDED


class AnswerChange(models.Model):
    """What an applicant changed after acceptance, for the partnership to look at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="answer_changes"
    )
    changed_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"))
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    seen_at = models.DateTimeField(_("seen by the partnership at"), null=True, blank=True)

    class Meta:
        verbose_name = _("changed answers")
        verbose_name_plural = _("changed answers")
        indexes = [
            models.Index(fields=["application", "-changed_at"], name="exchanges_answerchange_list")
        ]

    def __str__(self) -> str:
        return f"{self.application}: {', '.join(sorted(self.after))}"
