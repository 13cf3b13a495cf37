"""Delivers in the process that serves the pages, so that an installation needs no other.

A thread of its own, with a connection of its own, so that nobody who reads a page waits for a mail
server. It starts with the first request and not with Django: commands and migrations have none,
and what they write is delivered by the server. It looks again when something was committed here,
when the next message is due, and every OUTBOX_POLL_SECONDS for what others wrote.
"""

import atexit
import datetime
import threading
from enum import StrEnum
from functools import partial
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import connection, transaction

from core.outbox.delivery import deliver_due
from core.outbox.work import keep_working

# Longer than a mail server is waited for.
STOP_SECONDS = 15


class Delivery(StrEnum):
    """Who delivers: the values of the setting OUTBOX_DELIVERY."""

    EMBEDDED = "embedded"
    WORKER = "worker"
    AT_COMMIT = "at-commit"


class Deliverer:
    """The thread of this process; there is one, or none yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()
        self._stop = threading.Event()

    def start(self) -> None:
        """Start the thread, unless it runs."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._stop.clear()
                self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """Let it look now; nothing where no thread runs."""
        self._wake.set()

    def stop(self) -> None:
        """Let it end what it is delivering."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        try:
            keep_working(is_stopped=self._stop.is_set, wait=self._wait)
        finally:
            connection.close()

    def _wait(self, seconds: float) -> None:
        """Wait for a commit in this process, at most so long."""
        self._wake.wait(seconds)
        self._wake.clear()


DELIVERER = Deliverer()
atexit.register(DELIVERER.stop)


def deliver_after_commit(at: datetime.datetime) -> None:
    """See to it that what is written now is delivered, as OUTBOX_DELIVERY says."""
    match Delivery(settings.OUTBOX_DELIVERY):
        case Delivery.EMBEDDED:
            transaction.on_commit(DELIVERER.wake)
        case Delivery.AT_COMMIT:
            transaction.on_commit(partial(deliver_at_commit, at))
        case Delivery.WORKER:
            pass


def deliver_at_commit(at: datetime.datetime) -> None:
    """For tests: deliver at once, in the same thread, as if it were `at`."""
    deliver_due(now=at)


def start_with_first_request(**_signal: Any) -> None:
    """Start the thread where this process is to deliver."""
    if settings.OUTBOX_DELIVERY == Delivery.EMBEDDED:
        DELIVERER.start()


def connect() -> None:
    """Called once by the app."""
    request_started.connect(start_with_first_request, dispatch_uid="core.outbox.embedded")
