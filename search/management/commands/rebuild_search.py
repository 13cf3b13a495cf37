"""Builds anew what can be found."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.names import is_indexed
from search.models import SearchEntry
from search.projection.checking import count_everything, rebuild


class Command(BaseCommand):
    """Projects every page and organisation into the search table, and the table into the index."""

    help = (
        "Builds the table of what can be found anew from what is published, and with "
        "Elasticsearch a new index from the table, which then takes over in one step. Safe while "
        "people work: nothing is missing meanwhile, and what they change is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether the table is left as it is."""
        parser.add_argument(
            "--index-only",
            action="store_true",
            help="Leave the table as it is and build only the index of Elasticsearch.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Project everything and index it, each with a progress bar and a summary."""
        if not options["index_only"]:
            self._rebuild_table()
        if is_indexed():
            self._rebuild_index()
        elif options["index_only"]:
            raise CommandError("There is no index: SEARCH_ENGINE is the database.")

    def _rebuild_table(self) -> None:
        total = count_everything()
        with self._bar(total) as bar:
            changed = rebuild(bar.update)
        self.stdout.write(f"{total} pages and organisations, {len(changed)} entries were not right")

    def _rebuild_index(self) -> None:
        from search.engines.elasticsearch.connection import FAILURES, writing_client
        from search.engines.elasticsearch.rebuilding import OvertakenError, rebuild_index
        from search.engines.elasticsearch.writing import RefusedDocumentsError

        total = SearchEntry.objects.count()
        try:
            with self._bar(total) as bar:
                name = rebuild_index(writing_client(), bar.update)
        except OvertakenError:
            self.stdout.write("A rebuild that began later has made this one superfluous.")
        except (*FAILURES, RefusedDocumentsError) as error:
            raise CommandError(
                f"The index was not built ({type(error).__name__}); the old one stays."
            ) from error
        else:
            self.stdout.write(f"{total} documents in {name}")

    def _bar(self, total: int) -> Any:
        return tqdm(total=total, file=self.stderr, leave=False, disable=None)
