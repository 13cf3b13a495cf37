"""The order "fits me": the list as one person would like it, which nobody else may see or keep."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from core.models import User
from core.standing import standing_of
from exchanges.hosts_that_fit.session import stored_answers
from exchanges.hosts_that_fit.visitor import (
    VISITS,
    Fit,
    VisitorView,
    view_by_answers,
    view_by_application,
    visiting_application,
)
from exchanges.models import Application
from search.answers import answer, fetch_hits
from search.engines.database import NEWEST, offers
from search.labels import Labels
from search.models import Kind
from search.queries import CatalogueQuery, CatalogueResult, Found, bounds, reachable_page


@dataclass(frozen=True)
class Wish:
    """What is known of a person that offers can fit: the answers of the session, or a profile."""

    answers: Mapping[str, object] | None
    visitor: User | None

    @property
    def is_of_session(self) -> bool:
        """Whether the answers of "Hosts that fit you" count."""
        return self.answers is not None

    @cached_property
    def application(self) -> Application | None:
        """The application of an accepted visitor, read when it is asked for (one query)."""
        return visiting_application(self.visitor) if self.visitor else None

    def view(self, *, on: datetime.date) -> VisitorView | None:
        """The offers as this person sees them; nothing when the answers no longer hold."""
        if self.answers is not None:
            return view_by_answers(self.answers, on=on)
        return view_by_application(self.application, on=on) if self.application else None


def wish_of(request: HttpRequest) -> Wish | None:
    """What offers can fit; nothing for who gave no answers and is no accepted visitor.

    What was just answered counts before an application. A stranger without a session costs no
    query, who is signed in the one for the account menu.
    """
    answers = stored_answers(request)
    if answers is not None:
        return Wish(answers, None)
    if isinstance(request.user, User) and VISITS in standing_of(request):
        return Wish(None, request.user)
    return None


def answer_by_fit(
    query: CatalogueQuery, labels: Labels, view: VisitorView
) -> tuple[CatalogueResult, Mapping[int, Fit]]:
    """The answer in the order in which the offers fit, and how well those of the page do.

    Numbers come from the engine. What is found comes from the search table, whichever engine
    answers: no index knows a person. What the rules exclude stands at the end, the newest first.
    """
    counted = answer(dataclasses.replace(query, size=0), labels)
    found = list(offers(query).order_by(*NEWEST).values_list("object_id", flat=True))
    places = {key: place for place, key in enumerate(view.best_first())}
    found.sort(key=lambda key: places.get(key, len(places)))
    page = reachable_page(query.page, query.size, len(found))
    start, end = bounds(page, query.size)
    entries = tuple((Kind.OFFER, key) for key in found[start:end])
    hits = fetch_hits(Found(entries=entries, total=len(found)), query)
    result = dataclasses.replace(counted, hits=tuple(hits), total=len(found), page=page)
    return result, view.fits(key for _kind, key in entries)
