"""Who delivers which kind of message; apps say so in their `AppConfig.ready`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from core.models import OutboxMessage

Handler = Callable[[OutboxMessage], None]
BatchHandler = Callable[[Sequence[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Single:
    """Delivers one message at a time."""

    deliver: Handler


@dataclass(frozen=True, slots=True)
class Batch:
    """Delivers many subjects at once."""

    deliver: BatchHandler
    size: int


HANDLERS: dict[str, Single | Batch] = {}


def register_handler(kind: str, function: Handler) -> None:
    """Let `function` deliver the messages of a kind, one at a time, outside any transaction.

    It returns when the message was delivered and raises when not; then it is called again later,
    unless it raised `core.outbox.UndeliverableError`. It may be called twice for the same message
    (the process may have ended before that was written down), so doing it twice must do no harm.
    It must end well before OUTBOX_LEASE_SECONDS are over.
    """
    HANDLERS[kind] = Single(function)


def register_batch_handler(kind: str, function: BatchHandler, *, size: int = 500) -> None:
    """Let `function` deliver what is written with `enqueue_subjects`, up to `size` at once.

    It gets each subject once, however many messages wait for it, and reads the present state
    itself. It returns the subjects that failed and are to be tried again; when it raises, that is
    all of them. The rest as for `register_handler`.
    """
    HANDLERS[kind] = Batch(function, size)
