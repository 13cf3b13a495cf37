"""Loads invented hosts, offers and events for a demonstration."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.loading.files import DataError
from home.loading.programme import count_entries, load_samples
from home.loading.progress import Progress


class Command(BaseCommand):
    """Adds samples: marked as such, dated from today on, removed by `remove_samples`."""

    help = (
        "Loads invented host organisations, offers and upcoming events. They are marked as "
        "samples on every page; `remove_samples` takes them all away."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument(
            "--data",
            type=Path,
            default=settings.PROGRAMME_DATA,
            help="Folder of the data files (default: the setting PROGRAMME_DATA).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, with a progress bar and a summary."""
        folder: Path = options["data"]
        try:
            with Progress(count_entries(folder, samples=True), self.stderr) as progress:
                outcomes = load_samples(
                    folder, today=timezone.localdate(), on_entry=progress.advance
                )
        except DataError as error:
            raise CommandError(str(error)) from error
        progress.write_summary(outcomes, self.stdout)
