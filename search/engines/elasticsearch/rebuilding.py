"""Builds the index anew beside the old one, and lets it take over in one step.

Nothing is locked and nobody waits: what changes meanwhile goes to the old index, and is carried
over by comparing versions, before the new index takes over and once more after it. A rebuild that
was killed leaves an index that the next one removes; of two at once the one that began later stays.
"""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError

from search.engines.elasticsearch.comparing import repair_index
from search.engines.elasticsearch.layout import MAPPINGS, SETTINGS, alias
from search.engines.elasticsearch.writing import BULK_SIZE, RefusedDocumentsError, write_documents
from search.models import SearchEntry

Progress = Callable[[int], object]

INDEX_NAME: Final = r"-[0-9a-f]{8}-(\d{16,})-[0-9a-f]{8}"


class OvertakenError(Exception):
    """A rebuild that began later has finished first, and removed the index of this one."""


def rebuild_index(client: Elasticsearch, advance: Progress) -> str:
    """Build an index of all entries and let it take over; its name.

    Raises `OvertakenError` when another rebuild made this one superfluous, and whatever the client
    raises when the server fails: then the old index stays.
    """
    name = f"{alias()}-{time.time_ns() // 1_000}-{uuid.uuid4().hex[:8]}"
    building = f"{name}-building"
    client.indices.create(index=name, mappings=MAPPINGS, settings=SETTINGS, aliases={building: {}})
    try:
        for entries in portions():
            write_documents(client, building, entries)
            advance(len(entries))
        repair_index(client, building)
        take_over(client, name, building)
    except (NotFoundError, RefusedDocumentsError) as error:
        if client.indices.exists(index=name):
            raise
        raise OvertakenError(name) from error
    repair_index(client, alias())
    remove_older(client, name)
    return name


def portions() -> Iterator[list[SearchEntry]]:
    """All entries, some at a time, in the order of their keys."""
    last = 0
    while entries := list(SearchEntry.objects.filter(pk__gt=last).order_by("pk")[:BULK_SIZE]):
        yield entries
        last = entries[-1].pk


def take_over(client: Elasticsearch, name: str, building: str) -> None:
    """Let the alias lead to the new index, in one step; never from a newer to an older one."""
    present = indices_of(client, alias())
    if any(begun(other) > begun(name) for other in present):
        client.indices.delete(index=name)
        raise OvertakenError(name)
    actions: list[dict[str, Any]] = [
        {"add": {"index": name, "alias": alias()}},
        {"remove": {"index": name, "alias": building}},
    ]
    for old in present:
        if old == alias():
            # Somebody made an index where the alias belongs.
            actions.insert(0, {"remove_index": {"index": old}})
        else:
            actions.append({"remove": {"index": old, "alias": alias()}})
    client.indices.update_aliases(actions=actions)


def indices_of(client: Elasticsearch, name: str) -> list[str]:
    """The indices that an alias leads to, or the index of that name."""
    try:
        return list(client.indices.get(index=name, features="aliases"))
    except NotFoundError:
        return []


def remove_older(client: Elasticsearch, name: str) -> None:
    """Remove all indices of this installation that were begun before this one."""
    present = client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}-*", features="aliases")
    for other, about in present.items():
        if 0 < begun(other) < begun(name) and alias() not in about["aliases"]:
            client.indices.delete(index=other, ignore_unavailable=True)


def begun(name: str) -> int:
    """When the rebuild of an index began, by its name; 0 for what is none of this installation."""
    match = re.fullmatch(re.escape(settings.ELASTICSEARCH_INDEX) + INDEX_NAME, name)
    return int(match[1]) if match else 0
