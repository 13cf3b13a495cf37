"""What people agreed to, word by word and version by version."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField


class ConsentKind(models.TextChoices):
    """What is agreed to; the first two are needed to apply, the last is a free choice."""

    DATA_PROTECTION = "DATA_PROTECTION", _("Use of personal data")
    RULES = "RULES", _("Rules of participation")
    CATALOGUE = "CATALOGUE", _("Being shown to other participants")


REQUIRED_CONSENTS = frozenset({ConsentKind.DATA_PROTECTION, ConsentKind.RULES})


class ConsentText(models.Model):
    """One version of a text; a new wording is a new row, never an edit of an agreed one."""

    kind = models.CharField(_("kind"), max_length=20, choices=ConsentKind.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    text = RichTextField(_("text"), features=["bold", "italic", "link", "ul", "ol"])
    valid_from = models.DateTimeField(_("valid from"))

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("version")]),
        FieldPanel("text"),
        FieldPanel("valid_from"),
    ]

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "version"),
                name="exchanges_consenttext_version_unique",
                violation_error_message=_("There is such a version already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ConsentKind.values), name="exchanges_consenttext_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="exchanges_consenttext_version_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.version}"


class Consent(models.Model):
    """That somebody agreed to a text for an application, and when; withdrawn is not deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        "exchanges.Application", on_delete=models.CASCADE, related_name="consents"
    )
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=("application", "text"),
                condition=Q(withdrawn_at__isnull=True),
                name="exchanges_consent_given_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="exchanges_consent_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.text}"
