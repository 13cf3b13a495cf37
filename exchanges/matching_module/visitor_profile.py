"""A visitor's answers as a matching profile: from the ten questions, or from an application.

The answers have the names and the values that `exchanges.domain.questions` describes. What is not
answered, or names something that is no longer in the register, is left open.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from exchanges.application_form.choices import EcosystemWish
from exchanges.matching_module.criteria import ADMITTED_KINDS
from exchanges.matching_module.days import days_ahead
from exchanges.matching_module.extra_questions import extra_answers
from exchanges.matching_module.host_profiles import LEVELS, MODES, known_options
from exchanges.models import ExchangeMode, LanguageLevel
from matching import Criteria, DayRange, Profile, Role
from matching import EcosystemWish as MatchingWish

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(weeks=1)
FIELDS = {
    "sectors": "sectors",
    "topics": "sought_topics",
    "technologies": "sought_technologies",
    "activities": "sought_activity_kinds",
}
"""Field of the profile to the name of the answer."""
WISHES = {
    EcosystemWish.SAME.value: MatchingWish.SAME,
    EcosystemWish.DIFFERENT.value: MatchingWish.DIFFERENT,
    EcosystemWish.EITHER.value: MatchingWish.EITHER,
}
TEXTS = ("own_words", "motivation", "expected_result")


def visitor_profile(
    answers: Mapping[str, Any],
    criteria: Criteria,
    *,
    on: datetime.date,
    identifier: str = "you",
    organisation: str = "your organisation",
) -> Profile:
    """The profile of somebody who would like to visit.

    `organisation` is `host_profiles.organisation_name` of one in the register, so that nobody
    visits themselves. The country has to be one that the criteria know.
    """
    options: dict[str, Any] = {
        field: known_options(answers.get(name) or (), criteria, field)
        for field, name in FIELDS.items()
    }
    preferred = known_options(answers.get("preferred_countries") or (), criteria, "countries")
    mode = answers.get("mode")
    return Profile(
        identifier=identifier,
        role=Role.VISITOR,
        organisation=organisation,
        organisation_type=answers["organisation_kind"],
        country=answers["organisation_country"],
        languages={
            code: LEVELS[LanguageLevel(level)]
            for code, level in (answers.get("languages") or {}).items()
        },
        preferred_countries=preferred,
        excluded_countries=known_options(
            answers.get("excluded_countries") or (), criteria, "countries"
        )
        - preferred,
        preferred_types=ADMITTED_KINDS.intersection(answers.get("preferred_kinds") or ()),
        ecosystem=WISHES.get(str(answers.get("ecosystem"))),
        availability=availability(answers.get("period_start"), answers.get("period_end"), on=on),
        length=answers.get("working_days"),
        mode=MODES[ExchangeMode(mode)] if mode else None,
        group_size=answers.get("group_size") or 1,
        text=" ".join(str(answers.get(name) or "") for name in TEXTS).strip(),
        **options,
        **extra_answers(answers, criteria),
    )


def availability(start: str | None, end: str | None, *, on: datetime.date) -> tuple[DayRange, ...]:
    """The days on which somebody could go, from today on; nothing when neither end is known.

    A time that is over is the week before `on`, in which no host takes anybody.
    """
    if not start and not end:
        return ()
    first, last = (datetime.date.fromisoformat(day) if day else None for day in (start, end))
    return days_ahead(first, last, on=on) or (DayRange(on - WEEK, on - DAY),)
