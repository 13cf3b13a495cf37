"""Somebody who would like to visit, before all offers: their order, and how well some of them fit.

The order of the catalogue for a person: by the answers of this session, or else by an accepted
application. Nothing of them leaves these values.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from core.models import User
from exchanges.domain import lifecycle
from exchanges.hosts_that_fit.form import FitForm, form_data
from exchanges.matching_module.engine import ENGINES, Engine, stay_rules
from exchanges.matching_module.host_profiles import Audience
from exchanges.matching_module.ranking import explained
from exchanges.matching_module.reasons import Labels, give_reasons, option_labels
from exchanges.matching_module.register import fetch_register_lists
from exchanges.matching_module.visitor_profile import visitor_profile
from exchanges.matching_module.wording import EXCLUDED_BECAUSE
from exchanges.models import Application
from exchanges.my.matches import applicant_profile, engine_of_today
from matching import Explanation, Profile, Role

VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an offer fits: points of a hundred and what brings most of them, or why not."""

    percent: int
    reason: str
    is_possible: bool


@dataclass(frozen=True, slots=True)
class VisitorView:
    """The offers of this moment as one visitor sees them."""

    engine: Engine
    visitor: Profile
    labels: Labels

    def best_first(self) -> tuple[int, ...]:
        """The keys of the pages that no rule excludes, the best one first."""
        matcher = self.engine.matcher
        number = matcher.count(Role.HOST)
        if not number:
            return ()
        pages = {str(offer): page for offer, page in self.engine.pages.items()}
        return tuple(pages[name] for name in matcher.rank(self.visitor, number).identifiers)

    def fits(self, page_keys: Iterable[int]) -> Mapping[int, Fit]:
        """How well some pages fit, by key; those that the matching does not know are left out."""
        offers = {page: str(offer) for offer, page in self.engine.pages.items()}
        names = tuple(offers[key] for key in page_keys if key in offers)
        return {
            host.page_id: self._fit(host.explanation)
            for host in explained(self.engine, self.visitor, names)
        }

    def _fit(self, explanation: Explanation) -> Fit:
        reasons = give_reasons(explanation, self.visitor, self.labels)
        broken = [outcome.rule for outcome in explanation.rules if outcome.holds is False]
        if broken:
            words = _("Not possible for you: %(because)s.") % {
                "because": EXCLUDED_BECAUSE[broken[0]]
            }
            return Fit(reasons.percent, words, is_possible=False)
        best = next(iter(reasons.best), None)
        words = f"{best.label}: {best.words.brief}" if best else reasons.gap
        return Fit(reasons.percent, words, is_possible=True)


def view_by_answers(answers: Mapping[str, Any], *, on: datetime.date) -> VisitorView | None:
    """The offers for somebody's answers; nothing when these no longer hold (four queries)."""
    lists, rules = fetch_register_lists(on=on), stay_rules(on=on)
    form = FitForm(form_data(answers), lists, rules, today=on)
    if not form.is_valid():
        return None
    engine = ENGINES.engine(lists, rules.minimum_working_days, Audience.ANYBODY, on=on)
    visitor = visitor_profile(form.answers(), engine.matcher.criteria, on=on)
    return VisitorView(engine, visitor, option_labels(lists))


def view_by_application(application: Application, *, on: datetime.date) -> VisitorView:
    """The offers for a visitor that was accepted (four queries)."""
    # The catalogue's order: hosts that are proposed to participants alone stand in no catalogue.
    engine, lists = engine_of_today(Audience.ANYBODY, on=on)
    visitor = applicant_profile(application, engine.matcher.criteria, on=on)
    return VisitorView(engine, visitor, option_labels(lists))


def visitors() -> Q:
    """The accounts of those who are in the matching as visitors."""
    return Q(Exists(_visiting().filter(applicant=OuterRef("pk"))))


def visiting_application(user: User) -> Application | None:
    """The application by which somebody is in the matching as a visitor, the newest one."""
    return (
        _visiting()
        .filter(applicant=user)
        .select_related("organisation__country")
        .order_by("-created_at")
        .first()
    )


def _visiting() -> QuerySet[Application]:
    return Application.objects.filter(
        is_visitor=True,
        status__in=lifecycle.IN_THE_MATCHING,
        organisation__country__isnull=False,
    )
