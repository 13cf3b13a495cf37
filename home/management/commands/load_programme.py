"""Loads the programme's content from its data files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.loading.files import DataError
from home.loading.programme import count_entries, load_programme
from home.loading.progress import Progress


class Command(BaseCommand):
    """Makes what is missing, updates what nobody touched, and leaves every editor's work alone."""

    help = (
        "Loads countries, sectors, organisations, partnerships, pages, events and news from the "
        "data files of the programme. Repeatable: what an editor changed, unpublished, moved or "
        "deleted stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and the keys to overwrite."""
        parser.add_argument(
            "--data",
            type=Path,
            default=settings.PROGRAMME_DATA,
            help="Folder of the data files (default: the setting PROGRAMME_DATA).",
        )
        parser.add_argument(
            "--force",
            action="append",
            default=[],
            metavar="KIND:KEY",
            help="Write this object even if an editor changed or deleted it; may be repeated.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, with a progress bar and a summary."""
        folder: Path = options["data"]
        try:
            with Progress(count_entries(folder), self.stderr) as progress:
                outcomes = load_programme(
                    folder,
                    today=timezone.localdate(),
                    force=options["force"],
                    on_entry=progress.advance,
                )
        except DataError as error:
            raise CommandError(str(error)) from error
        for key in sorted(set(options["force"]) - progress.source_keys):
            self.stderr.write(self.style.WARNING(f"--force {key}: no such entry."))
        progress.write_summary(outcomes, self.stdout)
