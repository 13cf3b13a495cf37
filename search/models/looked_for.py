"""What people look for, by day: no more than the words, how often, and how often in vain."""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

WORDS_LENGTH: Final = 255


class LookedFor(models.Model):
    """How often some words were searched for on a day, and how often nothing was found."""

    wagtail_reference_index_ignore = True

    words = models.CharField(_("words"), max_length=WORDS_LENGTH)
    day = models.DateField(_("day"), db_index=True)
    times = models.PositiveIntegerField(_("times"), default=0)
    in_vain = models.PositiveIntegerField(_("in vain"), default=0)

    class Meta:
        verbose_name = _("search of visitors")
        verbose_name_plural = _("searches of visitors")
        constraints = [
            models.UniqueConstraint(fields=["words", "day"], name="search_looked_for_unique"),
            models.CheckConstraint(
                condition=Q(in_vain__lte=F("times")), name="search_looked_for_in_vain"
            ),
        ]

    def __str__(self) -> str:
        return self.words
