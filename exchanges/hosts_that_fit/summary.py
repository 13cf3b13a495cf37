"""What somebody answered, in a few words for each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchanges.hosts_that_fit.questions import ECOSYSTEM_WISHES, MODES
from exchanges.matching_module.reasons import Labels, listed
from exchanges.offers.wording import period_wording, stay_wording

OWN_WORDS_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered: its name, a label, and the answer in words."""

    question: str
    label: str
    text: str


def summarise(answers: Mapping[str, Any], labels: Labels) -> tuple[Answered, ...]:
    """The answers in the order of the questions; what was left open is left out."""

    def options(name: str, of: str) -> str:
        return listed(labels[of], answers.get(name) or ())

    wishes, modes = dict(ECOSYSTEM_WISHES), dict(MODES)
    words = str(answers.get("own_words") or "")
    if len(words) > OWN_WORDS_SHOWN:
        words = f"{words[:OWN_WORDS_SHOWN].rstrip()}…"
    people = answers.get("group_size") or 1
    lines = (
        (
            "kind",
            _("You are"),
            listed(labels["organisation-types"], [answers["organisation_kind"]]),
        ),
        ("country", _("From"), listed(labels["countries"], [answers["organisation_country"]])),
        ("sectors", _("Sectors"), options("sectors", "sectors")),
        ("sectors", _("You look for"), str(wishes.get(answers.get("ecosystem", ""), ""))),
        ("topics", _("Topics"), options("sought_topics", "topics")),
        ("topics", _("In your own words"), words),
        ("technologies", _("Technologies"), options("sought_technologies", "technologies")),
        ("activities", _("Kinds of activity"), options("sought_activity_kinds", "activities")),
        ("languages", _("Languages"), options("languages", "languages")),
        ("countries", _("You would like to go to"), options("preferred_countries", "countries")),
        ("time", _("When"), _period(answers)),
        ("time", _("How long"), stay_wording(*[answers.get("working_days")] * 2)),
        ("mode", _("How"), str(modes.get(answers.get("mode", ""), ""))),
        (
            "mode",
            _("How many"),
            ngettext("%(people)d person", "%(people)d people", people) % {"people": people},
        ),
    )
    return tuple(Answered(*line) for line in lines if line[2])


def _period(answers: Mapping[str, Any]) -> str:
    ends = [parse_date(answers.get(name) or "") for name in ("period_start", "period_end")]
    return period_wording(*ends) if any(ends) else ""
