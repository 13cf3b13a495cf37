"""How the outbox is doing: what waits, since when, and what was given up."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from core.models import OutboxMessage
from core.models.outbox import PENDING, OutboxState

# Longer than any delivery that goes well; then nobody delivers.
LATE = datetime.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Status:
    """Figures of one moment. `late_since` is the oldest due time of what should long be gone."""

    waiting: int
    dead: int
    late_since: datetime.datetime | None

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to look."""
        return bool(self.dead or self.late_since)


def outbox_status(now: datetime.datetime) -> Status:
    """How it is doing at `now`, in one query.

    A message that waits for its next attempt is not late, however old it is.
    """
    pending = Q(state__in=PENDING)
    figures = OutboxMessage.objects.exclude(state=OutboxState.DELIVERED).aggregate(
        waiting=Count("pk", filter=pending),
        dead=Count("pk", filter=Q(state=OutboxState.DEAD)),
        late_since=Min("available_at", filter=pending & Q(available_at__lte=now - LATE)),
    )
    return Status(**figures)
