"""Works the outbox off by the clock: what the embedded thread and `run_outbox` have in common."""

import datetime
import logging
from collections.abc import Callable, Collection

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from core.outbox.delivery import Summary, deliver_next, purge

logger = logging.getLogger(__name__)

PURGE_EVERY = datetime.timedelta(hours=1)


def work_off(
    *,
    is_stopped: Callable[[], bool],
    summary: Summary,
    kinds: Collection[str] | None = None,
) -> None:
    """Deliver until nothing is due or `is_stopped` says so, counting in `summary`."""
    while not is_stopped():
        if not deliver_next(now=timezone.now(), summary=summary, kinds=kinds):
            break


def keep_working(
    *,
    is_stopped: Callable[[], bool],
    wait: Callable[[float], object],
    kinds: Collection[str] | None = None,
    report: Callable[[Summary], None] = lambda _summary: None,
) -> None:
    """Deliver and purge until `is_stopped`; in between `wait` gets OUTBOX_POLL_SECONDS.

    A database that is away is no reason to end: it is asked again after the wait.
    """
    purge_from = timezone.now()
    while not is_stopped():
        summary = Summary()
        close_old_connections()
        try:
            work_off(is_stopped=is_stopped, summary=summary, kinds=kinds)
            if timezone.now() >= purge_from:
                purge(now=timezone.now())
                purge_from = timezone.now() + PURGE_EVERY
        except Exception:
            logger.exception("The outbox could not be worked off")
        close_old_connections()
        if summary.total:
            report(summary)
        if not is_stopped():
            wait(settings.OUTBOX_POLL_SECONDS)
