"""Asks the index, and reads what it answers."""

from collections.abc import Callable, Mapping
from typing import Any

from search.engines.elasticsearch.connection import FAILURES, client
from search.engines.elasticsearch.layout import alias
from search.engines.elasticsearch.questions import (
    BEST,
    KINDS,
    catalogue_request,
    site_request,
)
from search.engines.failure import EngineFailedError
from search.engines.queue import key_named
from search.models import Kind
from search.projection.projected import Key
from search.queries import REACHABLE_HITS, CatalogueQuery, Found, SiteQuery, reachable_page

Request = Callable[[int], dict[str, Any]]
Answer = Mapping[str, Any]


class ElasticsearchEngine:
    """Needs one request for a page, a second one only where the page asked for is too high."""

    name = "elasticsearch"

    def find_offers(self, query: CatalogueQuery) -> Found:
        """The offers that a query asks for, in its order, and its counts."""
        answer, page = search(lambda page: catalogue_request(query, page), query.page, query.size)
        return Found(
            entries=tuple(map(key_of, answer["hits"]["hits"])),
            total=answer["hits"]["total"]["value"],
            page=page,
            counts=read_counts(answer.get("aggregations", {})),
        )

    def find_site(self, query: SiteQuery) -> Found:
        """What has all words, of every kind or of one, and how many there are of each kind."""
        if query.kind is None:
            answer = send(site_request(query, 1))
            page = 1
        else:
            answer, page = search(lambda page: site_request(query, page), query.page, query.size)
        kinds = {one["key"]: one for one in answer["aggregations"][KINDS]["buckets"]}
        hits = answer["hits"]["hits"]
        if query.kind is None:
            found = [kinds[kind][BEST]["hits"]["hits"] for kind in Kind if kind in kinds]
            hits = [hit for some in found for hit in some]
        return Found(
            entries=tuple(map(key_of, hits)),
            total=answer["hits"]["total"]["value"],
            page=page,
            counts={"kind": {Kind(kind): one["doc_count"] for kind, one in kinds.items()}},
        )

    def check(self) -> None:
        """Ask something; raises `EngineFailedError` when there is no answer, or a wrong index."""
        send({"size": 1, "sort": ["published"], "_source": False})


def search(request: Request, page: int, size: int) -> tuple[Answer, int]:
    """The answer for a page, or for the last one where that is too high, and which it is."""
    page = reachable_page(page, size, REACHABLE_HITS)
    answer = send(request(page))
    shown = reachable_page(page, size, answer["hits"]["total"]["value"])
    if shown != page:
        answer = send(request(shown))
    return answer, shown


def send(request: dict[str, Any]) -> Answer:
    """Ask the server once; raises `EngineFailedError` for everything but a whole answer."""
    try:
        answer: Answer = client().search(index=alias(), body=request).body
    except FAILURES as error:
        raise EngineFailedError(f"{type(error).__name__} {status_of(error)}".strip()) from error
    if "hits" not in answer or answer["timed_out"] or answer["_shards"]["failed"]:
        raise EngineFailedError("only a part of the answer")
    return answer


def status_of(error: Exception) -> str:
    """The status of the HTTP answer, where there was one."""
    return str(getattr(error, "status_code", ""))


def key_of(hit: Mapping[str, Any]) -> Key:
    """What a hit is the document of."""
    return key_named(hit["_id"])


def read_counts(groups: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The counts of all facets; values that nothing has are left out."""
    counts: dict[str, dict[str, int]] = {}
    for group in groups.values():
        for facet, found in group.items():
            if isinstance(found, dict) and (values := read_values(found["buckets"])):
                counts[facet] = values
    return counts


def read_values(buckets: Any) -> dict[str, int]:
    """The counts of one facet: months come by name, other values as a list."""
    if isinstance(buckets, dict):
        numbers = {name: one["doc_count"] for name, one in buckets.items()}
    else:
        numbers = {one["key"]: one["doc_count"] for one in buckets}
    return {value: number for value, number in numbers.items() if number}
