"""The list as the page shows it: offers with their reasons, and what else could be answered."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exchanges.hosts_that_fit.form import FitForm
from exchanges.matching_module.engine import ENGINES, Engine
from exchanges.matching_module.host_profiles import Audience, offer_pages
from exchanges.matching_module.ranking import HostOutside, HostRanking, rank_hosts
from exchanges.matching_module.reasons import Labels, Reasons, give_reasons, option_labels
from exchanges.matching_module.visitor_profile import visitor_profile
from exchanges.matching_module.wording import (
    EXCLUDED_BECAUSE,
    RuleFinding,
    change_words,
    rule_findings,
)
from exchanges.models import ExchangeOfferPage
from matching import Profile, Rule

QUESTION_OF_FIELD = {
    "sectors": "sectors",
    "ecosystem": "sectors",
    "topics": "topics",
    "technologies": "technologies",
    "activities": "activities",
    "preferred_countries": "countries",
    "availability": "time",
    "length": "time",
    "mode": "mode",
    "group_size": "mode",
}
"""Field of a matching profile to the question of the form that it is answered in."""
QUESTION_OF_RULE = {
    Rule.ELIGIBLE_COUNTRY: "country",
    Rule.ADMITTED_TYPE: "kind",
    Rule.OTHER_COUNTRY: "country",
    Rule.TYPE_NOT_EXCLUDED: "kind",
    Rule.COMMON_MODE: "mode",
    Rule.PLACES: "mode",
    Rule.COMMON_PERIOD: "time",
}


@dataclass(frozen=True, slots=True)
class ShownHost:
    """An offer of the list, and why it stands there."""

    page: ExchangeOfferPage
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class ShownOutside:
    """An offer that is not in the list: why not, what would bring it in, and where it is asked."""

    page: ExchangeOfferPage
    because: str
    change: str
    question: str
    place: int


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule that excludes hosts, and the question whose answer it looks at."""

    finding: RuleFinding
    question: str


@dataclass(frozen=True, slots=True)
class Results:
    """All that the page shows."""

    hosts: tuple[ShownHost, ...]
    outside: tuple[ShownOutside, ...]
    rules: tuple[ShownRule, ...]
    compared: int
    possible: int


def find_hosts(form: FitForm, answers: Mapping[str, Any], *, on: datetime.date) -> Results:
    """The hosts for somebody's answers (three queries, one more when offers have changed)."""
    audience = Audience.ANYBODY
    engine = ENGINES.engine(form.lists, form.rules.minimum_working_days, audience, on=on)
    visitor = visitor_profile(answers, engine.matcher.criteria, on=on)
    return results_for(engine, visitor, option_labels(form.lists), audience, on=on)


def results_for(
    engine: Engine, visitor: Profile, labels: Labels, audience: Audience, *, on: datetime.date
) -> Results:
    """The hosts for a visitor in words (one query)."""
    ranking = rank_hosts(engine, visitor)
    pages = shown_pages(ranking, audience, on=on)
    return Results(
        tuple(
            ShownHost(pages[host.page_id], give_reasons(host.explanation, visitor, labels))
            for host in ranking.hosts
            if host.page_id in pages
        ),
        tuple(
            show_outside(one, pages[one.host.page_id], labels)
            for one in ranking.outside
            if one.host.page_id in pages
        ),
        tuple(
            ShownRule(finding, QUESTION_OF_RULE.get(finding.rule, ""))
            for finding in rule_findings(ranking.rules)
        ),
        ranking.compared,
        ranking.possible,
    )


def shown_pages(
    ranking: HostRanking, audience: Audience, *, on: datetime.date
) -> dict[int, ExchangeOfferPage]:
    """The pages of the list, by number, in one query.

    Who may be shown is asked once more: whatever an engine holds, nothing is shown that is not for
    this audience at this moment.
    """
    hosts = (*ranking.hosts, *(one.host for one in ranking.outside))
    pages = ExchangeOfferPage.objects.filter(pk__in=[host.page_id for host in hosts])
    found = pages.filter(pk__in=offer_pages(audience, on=on).values("pk")).in_brief()
    return {page.pk: page for page in found}


def show_outside(one: HostOutside, page: ExchangeOfferPage, labels: Labels) -> ShownOutside:
    """What keeps a host out and what would bring it in, in words."""
    broken = [outcome.rule for outcome in one.host.explanation.rules if outcome.holds is False]
    change = one.change.change
    return ShownOutside(
        page,
        str(EXCLUDED_BECAUSE[broken[0]]) if broken else "",
        change_words(change, labels),
        QUESTION_OF_FIELD.get(change.field, ""),
        one.change.rank_after,
    )
