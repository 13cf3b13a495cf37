"""How calendars recognise an event, and notice that it changed (RFC 5545)."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone


class CalendarIdentity(models.Model):
    """UID and SEQUENCE of an event's calendar entry, and when it was last announced for.

    SEQUENCE goes up with each publish that changes what calendars show (title, time, place,
    status, sessions), not for a correction in the text. None of this belongs to a revision: an old
    draft must not bring back an old number.
    """

    ical_uid = models.UUIDField(default=uuid.uuid4, editable=False)
    ical_sequence = models.PositiveIntegerField(default=0, editable=False)
    ical_digest = models.CharField(max_length=64, blank=True, editable=False)
    ical_changed_at = models.DateTimeField(null=True, editable=False)
    announced_starts_at = models.DateTimeField(null=True, editable=False)
    announced_ends_at = models.DateTimeField(null=True, editable=False)
    announced_all_day = models.BooleanField(default=False, editable=False)

    CALENDAR_FIELDS = (
        "ical_uid",
        "ical_sequence",
        "ical_digest",
        "ical_changed_at",
        "announced_starts_at",
        "announced_ends_at",
        "announced_all_day",
    )

    class Meta:
        abstract = True

    def keep_calendar_identity(self, published: Any) -> None:
        """Take over what the published page holds, whatever the draft says."""
        for field in self.CALENDAR_FIELDS:
            setattr(self, field, getattr(published, field))

    def note_calendar_facts(self, digest: str) -> None:
        """Raise SEQUENCE when the facts that calendars show are no longer those announced."""
        if digest == self.ical_digest:
            return
        if self.ical_digest:
            self.ical_sequence += 1
        self.ical_digest = digest
        self.ical_changed_at = timezone.now()
