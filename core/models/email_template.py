"""The words of an e-mail where an administrator has changed them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EmailTemplate(models.Model):
    """Subject and text of one kind of e-mail in one language; without a row the default holds.

    `code` names a `core.emails.EmailKind`, which has the default and the placeholders.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("e-mail"), max_length=60)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)

    class Meta:
        verbose_name = _("e-mail template")
        verbose_name_plural = _("e-mail templates")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language"],
                name="core_email_template_unique",
                violation_error_message=_("This e-mail has been changed in this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.language})"
