"""What an offer's page is made of beside its text: how, in which languages, under which words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from exchanges import languages


class ExchangeMode(models.TextChoices):
    """How visitor and host meet."""

    PHYSICAL = "PHYSICAL", _("Visit on site")
    VIRTUAL = "VIRTUAL", _("Virtual exchange")
    EITHER = "EITHER", _("On site or virtual")


class LanguageLevel(models.TextChoices):
    """The levels of the Common European Framework of Reference for Languages."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"
    NATIVE = "NATIVE", _("First language")


class OfferKeyword(TaggedItemBase):
    """An extra word that an offer is found by."""

    content_object = ParentalKey(
        "exchanges.ExchangeOfferPage", on_delete=models.CASCADE, related_name="tagged_keywords"
    )


class OfferLanguage(Orderable):
    """A language in which the host can work with a visitor."""

    page = ParentalKey(
        "exchanges.ExchangeOfferPage", on_delete=models.CASCADE, related_name="languages"
    )
    language = models.CharField(_("language"), max_length=3, choices=languages.CHOICES)
    level = models.CharField(
        _("level"), max_length=10, choices=LanguageLevel.choices, default=LanguageLevel.B2
    )

    panels = [FieldRowPanel([FieldPanel("language"), FieldPanel("level")])]

    class Meta(Orderable.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.UniqueConstraint(
                fields=("page", "language"),
                name="exchanges_offerlanguage_unique",
                violation_error_message=_("This language is already there."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=sorted(languages.LANGUAGES)),
                name="exchanges_offerlanguage_language_known",
            ),
            models.CheckConstraint(
                condition=Q(level__in=LanguageLevel.values),
                name="exchanges_offerlanguage_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()} ({self.get_level_display()})"
