"""Shows how far a load is, and what came of it."""

from collections import Counter
from types import TracebackType

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from home.loading.files import Entry
from home.loading.keeper import Outcome


class Progress:
    """A progress bar over the entries, and the summary after it."""

    def __init__(self, total: int, stream: OutputWrapper) -> None:
        self.source_keys: set[str] = set()
        self._edited: list[str] = []
        self._bar = tqdm(total=total, unit="entry", file=stream, leave=False, disable=None)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.close()

    def advance(self, entry: Entry, outcome: Outcome) -> None:
        """One entry more."""
        self.source_keys.add(entry.source_key)
        self._bar.set_postfix_str(entry.source_key[:30])
        self._bar.update()
        if outcome in {Outcome.KEPT_AS_EDITED, Outcome.KEPT_AS_DELETED, Outcome.KEPT_AS_FOUND}:
            self._edited.append(f"{entry.source_key}: {outcome.value}")

    def write_summary(self, outcomes: Counter[tuple[str, Outcome]], stream: OutputWrapper) -> None:
        """A line for each kind, then what was left alone."""
        for kind in dict.fromkeys(kind for kind, _outcome in outcomes):
            numbers = ", ".join(
                f"{outcomes[kind, outcome]} {outcome.value}"
                for outcome in Outcome
                if outcomes[kind, outcome]
            )
            stream.write(f"{kind.replace('_', ' '):20} {numbers}")
        for line in self._edited:
            stream.write(f"  {line}")
