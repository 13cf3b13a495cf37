"""Compares the index with the search table, and puts right what differs."""

import time
from collections.abc import Collection, Iterator
from typing import Any, Final

from django.db.models import F, Value
from django.db.models.functions import Greatest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch.engine import key_of
from search.engines.elasticsearch.writing import update_documents
from search.models import Kind, SearchEntry
from search.projection.drift import Drift
from search.projection.projected import Key
from search.projection.selecting import entries_of

READ_AT_ONCE: Final = 5_000
KEEP_ALIVE: Final = "1m"


def find_index_drift(client: Elasticsearch, index: str) -> Drift:
    """Which documents are missing, older than their entry, or of no entry.

    The index is read first: what changes meanwhile looks stale at worst, and is written again.
    """
    client.indices.refresh(index=index)
    indexed = dict(versions(client, index))
    stored: dict[Key, int] = {
        (Kind(kind), object_id): version
        for kind, object_id, version in SearchEntry.objects.values_list(
            "kind", "object_id", "version"
        ).iterator()
    }
    return Drift(
        missing=stored.keys() - indexed.keys(),
        stale={key for key, version in stored.items() if indexed.get(key, version) != version},
        ghosts=indexed.keys() - stored.keys(),
    )


def repair_index(client: Elasticsearch, index: str) -> Drift:
    """Write what differs; what that was.

    Where the index has, or had, a newer version than the table, the table counts all the same: it
    may have been restored from a backup, or somebody wrote into the index by hand.
    """
    drift = find_index_drift(client, index)
    if newer := update_documents(client, index, drift.keys):
        renew_versions(newer)
        update_documents(client, index, newer)
    return drift


def renew_versions(keys: Collection[Key]) -> None:
    """Give entries a version of now, as if they had just been changed."""
    now = time.time_ns() // 1_000
    entries_of(keys).update(version=Greatest(F("version") + 1, Value(now)))


def versions(client: Elasticsearch, index: str) -> Iterator[tuple[Key, int]]:
    """Every document's key and version, from one moment's view of the index."""
    view = client.open_point_in_time(index=index, keep_alive=KEEP_ALIVE)["id"]
    after: list[Any] | None = None
    try:
        while True:
            answer = client.search(
                pit={"id": view, "keep_alive": KEEP_ALIVE},
                size=READ_AT_ONCE,
                sort=["_shard_doc"],
                search_after=after,
                source=False,
                version=True,
                track_total_hits=False,
            )
            hits = answer["hits"]["hits"]
            if not hits:
                return
            for hit in hits:
                yield key_of(hit), hit["_version"]
            after = hits[-1]["sort"]
    finally:
        client.close_point_in_time(id=view)
