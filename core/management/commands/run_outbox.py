"""Delivers what stands in the outbox, in a process of its own."""

import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.outbox.delivery import Summary, purge
from core.outbox.registry import HANDLERS
from core.outbox.work import keep_working, work_off

STOPPING = frozenset({signal.SIGTERM, signal.SIGINT})


class Command(BaseCommand):
    """A worker: ends after SIGTERM or Ctrl-C, when it has finished what it is delivering."""

    help = (
        "Delivers e-mails and other messages of the outbox until it is stopped (SIGTERM, Ctrl-C). "
        "Several may run at once. Deletes what was delivered long ago."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Once or for ever; all kinds or some."""
        parser.add_argument(
            "--once", action="store_true", help="End as soon as nothing more is due."
        )
        parser.add_argument(
            "--kind",
            action="append",
            help="Deliver this kind of message only; may be repeated (default: all kinds).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work; tell what became of the messages."""
        kinds: list[str] | None = options["kind"]
        if unknown := sorted(set(kinds or []) - set(HANDLERS)):
            known = ", ".join(sorted(HANDLERS))
            raise CommandError(f"Nobody delivers {', '.join(unknown)}. There is: {known}.")
        with stop_signals_held_back():
            if options["once"]:
                summary = Summary()
                work_off(is_stopped=is_stopped, summary=summary, kinds=kinds)
                purge(now=timezone.now())
                self._report(summary)
            else:
                self.stdout.write("Delivering; stop with Ctrl-C or SIGTERM.")
                keep_working(is_stopped=is_stopped, wait=wait, kinds=kinds, report=self._report)
                self.stdout.write("Stopped.")

    def _report(self, summary: Summary) -> None:
        self.stdout.write(
            f"{timezone.localtime():%Y-%m-%d %H:%M:%S} delivered {summary.delivered}, "
            f"to be tried again {summary.retried}, given up {summary.dead}"
        )


@contextmanager
def stop_signals_held_back() -> Iterator[None]:
    """Keep the signals that end a process waiting, so that no delivery is cut off by one."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        while signal.sigtimedwait(STOPPING, 0):
            pass
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def is_stopped() -> bool:
    """Whether such a signal has come."""
    return bool(STOPPING & signal.sigpending())


def wait(seconds: float) -> None:
    """Wait so long, or until such a signal comes, which is then still to be seen."""
    if came := signal.sigtimedwait(STOPPING, seconds):
        signal.raise_signal(came.si_signo)
