"""Tells those who saved a search what is new, once a day or once a week."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.saved.telling import due, tell_or_log

REPORT_EVERY = 100


class Command(BaseCommand):
    """To be run every day; a second run on the same day sends nothing."""

    help = (
        "Writes the e-mails about new offers for daily and weekly saved searches into the outbox. "
        "To be run every day; running it again does no harm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at one search after the other; one that fails does not stop the others."""
        at = timezone.now()
        keys = list(due(at=at).values_list("pk", flat=True))
        emails = offers = failed = 0
        for number, key in enumerate(keys, start=1):
            told = tell_or_log(key, at=at)
            failed += told is None
            emails += bool(told)
            offers += told or 0
            if number % REPORT_EVERY == 0:
                self.stdout.write(f"{number} of {len(keys)}")
        self.stdout.write(
            f"Looked at {len(keys)}, e-mails {emails}, offers in them {offers}, failed {failed}"
        )
        if failed:
            raise CommandError("Some searches could not be told; the log says why.")
