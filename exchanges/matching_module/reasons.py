"""Why a host fits, as a page shows it: a row for each question, in words, with a bar for each side.

The record of the matching names questions, options and numbers; here they get their labels. The
words are written to the visitor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exchanges import languages
from exchanges.matching_module.register import RegisterEntry, RegisterLists
from matching import POINTS, Direction, EcosystemWish, Explanation, Part, Profile, State
from partnerships.models import OrganisationKind

QUESTION_LABELS: dict[str, Promise] = {
    "topics": gettext_lazy("Topics"),
    "sectors": gettext_lazy("Sectors"),
    "languages": gettext_lazy("Languages"),
    "technologies": gettext_lazy("Technologies"),
    "period": gettext_lazy("Time"),
    "activities": gettext_lazy("Kinds of activity"),
    "countries": gettext_lazy("Country"),
    "words": gettext_lazy("Your own words"),
    "organisation-types": gettext_lazy("Kind of organisation"),
    "length": gettext_lazy("Length of the stay"),
    "objectives": gettext_lazy("Objectives"),
    "development": gettext_lazy("Level of development"),
    "maturity": gettext_lazy("Stage of the cluster"),
}

BEST_SHOWN = 3
EXTRA = "extra questions"
"""Under this name the labels hold what the questions of editors are called."""

Labels = Mapping[str, Mapping[str, str]]
"""For each question the labels of its options."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What one side gets of what it could get, out of a hundred for all questions."""

    points: str
    possible: str
    percent: int


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a question: what both have, the same after its label, and what is missing."""

    in_common: str = ""
    brief: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One question that was answered: its two bars, and what stands behind them."""

    question: str
    label: str
    visitor: Bar
    host: Bar
    words: Words

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is said of it."""
        return tuple(filter(None, (self.words.in_common, *self.words.missing)))


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that is known of why a pair fits; points are out of a hundred."""

    points: str
    visitor_points: str
    host_points: str
    percent: int
    rows: tuple[Reason, ...]
    no_preference: tuple[str, ...]
    not_answered: tuple[str, ...]

    @property
    def best(self) -> tuple[Reason, ...]:
        """The rows that bring most, of those that have something in common to name."""
        return tuple([row for row in self.rows if row.words.brief][:BEST_SHOWN])

    @property
    def gap(self) -> str:
        """What is missing in the row that lost the visitor most; empty when nothing is."""
        lacking = [row for row in self.rows if row.words.missing]
        worst = min(lacking, key=lambda row: row.visitor.percent, default=None)
        return worst.words.missing[0] if worst else ""


def option_labels(lists: RegisterLists) -> Labels:
    """The names of everything that can be chosen, by question."""

    def names(entries: Iterable[RegisterEntry]) -> dict[str, str]:
        return {entry.code: entry.label for entry in entries}

    return {
        "topics": names(lists.topics),
        "sectors": names(lists.sectors),
        "technologies": names(lists.technologies),
        "activities": names(lists.activity_kinds),
        "countries": names(lists.countries),
        "languages": {code: str(label) for code, label in languages.LANGUAGES.items()},
        "organisation-types": {kind.value: str(kind.label) for kind in OrganisationKind},
        EXTRA: {question.key: question.label for question in lists.extra_questions},
    }


def points(score: int) -> str:
    """A score out of a hundred, with one decimal, rounded down."""
    tenths = score * 1_000 // POINTS
    return f"{tenths // 10}.{tenths % 10}"


def give_reasons(explanation: Explanation, visitor: Profile, labels: Labels) -> Reasons:
    """The record of a score in words; what brings most stands first."""
    sides = {
        direction: {
            part.question: part for part in explanation.parts if part.direction is direction
        }
        for direction in Direction
    }
    towards, back = sides[Direction.VISITOR_TO_HOST], sides[Direction.HOST_TO_VISITOR]
    pairs = [(part, back[name]) for name, part in towards.items()]
    answered = [pair for pair in pairs if State.ANSWERED in {part.state for part in pair}]
    answered.sort(key=lambda pair: -sum(part.share for part in pair))
    return Reasons(
        points(explanation.score),
        points(explanation.visitor_score),
        points(explanation.host_score),
        explanation.score * 100 // POINTS,
        tuple(_reason(*pair, visitor, labels) for pair in answered),
        tuple(
            question_label(part.question, labels)
            for part, other in pairs
            if {part.state, other.state} == {State.NO_PREFERENCE}
        ),
        tuple(filter(None, (_silence(part, other, labels) for part, other in pairs))),
    )


def question_label(name: str, labels: Labels) -> str:
    """What a question is called; an extra one as its editors put it."""
    return labels.get(EXTRA, {}).get(name) or str(QUESTION_LABELS[name])


def _silence(part: Part, other: Part, labels: Labels) -> str:
    """Who left a question open; empty when nobody did."""
    label = {"question": question_label(part.question, labels)}
    if part.state is State.NOT_ANSWERED:
        return _("%(question)s (you)") % label
    if State.OTHER_NOT_ANSWERED is part.state or other.state is State.NOT_ANSWERED:
        return _("%(question)s (the host)") % label
    return ""


def _bar(part: Part) -> Bar:
    percent = part.contribution * 100 // part.weight if part.weight else 0
    return Bar(points(part.contribution), points(part.weight), percent)


def _reason(part: Part, back: Part, visitor: Profile, labels: Labels) -> Reason:
    return Reason(
        part.question,
        question_label(part.question, labels),
        _bar(part),
        _bar(back),
        _words(part, back, visitor, labels.get(part.question, {})),
    )


def _words(part: Part, back: Part, visitor: Profile, labels: Mapping[str, str]) -> Words:
    """What both have, and what either misses."""
    match part.question:
        case "languages":
            return _either(
                listed(labels, part.matched),
                _("You can work in %(options)s"),
                _("No language in common"),
            )
        case "countries" if part.matched:
            return _either(
                listed(labels, part.matched), _("You would like to go to %(options)s"), ""
            )
        case "countries":
            wanted = {"options": listed(labels, part.missing)}
            return Words(missing=(_("You would rather go to %(options)s") % wanted,))
        case "organisation-types":
            return _either(listed(labels, back.matched), _("Welcome here: %(options)s"), "")
        case "period":
            return _period_words(part)
        case "length":
            return _length_words(part, visitor)
        case "words":
            return _own_words(part)
        case name if name in visitor.scales:
            return _scale_words(part, visitor.scales[name])
        case "sectors" if visitor.ecosystem is EcosystemWish.DIFFERENT:
            return _either(
                listed(labels, part.matched),
                _("New to you: %(options)s"),
                _("No sector that is new to you"),
            )
    in_common = listed(labels, part.matched or back.matched)
    missing = (
        (_("Not in this offer: %(options)s"), listed(labels, part.missing)),
        (_("Also in this offer: %(options)s"), listed(labels, back.missing)),
    )
    return Words(
        _("In common: %(options)s") % {"options": in_common} if in_common else "",
        in_common,
        tuple(text % {"options": options} for text, options in missing if options),
    )


def _either(options: str, sentence: str, otherwise: str) -> Words:
    """The sentence about some options; without any, what is missing instead."""
    if options:
        return Words(sentence % {"options": options}, options)
    return Words(missing=(otherwise,) if otherwise else ())


def listed(labels: Mapping[str, str], options: Iterable[str]) -> str:
    """Options by their labels, in a sentence."""
    return get_text_list([labels.get(option, option) for option in options], _("and"))


def _period_words(part: Part) -> Words:
    days = {"days": part.reached, "wanted": part.of}
    if part.reached < part.of:
        words = ngettext(
            "Your dates share %(days)d working day in a row, you need %(wanted)d",
            "Your dates share %(days)d working days in a row, you need %(wanted)d",
            part.reached,
        )
        return Words(missing=(words % days,))
    return Words(
        _("Your dates and the host's share %(wanted)d working days in a row") % days,
        _("your dates share %(wanted)d working days in a row") % days,
    )


def _length_words(part: Part, visitor: Profile) -> Words:
    own = visitor.length
    usual = part.of if own == part.reached else part.reached
    words = ngettext(
        "You have %(own)d working days in mind, the host about %(usual)d",
        "You have %(own)d working days in mind, the host about %(usual)d",
        usual,
    ) % {"own": own, "usual": usual}
    return Words(words) if part.reached == part.of else Words(missing=(words,))


def _scale_words(part: Part, own: int) -> Words:
    if part.reached == part.of:
        return Words(_("You both answered %(number)d") % {"number": own}, _("the same answer"))
    return Words(missing=(_("You answered %(number)d, the host otherwise") % {"number": own},))


def _own_words(part: Part) -> Words:
    if not part.reached:
        return Words(missing=(_("None of your own words stands in the offer"),))
    words = ngettext(
        "%(number)d word of yours stands in the offer",
        "%(number)d words of yours stand in the offer",
        part.reached,
    )
    return Words(words % {"number": part.reached})
