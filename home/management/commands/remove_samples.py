"""Removes everything that was invented."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import ProtectedError
from django.utils import timezone

from home.loading.removal import remove_samples


class Command(BaseCommand):
    """Takes all samples away: pages, offers and organisations that are marked as such."""

    help = "Removes every sample, what was written about it and its invented people, nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove, then say how many of each."""
        try:
            removed = remove_samples(at=timezone.now())
        except ProtectedError as error:
            names = ", ".join(sorted(str(item) for item in error.protected_objects)[:5])
            raise CommandError(
                f"Nothing was removed, because something real refers to a sample: {names}. "
                "Change that first."
            ) from error
        for name, number in removed.items():
            self.stdout.write(f"{number:5d} {name}")
