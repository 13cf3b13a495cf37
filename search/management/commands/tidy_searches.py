"""Hands what people searched on to Wagtail's promotions, and forgets what is old."""

import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from exchanges.calendar import programme_today
from search.counting import forget_old, tell_wagtail


class Command(BaseCommand):
    """What is to be done with the counted searches; to be run every day."""

    help = "Hands the last two days' searches on to Wagtail's promotions, and forgets old ones."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both, Wagtail's own forgetting too, and say how much it was."""
        day = programme_today()
        told = tell_wagtail(day=day - datetime.timedelta(days=1)) + tell_wagtail(day=day)
        forgotten = forget_old(day=day)
        call_command("searchpromotions_garbage_collect", stdout=self.stdout)
        self.stdout.write(f"Handed on: {told}. Forgotten: {forgotten}.")
