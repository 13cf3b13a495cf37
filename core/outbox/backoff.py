"""How long to wait before a message is tried again."""

import datetime
import random
from typing import Final

from django.conf import settings

# So that what failed together does not come back together.
JITTER: Final = 0.25
SYSTEM_CHANCE: Final = random.SystemRandom()


def wait_after(attempts: int, chance: random.Random = SYSTEM_CHANCE) -> datetime.timedelta:
    """OUTBOX_FIRST_WAIT_SECONDS after the first attempt, then twice as long each time.

    At most OUTBOX_LONGEST_WAIT_SECONDS; a quarter more or less, as `chance` has it.
    """
    doubled = settings.OUTBOX_FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, 20)
    seconds = min(doubled, settings.OUTBOX_LONGEST_WAIT_SECONDS)
    return datetime.timedelta(seconds=seconds * chance.uniform(1 - JITTER, 1 + JITTER))
