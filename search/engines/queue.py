"""Writes into the outbox that documents of the index have to be updated.

Apart from what talks to the server, so that an installation without one never loads its client.
"""

from collections.abc import Collection, Sequence
from typing import Final

from django.utils import timezone

from core.outbox import enqueue_subjects
from search.engines.names import is_indexed
from search.models import Kind
from search.projection.projected import Key

SEARCH_INDEX: Final = "search-index"


def document_name(key: Key) -> str:
    """What the document of an entry is called."""
    kind, object_id = key
    return f"{kind}:{object_id}"


def key_named(name: str) -> Key:
    """The key of an entry from the name of its document."""
    kind, _colon, object_id = name.partition(":")
    return Kind(kind), int(object_id)


def queue_updates(keys: Collection[Key]) -> None:
    """Write that the documents of some entries have to be updated, in the open transaction."""
    if keys:
        names = [document_name(key) for key in sorted(keys)]
        enqueue_subjects(kind=SEARCH_INDEX, subjects=names, at=timezone.now())


def deliver(subjects: Sequence[str]) -> Collection[str]:
    """Update the documents; the handler of these messages.

    What was written before the engine of the settings was another one is done with.
    """
    if not is_indexed():
        return ()
    from search.engines.elasticsearch.feeding import deliver

    return deliver(subjects)
