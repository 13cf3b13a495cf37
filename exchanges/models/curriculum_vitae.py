"""The CV that an applicant adds to an application."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_BYTES: Final = 2 * 1024 * 1024


class CurriculumVitae(models.Model):
    """A PDF file about the applicant, for their partnership alone.

    It stands in the database and not among the files of the site: what is there can be asked for
    by anybody, and a file that is kept or removed with a change has to come and go with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(
        "exchanges.Application", on_delete=models.CASCADE, related_name="curriculum_vitae"
    )
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size in bytes"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("CV")
        verbose_name_plural = _("CVs")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_BYTES),
                name="exchanges_curriculumvitae_size",
            )
        ]

    def __str__(self) -> str:
        return str(self.application_id)
