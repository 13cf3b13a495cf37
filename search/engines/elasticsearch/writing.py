"""Brings documents into an index, so that an older state never overwrites a newer one.

A document's version is that of its entry. The server refuses what is older, also over a deletion.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.layout import documents
from search.engines.queue import document_name, key_named
from search.models import Kind, SearchEntry
from search.projection.projected import Key
from search.projection.selecting import entries_of

BULK_SIZE: Final = 500
CONFLICT: Final = 409

Operation = dict[str, Any]


class RefusedDocumentsError(Exception):
    """The server took a bulk request and refused documents in it."""


def update_documents(client: Elasticsearch, index: str, keys: Collection[Key]) -> set[Key]:
    """Make the documents of some entries as the entries are now, or gone as they are.

    Returns those of which the index has, or had, a newer version. `index` must be an alias: the
    server must not make an index of that name by itself.
    """
    newer: set[Key] = set()
    for some in slices(sorted(keys)):
        # Read before the entries: whatever is written later has a later version.
        now = time.time_ns() // 1_000
        entries = list(entries_of(some))
        present = {(entry.kind, entry.object_id) for entry in entries}
        gone = [key for key in some if key not in present]
        newer |= send(client, index, [*indexing(entries), *deleting(gone, now)])
    return newer


def write_documents(client: Elasticsearch, index: str, entries: Collection[SearchEntry]) -> None:
    """Write the documents of entries."""
    send(client, index, indexing(entries))


def indexing(entries: Collection[SearchEntry]) -> Iterator[Operation]:
    """The operations that write the documents of entries."""
    for entry, document in documents(entries):
        yield operation("index", (Kind(entry.kind), entry.object_id), entry.version)
        yield document


def deleting(keys: Iterable[Key], version: int) -> Iterator[Operation]:
    """The operations that delete documents."""
    for key in keys:
        yield operation("delete", key, version)


def operation(action: str, key: Key, version: int) -> Operation:
    """The line before a document in a bulk request."""
    return {action: {"_id": document_name(key), "version": version, "version_type": "external_gte"}}


def send(client: Elasticsearch, index: str, operations: Iterable[Operation]) -> set[Key]:
    """Send one bulk request; of what the index has a newer version.

    Raises `RefusedDocumentsError` when anything was refused for another reason.
    """
    lines = list(operations)
    if not lines:
        return set()
    answer: Any = client.bulk(index=index, operations=lines, require_alias=True).body
    if "items" not in answer:
        raise RefusedDocumentsError("no answer to a bulk request")
    # To delete what is not there is a 404 without an error.
    failed = [one for item in answer["items"] for one in item.values() if "error" in one]
    if refused := {one["error"]["type"] for one in failed if one["status"] != CONFLICT}:
        raise RefusedDocumentsError(", ".join(sorted(refused))[:300])
    return {key_named(one["_id"]) for one in failed}


def slices(keys: list[Key]) -> Iterator[list[Key]]:
    """Keys in portions of a bulk request."""
    for start in range(0, len(keys), BULK_SIZE):
        yield keys[start : start + BULK_SIZE]
