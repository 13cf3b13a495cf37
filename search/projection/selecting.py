"""Finds entries by what they are entries of."""

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from search.models import Kind, SearchEntry
from search.projection.projected import Key


def entries_of(keys: Collection[Key]) -> QuerySet[SearchEntry]:
    """The entries of some things, in no order."""
    by_kind: dict[Kind, list[int]] = {}
    for kind, object_id in keys:
        by_kind.setdefault(kind, []).append(object_id)
    conditions = [Q(kind=kind, object_id__in=ids) for kind, ids in by_kind.items()]
    return SearchEntry.objects.filter(reduce(or_, conditions, Q(pk__in=())))
