"""What somebody typed into a step and has not sent yet, right or wrong."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class TypedAnswers(models.Model):
    """The fields of one step as they stand in somebody's browser.

    No answers: nothing was checked, and nobody but the applicant sees them. They are shown again
    on any device, and gone when the step is sent and right. `version` counts their changes, so
    that two windows notice each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        "exchanges.Application", on_delete=models.CASCADE, related_name="typed_answers"
    )
    step = models.CharField(_("step"), max_length=20)
    values = models.JSONField(_("fields"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    typed_at = models.DateTimeField(_("typed at"))

    class Meta:
        verbose_name = _("typed answers")
        verbose_name_plural = _("typed answers")
        constraints = [
            models.UniqueConstraint(
                fields=("application", "step"), name="exchanges_typedanswers_one_for_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.step}"
