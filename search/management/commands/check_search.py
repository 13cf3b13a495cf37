"""Tells whether what can be found is what is published."""

from argparse import ArgumentParser
from collections.abc import Callable, Collection
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.names import is_indexed
from search.projection.checking import count_everything, find_drift, repair
from search.projection.drift import Drift
from search.projection.projected import Key

SHOWN = 10


class Command(BaseCommand):
    """Lists missing, stale and ghost entries; repairs them when told so."""

    help = (
        "Compares the table of what can be found with what is published, and with Elasticsearch "
        "the index with the table: missing entries, stale ones, and ghosts of what is gone. Ends "
        "with an error when there are any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to repair."""
        parser.add_argument(
            "--repair", action="store_true", help="Put right what differs, and nothing else."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, list, and repair when told so: the table, and then the index."""
        is_right = self._check("table", self._table_drift, repair, **options)
        if is_indexed():
            is_right &= self._check_index(**options)
        if not is_right:
            raise CommandError("Search is not up to date: run it again with --repair.")

    def _table_drift(self) -> Drift:
        with tqdm(total=count_everything(), file=self.stderr, leave=False, disable=None) as bar:
            return find_drift(bar.update)

    def _check_index(self, **options: Any) -> bool:
        from search.engines.elasticsearch.comparing import find_index_drift, repair_index
        from search.engines.elasticsearch.connection import FAILURES, writing_client
        from search.engines.elasticsearch.layout import alias
        from search.engines.elasticsearch.writing import RefusedDocumentsError

        client = writing_client()
        try:
            return self._check(
                "index",
                lambda: find_index_drift(client, alias()),
                lambda _drift: repair_index(client, alias()),
                **options,
            )
        except (*FAILURES, RefusedDocumentsError) as error:
            raise CommandError(
                f"The index could not be compared ({type(error).__name__}). Does the server run, "
                "and was the index built (rebuild_search)?"
            ) from error

    def _check(
        self,
        name: str,
        compare: Callable[[], Drift],
        put_right: Callable[[Drift], object],
        **options: Any,
    ) -> bool:
        drift = compare()
        for title, keys in (
            ("missing", drift.missing),
            ("stale", drift.stale),
            ("ghosts", drift.ghosts),
        ):
            self._list(f"{name}, {title}", keys)
        if not drift or not options["repair"]:
            return not drift
        put_right(drift)
        self.stdout.write(f"{name}, repaired {len(drift.keys)}")
        return True

    def _list(self, name: str, keys: Collection[Key]) -> None:
        examples = ", ".join(f"{kind}:{pk}" for kind, pk in sorted(keys)[:SHOWN])
        self.stdout.write(f"{name:15}{len(keys):6}  {examples}".rstrip())
