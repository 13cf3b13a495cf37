"""What applicant and partnership write to each other, and what managers note for themselves."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

MESSAGE_LENGTH = 5_000


class Message(models.Model):
    """A message between an applicant and the partnership about an application."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        "exchanges.Application", on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    is_from_partnership = models.BooleanField(_("from the partnership"))
    body = models.TextField(_("message"), max_length=MESSAGE_LENGTH)
    sent_at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    once = models.UUIDField(
        _("one-time word of the form"), unique=True, default=uuid.uuid4, editable=False
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["application", "sent_at"], name="exchanges_message_list")]

    def __str__(self) -> str:
        return f"{self.application} {self.sent_at:%Y-%m-%d}"


class PrivateNote(models.Model):
    """What a manager notes about an application; only the same partnership reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        "exchanges.Application", on_delete=models.CASCADE, related_name="private_notes"
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Whose note it is: an application may be handed over."),
    )
    author = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField(_("note"), max_length=MESSAGE_LENGTH)
    written_at = models.DateTimeField(_("written at"))
    once = models.UUIDField(
        _("one-time word of the form"), unique=True, default=uuid.uuid4, editable=False
    )

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        indexes = [
            models.Index(fields=["application", "written_at"], name="exchanges_privatenote_list")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.written_at:%Y-%m-%d}"
