"""What pages share that are about partnerships."""

from functools import cached_property
from typing import Any


class AboutPartnerships:
    """A page with `partnerships`, which its cards, lists and feeds name in one order."""

    partnerships: Any

    @cached_property
    def listed_partnerships(self) -> list[Any]:
        """Its partnerships by acronym, fetched once for a page view."""
        return sorted(self.partnerships.all(), key=lambda partnership: partnership.acronym)
