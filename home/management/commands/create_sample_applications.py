"""Makes invented applications."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from exchanges.domain.lifecycle_wording import STATUS_WORDING
from exchanges.models import Application, Call
from home.sample_applications import SampleApplications


class Command(BaseCommand):
    """Fills the places of applicants and managers for a demonstration."""

    help = (
        "Makes invented applications in every status through the real services. Does nothing where "
        "there are some already. Refused outside development settings."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, and which."""
        parser.add_argument("--count", type=int, default=240, help="how many (240)")
        parser.add_argument("--seed", type=int, default=20210115, help="which ones (20210115)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them with a progress bar, then say how many ended in which status."""
        if not getattr(settings, "DEMO_LOGINS_ALLOWED", False):
            raise CommandError("Sample applications exist with development settings only.")
        if Application.objects.filter(is_sample=True).exists():
            self.stdout.write("There are sample applications already; remove_samples removes them.")
            return
        now = timezone.now()
        call = Call.objects.open(at=now).order_by("opens_at").first()
        if call is None:
            raise CommandError("No call is open. Load the programme first, or open a call.")
        try:
            samples = SampleApplications(call=call, seed=options["seed"], now=now)
        except LookupError as error:
            raise CommandError(str(error)) from error
        count = options["count"]
        made = Counter(
            tqdm(
                samples.make(count),
                total=count,
                desc="sample applications",
                disable=options["verbosity"] == 0,
            )
        )
        for status, words in STATUS_WORDING.items():
            self.stdout.write(f"{made[status]:5d} {words.for_staff}")
