"""Words that mean the same, as administrators write them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.asking import MOST_EXPRESSIONS, parse_synonyms


class SynonymGroup(models.Model):
    """Expressions that mean the same: who searches for one finds the others as well."""

    wagtail_reference_index_ignore = True

    expressions = models.CharField(
        _("expressions"),
        max_length=500,
        unique=True,
        help_text=_("Separated by commas, for example: AI, artificial intelligence"),
    )

    panels = [FieldPanel("expressions")]

    class Meta:
        verbose_name = _("search synonyms")
        verbose_name_plural = _("search synonyms")
        ordering = ["expressions"]
        constraints = [
            models.CheckConstraint(condition=~Q(expressions=""), name="search_synonyms_not_empty")
        ]

    def __str__(self) -> str:
        return self.expressions

    def clean(self) -> None:
        """One expression alone has no synonym; accents and capitals make no other one.

        Every further one makes a search dearer for everybody.
        """
        super().clean()
        number = len(parse_synonyms(self.expressions))
        if number < 2:
            raise ValidationError(
                {"expressions": _("Write at least two different expressions, with commas.")}
            )
        if number > MOST_EXPRESSIONS:
            words = _("Write at most %(most)d expressions; these are %(number)d.")
            raise ValidationError(
                {"expressions": words % {"most": MOST_EXPRESSIONS, "number": number}}
            )
