"""Rules that exclude, and answers that would change it, in the visitor's words."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exchanges.matching_module.ranking import LIFTED_BY_AN_ANSWER, RuleCount
from exchanges.matching_module.reasons import Labels, question_label
from matching import EcosystemWish, Mode, Rule
from matching.changes import Action, Change

FIELD_QUESTIONS = {
    "topics": "topics",
    "technologies": "technologies",
    "activities": "activities",
    "preferred_countries": "countries",
    "excluded_countries": "countries",
}
"""Field of a matching profile to the question whose options it holds."""

EXCLUDED_BECAUSE: dict[Rule, Promise] = {
    Rule.ELIGIBLE_COUNTRY: gettext_lazy("your country, or the host’s, does not take part now"),
    Rule.ADMITTED_TYPE: gettext_lazy(
        "your kind of organisation, or the host’s, does not take part"
    ),
    Rule.OTHER_ORGANISATION: gettext_lazy("the host is your own organisation"),
    Rule.OTHER_COUNTRY: gettext_lazy(
        "the host is in your own country, and an exchange leads to another one"
    ),
    Rule.COUNTRY_NOT_EXCLUDED: gettext_lazy("you do not want to go to the host’s country"),
    Rule.TYPE_NOT_EXCLUDED: gettext_lazy("the host receives other kinds of organisations"),
    Rule.COMMON_MODE: gettext_lazy("one wants to meet on site, the other online"),
    Rule.PLACES: gettext_lazy("there are fewer places than people in your group"),
    Rule.COMMON_PERIOD: gettext_lazy("your days and the host’s have too little in common"),
    Rule.COMMON_LANGUAGE: gettext_lazy("there is no common language"),
}
CHANGE_TO_MAKE: dict[Rule, Promise] = {
    Rule.ELIGIBLE_COUNTRY: gettext_lazy("Is your country right?"),
    Rule.ADMITTED_TYPE: gettext_lazy("Is your kind of organisation right?"),
    Rule.OTHER_COUNTRY: gettext_lazy("Is your country right?"),
    Rule.TYPE_NOT_EXCLUDED: gettext_lazy("Is your kind of organisation right?"),
    Rule.COMMON_MODE: gettext_lazy("Meet on site or online, as it comes"),
    Rule.PLACES: gettext_lazy("Come with fewer people"),
    Rule.COMMON_PERIOD: gettext_lazy("Give more days"),
}

MODE_CHANGES: dict[Mode, Promise] = {
    Mode.PHYSICAL: gettext_lazy("if you wanted to visit on site"),
    Mode.VIRTUAL: gettext_lazy("if you wanted to meet online"),
    Mode.EITHER: gettext_lazy("if you could meet on site or online"),
}
ECOSYSTEM_CHANGES: dict[EcosystemWish, Promise] = {
    EcosystemWish.SAME: gettext_lazy("if you looked for your own sectors"),
    EcosystemWish.DIFFERENT: gettext_lazy("if you looked for other sectors"),
    EcosystemWish.EITHER: gettext_lazy("if both your own and other sectors were fine"),
}


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A rule that excludes hosts: how many, why, what to do, and how many that would gain."""

    rule: Rule
    number: int
    because: str
    gain: int
    advice: str


def rule_findings(counts: tuple[RuleCount, ...]) -> tuple[RuleFinding, ...]:
    """What the rules exclude, in words."""
    return tuple(
        RuleFinding(
            one.rule,
            one.number,
            str(EXCLUDED_BECAUSE[one.rule]),
            one.alone if one.rule in LIFTED_BY_AN_ANSWER else 0,
            str(CHANGE_TO_MAKE.get(one.rule, "")),
        )
        for one in counts
    )


def change_words(change: Change, labels: Labels) -> str:
    """The changed answer that would bring a host in: "if you could also go ..."."""
    value = change.value
    match change.field:
        case "mode":
            return str(MODE_CHANGES[Mode(value)])
        case "ecosystem":
            return str(ECOSYSTEM_CHANGES[EcosystemWish(value)])
        case "length":
            return ngettext(
                "if you stayed for %(days)d working day",
                "if you stayed for %(days)d working days",
                int(value),
            ) % {"days": value}
        case "group_size":
            return ngettext(
                "if %(number)d person came", "if no more than %(number)d people came", int(value)
            ) % {"number": value}
        case "availability":
            first, last = (_day(text) for text in str(value).split(".."))
            return _("if you could also go between %(first)s and %(last)s") % {
                "first": first,
                "last": last,
            }
    kind, _dot, key = change.field.partition(".")
    if kind == "scales":
        return _("if you answered “%(question)s” with %(number)d") % {
            "question": question_label(key, labels),
            "number": int(value),
        }
    question = key if kind == "choices" else FIELD_QUESTIONS[change.field]
    option = {"option": labels.get(question, {}).get(str(value), str(value))}
    if change.field == "preferred_countries":
        return _("if you would also like to go to %(option)s") % option
    if change.field == "excluded_countries":
        return _("if you did not rule out %(option)s") % option
    if change.action is Action.ADD:
        return _("if you also chose “%(option)s”") % option
    return _("if you did not choose “%(option)s”") % option


def _day(text: str) -> str:
    day = parse_date(text)
    return formats.date_format(day, "j F Y") if day else text
