"""Who did what to what, and when: written once, never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete an entry of the audit trail."""


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Entries are read and added."""

    def update(self, **values: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("Entries of the audit trail are not changed.")

    def delete(self) -> NoReturn:
        """Refused; see `core.audit.remove_entries`."""
        raise AppendOnlyError("Entries of the audit trail are not deleted.")

    def bulk_update(self, *arguments: Any, **options: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("Entries of the audit trail are not changed.")


class AuditEntry(models.Model):
    """One thing that somebody, or the site itself, did to a record.

    Triggers of the database refuse what this class refuses, whoever asks (migration 0005); they
    let an actor be forgotten, which is what deleting a person's account does. `id` counts, because
    nothing else tells in which order the entries of one moment were written; it is in no address.
    `detail` holds codes and names of fields, never what people wrote.
    """

    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    role = models.CharField(_("role"), max_length=40, help_text=_("What they were at that time."))
    subject_type = models.CharField(_("record"), max_length=100)
    subject_id = models.UUIDField(_("identifier of the record"))
    action = models.CharField(_("action"), max_length=60)
    from_status = models.CharField(_("status before"), max_length=40, blank=True)
    to_status = models.CharField(_("status after"), max_length=40, blank=True)
    partnership = models.SlugField(_("partnership"), max_length=100, blank=True)
    detail = models.JSONField(_("details"), default=dict, blank=True)

    objects = AuditEntries.as_manager()

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="core_audit_subject"),
            models.Index(fields=["at"], name="core_audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; raises `AppendOnlyError` for one that is there."""
        if not self._state.adding:
            raise AppendOnlyError("Entries of the audit trail are not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused; see `core.audit.remove_entries`."""
        raise AppendOnlyError("Entries of the audit trail are not deleted.")


class AuditRemoval(models.Model):
    """That entries were removed (samples, end of a retention period), why and how many.

    The triggers let entries be deleted while an open row is there, which others never see, because
    `core.audit.remove_entries` opens and closes it in one transaction.
    """

    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=60)
    entries = models.PositiveIntegerField(_("entries"), default=0)
    is_open = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("removal from the audit trail")
        verbose_name_plural = _("removals from the audit trail")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reason}: {self.entries}"
