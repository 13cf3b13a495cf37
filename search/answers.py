"""Answers questions of pages: lets an engine find, and makes of it what is shown.

Engines give keys and numbers; titles, texts and addresses come from the search table, in which
nothing stands that may not be seen, so an index that lags behind shows nothing it should not.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from search.did_you_mean import suggestion
from search.engines.choosing import Asked, Engine, ask
from search.highlights import Marker, excerpt, marked
from search.labels import Labels, facet_values, fetch_labels, fetch_synonyms
from search.models import Kind, SearchEntry
from search.projection.selecting import entries_of
from search.queries import (
    REACHABLE_HITS,
    CatalogueQuery,
    CatalogueResult,
    Found,
    Hit,
    SiteQuery,
    SiteResult,
)

PORTION: Final = 500


def answer(query: CatalogueQuery, labels: Labels | None = None) -> CatalogueResult:
    """The answer to a question to the catalogue; `labels` saves fetching them again.

    What administrators have written as synonyms counts, unless the question brings its own.
    """
    labels = labels or fetch_labels()
    query = dataclasses.replace(query, synonyms=query.synonyms or labels.synonyms)
    asked: Asked = ask(partial(find_offers, query=query))
    found = asked.found
    hits = fetch_hits(found, query)
    is_in_vain = bool(query.words) and found.total == 0
    return CatalogueResult(
        hits=tuple(hits),
        total=found.total,
        page=found.page,
        facets=facet_values(query, found.counts, labels),
        suggestion=suggestion(query) if is_in_vain else "",
        engine=asked.engine,
        is_degraded=asked.is_degraded,
    )


def find_portions(query: CatalogueQuery) -> Iterator[list[int]]:
    """The keys of all offers that a question finds, in its order and each once, some at a time.

    Never more than can be reached. What changes while it is read may be missing.
    """
    query = dataclasses.replace(
        query, synonyms=query.synonyms or fetch_synonyms(), size=PORTION, facets=frozenset()
    )
    seen: set[int] = set()
    for number in range(1, REACHABLE_HITS // PORTION + 1):
        found = ask(partial(find_offers, query=dataclasses.replace(query, page=number))).found
        keys = [key for _kind, key in found.entries if key not in seen]
        seen.update(keys)
        yield keys
        if found.page != number or found.total <= number * PORTION:
            return


def find_offers(engine: Engine, query: CatalogueQuery) -> Found:
    """What an engine finds."""
    return engine.find_offers(query)


def answer_site(query: SiteQuery) -> SiteResult:
    """The answer to a question to the search of the whole site; without words there is none."""
    if query.asked and not query.synonyms:
        query = dataclasses.replace(query, synonyms=fetch_synonyms())
    if not query.asked:
        return SiteResult(hits={}, counts={}, page=1, suggestion="", engine="", is_degraded=False)
    asked = ask(lambda engine: engine.find_site(query))
    hits = fetch_hits(asked.found, query)
    counts = asked.found.counts.get("kind", {})
    is_in_vain = not any(counts.values())
    return SiteResult(
        hits=by_kind(hits),
        counts={kind: counts[kind] for kind in Kind if counts.get(kind)},
        page=asked.found.page,
        suggestion=suggestion(query) if is_in_vain else "",
        engine=asked.engine,
        is_degraded=asked.is_degraded,
    )


def fetch_hits(found: Found, query: CatalogueQuery | SiteQuery) -> list[Hit]:
    """What was found, in its order.

    What has gone since the engine knew of it is left out, and what is another reader's by now.
    """
    if not found.entries:
        return []
    entries = entries_of(found.entries) if found.rows is None else found.rows
    rows = {
        (entry.kind, entry.object_id): entry for entry in entries if entry.is_for(query.language)
    }
    marker = Marker.of(query.asked)
    return [hit_of(rows[key], marker) for key in found.entries if key in rows]


def hit_of(entry: SearchEntry, marker: Marker) -> Hit:
    """An entry as it is shown."""
    return Hit(
        kind=Kind(entry.kind),
        object_id=entry.object_id,
        title=marked(entry.title, marker),
        text=excerpt((entry.summary, entry.text, *names_found(entry, marker)), marker),
        url=entry.url,
        is_sample=entry.is_sample,
        partnership=entry.partnership,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
    )


def names_found(entry: SearchEntry, marker: Marker) -> list[str]:
    """Those of the names around an entry that were asked for, else the first."""
    names = entry.names.splitlines()
    return [name for name in names if any(marker.spans(name))] or names[:1]


def by_kind(hits: Iterable[Hit]) -> Mapping[Kind, tuple[Hit, ...]]:
    """Hits by kind, in the order of kinds."""
    found: dict[Kind, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.kind, []).append(hit)
    return {kind: tuple(found[kind]) for kind in Kind if kind in found}
