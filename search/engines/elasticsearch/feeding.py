"""Carries every change of the search table into the index, through the outbox.

The messages are written with the change. While the server fails they are not kept waiting one by
one: a single message to compare everything takes their place, and is tried again every quarter of
a minute, so that nothing is missing soon after the server is back, however long it was away.
"""

import datetime
import logging
from collections.abc import Collection, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from core.models import OutboxMessage
from core.models.outbox import OutboxState
from core.outbox import enqueue_subjects
from search.engines.elasticsearch.comparing import repair_index
from search.engines.elasticsearch.connection import FAILURES, client, writing_client
from search.engines.elasticsearch.layout import alias
from search.engines.elasticsearch.writing import RefusedDocumentsError, update_documents
from search.engines.queue import SEARCH_INDEX, key_named

EVERYTHING: Final = "everything"
RETRY: Final = datetime.timedelta(seconds=15)

logger = logging.getLogger(__name__)


class NoIndexError(Exception):
    """There is no index: `rebuild_search` was not run yet."""


def deliver(subjects: Sequence[str]) -> Collection[str]:
    """Update documents; nothing is left to be tried again, see above."""
    try:
        require_index()
        if EVERYTHING in subjects:
            drift = repair_index(writing_client(), alias())
            logger.info("The search index was compared: %d were not right.", len(drift.keys))
        else:
            update_documents(writing_client(), alias(), [key_named(name) for name in subjects])
    except (*FAILURES, RefusedDocumentsError, NoIndexError) as error:
        logger.warning("The search index was not updated (%s).", type(error).__name__)
        compare_later()
    return ()


def require_index() -> None:
    """Raise when there is no index, or soon when there is no answer: mails wait for this thread."""
    if not client().indices.exists_alias(name=alias()):
        raise NoIndexError


def compare_later() -> None:
    """See to it that everything is compared soon, once for all that failed."""
    waiting = OutboxMessage.objects.filter(
        kind=SEARCH_INDEX, subject=EVERYTHING, state=OutboxState.WAITING
    )
    with transaction.atomic():
        if not waiting.exists():
            enqueue_subjects(kind=SEARCH_INDEX, subjects=[EVERYTHING], at=timezone.now() + RETRY)
