"""The matcher that each process holds, and the stamp by which it notices that something changed.

The stamp is read from the data themselves, for every list that is asked for: no signal has to be
sent and no counter moved, so that bulk updates, the loader, the admin, another process and the
passing of a day are all seen. It costs two queries; the third, of the register's lists, is needed
for the words of a page anyway. Only when the stamp differs are profiles read and a new matcher
made, beside the old one: a matcher that somebody is using never changes.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Count, F, Max, Sum, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from exchanges.domain.stay import StayRules
from exchanges.matching_module.criteria import register_criteria
from exchanges.matching_module.host_profiles import (
    SUBJECTS,
    Audience,
    MatchedOffer,
    host_profiles,
    matched_offers,
)
from exchanges.matching_module.register import RegisterLists
from exchanges.models import ExchangeOfferPage, OfferLanguage, RuleSet
from matching import Matcher, pilot_criteria

LONGEST_STAY = 23
"""Working days of a month, the pilot's longest stay."""


class Stamp(NamedTuple):
    """Everything that a matcher depends on. Two stamps are equal when nothing has changed.

    A text is no part of it: a published text has a revision of its own (`MatchedOffer`).
    """

    day: datetime.date
    register: tuple[tuple[tuple[str, str, bool], ...], ...]
    minimum_days: int
    subjects: tuple[tuple[str, int, int | None, int | None], ...]
    extra_questions: tuple[tuple[str, tuple[str, ...], int, int], ...]
    offers: tuple[MatchedOffer, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """A matcher over the live offers, the stamp it was made for, and the page of each offer."""

    stamp: Stamp
    matcher: Matcher
    pages: Mapping[UUID, int]


def read_stamp(
    lists: RegisterLists, minimum_days: int, audience: Audience, *, on: datetime.date
) -> Stamp:
    """The stamp of what the database holds now (two queries)."""
    # Subjects first: what is written in between then makes the stamp older than the profiles,
    # and the next reading differs.
    extra = tuple(question.identity for question in lists.extra_questions)
    subjects = read_subjects()
    return Stamp(on, lists.identity, minimum_days, subjects, extra, matched_offers(audience, on=on))


def read_subjects() -> tuple[tuple[str, int, int | None, int | None], ...]:
    """A figure for every table of links: any row that comes, goes or changes moves it.

    Numbers of rows are given out once, so that a new row raises the highest; one that goes lowers
    the count; one that is changed in place moves the sum.
    """

    def figure(name: str, rows: Any, page: str, entry: str) -> Any:
        return (
            rows.order_by()
            .values(in_table=Value(name))
            .annotate(
                number=Count("pk"),
                highest=Max("pk"),
                total=Sum(Cast(F(page), BigIntegerField()) * F(entry)),
            )
        )

    queries = []
    for name in SUBJECTS:
        entry = ExchangeOfferPage._meta.get_field(name).related_model._meta.model_name
        through = getattr(ExchangeOfferPage, name).through
        queries.append(figure(name, through.objects, "exchangeofferpage_id", f"{entry}_id"))
    languages = figure("languages", OfferLanguage.objects, "page_id", "pk")
    return tuple(sorted(tuple(row.values()) for row in languages.union(*queries, all=True)))


def stay_rules(*, on: datetime.date) -> StayRules:
    """How long a stay may be on a day (one query); the pilot's rule where none is in force."""
    rules = RuleSet.objects.in_force(on=on)
    if rules:
        return rules.stay
    return StayRules(
        minimum_working_days=pilot_criteria().minimum_days, maximum_working_days=LONGEST_STAY
    )


class EngineHolder:
    """Holds the engines of one process: one for each language in which offers are read.

    Where a host is proposed to participants alone, these have one of their own.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._engines: dict[tuple[str, Audience], Engine] = {}

    def engine(
        self, lists: RegisterLists, minimum_days: int, audience: Audience, *, on: datetime.date
    ) -> Engine:
        """The engine for what the database holds now.

        It is made anew when that has changed; whoever asks meanwhile waits for it.
        """
        language = get_language() or ""
        stamp = read_stamp(lists, minimum_days, audience, on=on)
        held = self._held(language, stamp)
        if held is not None:
            return held
        with self._lock:
            engine = self._held(language, stamp) or make_engine(stamp, lists)
            self._engines[language, audience] = engine
            return engine

    def _held(self, language: str, stamp: Stamp) -> Engine | None:
        """An engine made of the same, for whichever audience."""
        for audience in Audience:
            held = self._engines.get((language, audience))
            if held is not None and held.stamp == stamp:
                return held
        return None


def make_engine(stamp: Stamp, lists: RegisterLists) -> Engine:
    """A new engine. Who else is to be found as a host gives its profiles to this matcher too."""
    criteria = register_criteria(lists, minimum_days=stamp.minimum_days)
    matcher = Matcher(criteria, host_profiles(stamp.offers, criteria, on=stamp.day))
    return Engine(stamp, matcher, {offer.offer_id: offer.page_id for offer in stamp.offers})


ENGINES = EngineHolder()
"""The engines of this process."""
