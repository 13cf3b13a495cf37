"""What an empty list would bring with one filter less."""

import dataclasses
from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Value
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from core.listing import ListQuery
from search.engines.database import offers
from search.models import SearchEntry
from search.queries import CatalogueQuery

WORDS = "q"


@dataclass(frozen=True, slots=True)
class FewerFilters:
    """A filter that stands in the way: the list without it, and how many offers it has."""

    label: str
    url: str
    count: int


def fewer_filters(query: ListQuery, asked: CatalogueQuery) -> list[FewerFilters]:
    """Each filter in use that, taken off alone, would bring something; the best one first.

    One query for all of them, by one code for every engine. A filter alone is not worth a look:
    without it the whole list comes.
    """
    questions = {str(facet): offers(asked, without=facet) for facet in asked.chosen}
    if asked.words:
        questions[WORDS] = offers(dataclasses.replace(asked, text=""))
    if len(questions) < 2:
        return []
    first, *others = (numbered(name, entries) for name, entries in questions.items())
    counts = dict(first.union(*others, all=True))
    ranked = sorted(questions, key=lambda name: -counts.get(name, 0))
    return [
        FewerFilters(label_of(name, query), f"?{query.querystring(without=name)}", counts[name])
        for name in ranked
        if counts.get(name)
    ]


def numbered(name: str, entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry, tuple[str, int]]:
    """A query for a name and how many entries there are; without a row when there are none."""
    return (
        entries.order_by()
        .annotate(question=Value(name, output_field=CharField()))
        .values("question")
        .annotate(number=Count("pk"))
        .values_list("question", "number")
    )


def label_of(name: str, query: ListQuery) -> str:
    """What was chosen in a filter."""
    if name == WORDS:
        return _("“%(words)s”") % {"words": query.q}
    facet = next(facet for facet in query.facets if facet.name == name)
    chosen = query.values(name)
    labels = [str(option.label) for option in facet.options if option.value in chosen]
    return str(get_text_list(labels, _("and")))
