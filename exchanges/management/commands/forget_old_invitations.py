"""Forgets the addresses of people who were invited and never answered."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from exchanges.services.representation import forget_old_invitations


class Command(BaseCommand):
    """Ends invitations that are too old; to be run every day."""

    help = "Ends invitations to act for an organisation that nobody answered in time."

    def handle(self, *args: Any, **options: Any) -> None:
        """End them and say how many there were."""
        self.stdout.write(f"Forgotten: {forget_old_invitations(at=timezone.now())}")
