"""The Django app `search`."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The catalogue of offers and the search of the site."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Keep what can be found equal to what is published."""
        from core.outbox import register_batch_handler
        from search.engines import choosing, names, queue
        from search.projection import changes, signals
        from search.saved import arrivals, mails, telling

        register_batch_handler(queue.SEARCH_INDEX, queue.deliver)
        register_batch_handler(arrivals.NEW_OFFERS, telling.deliver)
        mails.register()
        changes.project_before_commit()
        signals.connect()
        if names.is_indexed():
            # Loading the client takes most of a second: no visitor shall wait for it.
            choosing.index_engine()
        post_migrate.connect(rebuild_after_migration, sender=self, dispatch_uid="search.rebuild")


def rebuild_after_migration(plan: list[tuple[Any, bool]] | None = None, **_signal: Any) -> None:
    """Fill the table of what can be found when a migration of this app made or changed it."""
    from search.projection.checking import rebuild

    if any(migration.app_label == "search" and not back for migration, back in plan or ()):
        rebuild()
