"""The live offers as matching profiles: what the matching knows of a host.

One profile for each offer that is in the matching, in the reader's language where it has been
translated. What an offer does not say is left unanswered, with two exceptions: an offer without a
period stands at any time, and one that names no kinds of visitors takes all.
"""

import datetime
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet, Value

from exchanges.matching_module.criteria import ADMITTED_KINDS
from exchanges.matching_module.days import days_ahead
from exchanges.matching_module.extra_questions import ASKED_BY_ALL, extra_answers
from exchanges.models import ExchangeMode, ExchangeOfferPage, LanguageLevel, OfferLanguage
from exchanges.models import Profile as HostingProfile
from matching import Criteria, Mode, Profile, Role
from matching import LanguageLevel as MatchingLevel
from matching.profile import MAX_COUNT, MAX_OPTIONS, MAX_TEXT

MODES = {
    ExchangeMode.PHYSICAL: Mode.PHYSICAL,
    ExchangeMode.VIRTUAL: Mode.VIRTUAL,
    ExchangeMode.EITHER: Mode.EITHER,
}
LEVELS = {
    LanguageLevel.A1: MatchingLevel.BASIC,
    LanguageLevel.A2: MatchingLevel.BASIC,
    LanguageLevel.B1: MatchingLevel.WORKING,
    LanguageLevel.B2: MatchingLevel.WORKING,
    LanguageLevel.C1: MatchingLevel.FLUENT,
    LanguageLevel.C2: MatchingLevel.FLUENT,
    LanguageLevel.NATIVE: MatchingLevel.FLUENT,
}


class MatchedOffer(NamedTuple):
    """An offer that is in the matching, without its subjects and its prose.

    Everything that can change without a new revision is here, so that two readings are equal
    exactly when the profiles made of them are.
    """

    page_id: int
    offer_id: UUID
    revision_id: int | None
    places_per_exchange: int
    answers_version: int | None
    host_id: int
    host_kind: str
    host_region: str
    host_country: str
    partnership: str
    mode: str
    period_start: datetime.date | None
    period_end: datetime.date | None
    minimum_working_days: int | None
    maximum_working_days: int | None
    visitor_kinds: list[str]


COLUMNS = (
    "pk",
    "offer_id",
    "live_revision_id",
    "offer__places_per_exchange",
    "offer__profile__application__answers_version",
    "offer__host_organisation_id",
    "offer__host_organisation__kind",
    "offer__host_organisation__region",
    "offer__host_organisation__country__code",
    "offer__partnership__slug",
    "mode",
    "period_start",
    "period_end",
    "minimum_working_days",
    "maximum_working_days",
    "visitor_kinds",
)
TEXTS = ("title", "summary", "host_provides", "looks_for")
SUBJECTS = {
    "sectors": "sectors",
    "topics": "topics",
    "technologies": "technologies",
    "activity_kinds": "activities",
}
"""Field of the page to field of the profile; languages are told apart by their level."""
LANGUAGES = "languages"

Contents = Mapping[int, Mapping[str, Mapping[str, str]]]
"""For each page and field the codes (or the one text), with the level where there is one."""


class Audience(enum.Enum):
    """Who asks for hosts.

    A host that did not agree to be in the catalogue is proposed to accepted visitors all the same,
    and to nobody else.
    """

    ANYBODY = enum.auto()
    PARTICIPANTS = enum.auto()


def offer_pages(audience: Audience, *, on: datetime.date) -> QuerySet[ExchangeOfferPage]:
    """The pages of the hosts that are proposed to an audience on a day."""
    pages = ExchangeOfferPage.objects
    found: QuerySet[ExchangeOfferPage] = (
        pages.matched(on=on) if audience is Audience.PARTICIPANTS else pages.listed(on=on)
    )
    return found


def matched_offers(audience: Audience, *, on: datetime.date) -> tuple[MatchedOffer, ...]:
    """Every offer that is proposed to an audience on a day, in one query, each once.

    Without those of which no working day is left: nobody can come any more.
    """
    rows = offer_pages(audience, on=on).order_by("pk").values_list(*COLUMNS)
    offers: dict[UUID, MatchedOffer] = {}
    for row in rows:
        offer = MatchedOffer(*row)
        if days_ahead(offer.period_start, offer.period_end, on=on):
            offers.setdefault(offer.offer_id, offer)
    return tuple(offers.values())


def host_profiles(
    offers: Iterable[MatchedOffer], criteria: Criteria, *, on: datetime.date
) -> Iterator[Profile]:
    """A profile for each offer (one query for all, one more for answers to extra questions)."""
    contents = _fetch_contents(offer_pages(Audience.PARTICIPANTS, on=on).order_by())
    extra = _fetch_extra_answers(criteria)
    for offer in offers:
        profile = host_profile(offer, contents.get(offer.page_id, {}), criteria, on=on)
        yield replace(profile, **extra[offer.offer_id]) if offer.offer_id in extra else profile


def _fetch_extra_answers(criteria: Criteria) -> dict[UUID, dict[str, Any]]:
    """What hosts answered to extra questions, by offer; nothing is asked where there are none."""
    if not criteria.scales and not criteria.vocabularies.keys() - ASKED_BY_ALL:
        return {}
    rows = HostingProfile.objects.filter(offer__isnull=False).values_list(
        "offer_id", "application__answers"
    )
    return {offer_id: extra_answers(answers, criteria) for offer_id, answers in rows if offer_id}


def host_profile(
    offer: MatchedOffer,
    content: Mapping[str, Mapping[str, str]],
    criteria: Criteria,
    *,
    on: datetime.date,
) -> Profile:
    """What an offer answers to the questions of the matching.

    What the criteria do not know is left out: an entry may have come to the register since they
    were made.
    """
    kinds = ADMITTED_KINDS.intersection(offer.visitor_kinds)
    answers: dict[str, Any] = {
        field: known_options(content.get(name, {}), criteria, field)
        for name, field in SUBJECTS.items()
    }
    return Profile(
        identifier=str(offer.offer_id),
        role=Role.HOST,
        organisation=organisation_name(offer.host_id),
        organisation_type=offer.host_kind,
        country=offer.host_country,
        region=offer.host_region.strip() or None,
        partnership=offer.partnership,
        languages={
            code: LEVELS[LanguageLevel(level)] for code, level in content.get(LANGUAGES, {}).items()
        },
        preferred_types=kinds,
        excluded_types=ADMITTED_KINDS - kinds if kinds else frozenset(),
        availability=days_ahead(offer.period_start, offer.period_end, on=on),
        length=_length(offer),
        mode=MODES[ExchangeMode(offer.mode)],
        places=min(offer.places_per_exchange, MAX_COUNT),
        text=" ".join(text for name in TEXTS for text in content.get(name, {}))[:MAX_TEXT],
        **answers,
    )


def organisation_name(organisation_id: int) -> str:
    """How the matching tells organisations of the register apart."""
    return f"organisation {organisation_id}"


def known_options(codes: Iterable[str], criteria: Criteria, field: str) -> frozenset[str]:
    """Those of the options that the criteria know, no more than one answer can hold."""
    vocabulary = criteria.vocabularies.get(field)
    known = frozenset(codes).intersection(vocabulary.options) if vocabulary else frozenset()
    return frozenset(sorted(known)[:MAX_OPTIONS])


def _length(offer: MatchedOffer) -> int | None:
    """The middle of the stays that the host allows: the matching compares one length."""
    ends = [
        days
        for days in (offer.minimum_working_days, offer.maximum_working_days)
        if days is not None
    ]
    return min(sum(ends) // len(ends), MAX_COUNT) if ends else None


def _fetch_contents(pages: QuerySet[ExchangeOfferPage]) -> Contents:
    """Subjects, languages and texts of pages in one query."""
    ids = pages.values("pk")
    queries: list[QuerySet[Any, Any]] = []
    for name in SUBJECTS:
        field = ExchangeOfferPage._meta.get_field(name)
        entry = field.related_model._meta.model_name
        links = getattr(ExchangeOfferPage, name).through.objects
        queries.append(
            links.filter(exchangeofferpage__in=ids)
            .order_by()
            .annotate(field=Value(name), level=Value(""), code=F(f"{entry}__code"))
            .values_list("field", "exchangeofferpage_id", "code", "level")
        )
    queries += [
        pages.annotate(field=Value(name), level=Value("")).values_list("field", "pk", name, "level")
        for name in TEXTS
    ]
    languages: QuerySet[Any, Any] = (
        OfferLanguage.objects.filter(page__in=ids)
        .order_by()
        .annotate(field=Value(LANGUAGES))
        .values_list("field", "page_id", "language", "level")
    )
    found: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for name, page_id, code, level in languages.union(*queries, all=True):
        found[page_id][name][code] = level
    return found
