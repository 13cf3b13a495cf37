"""Who fits an accepted applicant by its own answers: hosts for a visitor, visitors for a host."""

import datetime
from dataclasses import dataclass, replace

from exchanges.domain.eligibility import Side
from exchanges.hosts_that_fit.results import Results, results_for
from exchanges.matching_module.engine import ENGINES, Engine, stay_rules
from exchanges.matching_module.extra_questions import matched_questions
from exchanges.matching_module.host_profiles import Audience, host_profiles, organisation_name
from exchanges.matching_module.ranking import rank_hosts
from exchanges.matching_module.reasons import Reasons, give_reasons, option_labels
from exchanges.matching_module.register import RegisterLists, fetch_register_lists
from exchanges.matching_module.visitor_profile import visitor_profile
from exchanges.models import Application, ExchangeOfferPage, Profile
from matching import Criteria, Matcher, Role
from matching import Profile as MatchingProfile
from partnerships.models import Organisation

LIST_LENGTH = 10
SAID_TO_HOSTS = frozenset({"topics", "sectors", "technologies", "activities", "languages"})
"""Questions whose common options are told to a host; the other sentences speak to visitors."""


@dataclass(frozen=True, slots=True)
class FittingVisitor:
    """A visiting organisation, what it hopes for, and why it fits."""

    organisation: Organisation
    expected_result: str
    reasons: Reasons

    @property
    def in_common(self) -> list[tuple[str, str]]:
        """What both have, by question."""
        return [
            (row.label, row.words.brief)
            for row in self.reasons.rows
            if row.question in SAID_TO_HOSTS and row.words.brief
        ]


@dataclass(frozen=True, slots=True)
class Visitors:
    """The list for a host; `is_published` tells whether the offer is there to be compared."""

    is_published: bool
    compared: int
    visitors: tuple[FittingVisitor, ...]


def engine_of_today(
    audience: Audience = Audience.PARTICIPANTS, *, on: datetime.date
) -> tuple[Engine, RegisterLists]:
    """The engine of the offers for an audience, with the lists for words.

    Four queries; one more for participants, whose answers to extra questions are compared.
    """
    lists = fetch_register_lists(on=on)
    if audience is Audience.PARTICIPANTS:
        lists = replace(lists, extra_questions=matched_questions())
    minimum_days = stay_rules(on=on).minimum_working_days
    return ENGINES.engine(lists, minimum_days, audience, on=on), lists


def applicant_profile(
    application: Application, criteria: Criteria, *, on: datetime.date
) -> MatchingProfile:
    """An accepted applicant as a visitor; the organisation's facts come from the register."""
    organisation = application.organisation
    if organisation is None or organisation.country is None:
        raise ValueError("Only accepted applications are matched.")
    answers = application.answers | {
        "organisation_kind": organisation.kind,
        "organisation_country": organisation.country.code,
    }
    return visitor_profile(
        answers,
        criteria,
        on=on,
        identifier=str(application.pk),
        organisation=organisation_name(organisation.pk),
    )


def hosts_for(application: Application, *, on: datetime.date) -> Results:
    """The hosts that fit a visitor, ranked and explained; no answer leaves this page."""
    engine, lists = engine_of_today(on=on)
    visitor = applicant_profile(application, engine.matcher.criteria, on=on)
    return results_for(engine, visitor, option_labels(lists), Audience.PARTICIPANTS, on=on)


def is_proposed(page: ExchangeOfferPage, application: Application, *, on: datetime.date) -> bool:
    """Whether an offer stands in a visitor's list, or is named below it."""
    engine, _lists = engine_of_today(on=on)
    visitor = applicant_profile(application, engine.matcher.criteria, on=on)
    ranking = rank_hosts(engine, visitor)
    named = (*ranking.hosts, *(one.host for one in ranking.outside))
    return page.offer_id in {host.offer_id for host in named}


def visitors_for(application: Application, *, on: datetime.date) -> Visitors:
    """The visitors that fit a host's published offer: those who agreed to be shown."""
    engine, lists = engine_of_today(on=on)
    criteria = engine.matcher.criteria
    host = own_host_profile(application, engine, on=on)
    if host is None:
        return Visitors(False, 0, ())
    visitors = {
        str(profile.application_id): profile.application
        for profile in Profile.objects.in_the_matching()
        .of_side(Side.VISITOR)
        .filter(is_listed=True, application__organisation__country__isnull=False)
        .select_related("application__organisation__country")
    }
    profiles = {name: applicant_profile(one, criteria, on=on) for name, one in visitors.items()}
    if not profiles:
        return Visitors(True, 0, ())
    matcher = Matcher(criteria, profiles.values())
    names = matcher.rank_for(Role.HOST, host, LIST_LENGTH).identifiers
    labels = option_labels(lists)
    found = []
    for name, explanation in zip(names, matcher.explain(Role.HOST, host, names), strict=True):
        organisation = visitors[name].organisation
        if organisation is not None:
            found.append(
                FittingVisitor(
                    organisation,
                    str(visitors[name].answers.get("expected_result") or ""),
                    give_reasons(explanation, profiles[name], labels),
                )
            )
    return Visitors(True, len(profiles), tuple(found))


def own_host_profile(
    application: Application, engine: Engine, *, on: datetime.date
) -> MatchingProfile | None:
    """The application's offer as the matching knows it; none while it is not published."""
    profile = application.profiles.filter(side=Side.HOST).first()
    own = [offer for offer in engine.stamp.offers if profile and offer.offer_id == profile.offer_id]
    return next(host_profiles(own, engine.matcher.criteria, on=on), None)
