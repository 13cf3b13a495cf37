"""The ten questions: what is asked, in which fields, and what can be answered."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from exchanges.application_form.choices import EcosystemWish
from exchanges.models import ExchangeMode, LanguageLevel

LANGUAGE_ROWS = 3

LEVELS = (
    (LanguageLevel.A2.value, gettext_lazy("a little")),
    (LanguageLevel.B2.value, gettext_lazy("well enough to work")),
    (LanguageLevel.C1.value, gettext_lazy("fluently")),
)
"""One level of the Common European Framework for each step that the matching tells apart."""
ECOSYSTEM_WISHES = (
    (EcosystemWish.EITHER.value, gettext_lazy("Either is fine")),
    (EcosystemWish.SAME.value, gettext_lazy("People from our own sectors")),
    (EcosystemWish.DIFFERENT.value, gettext_lazy("People from other sectors")),
)
MODES = (
    (ExchangeMode.EITHER.value, gettext_lazy("Either is fine")),
    (ExchangeMode.PHYSICAL.value, gettext_lazy("Visit on site")),
    (ExchangeMode.VIRTUAL.value, gettext_lazy("Meet online")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One of the ten: what is asked, a line of help, and the fields it is answered in."""

    name: str
    title: Promise
    help_text: Promise | str
    fields: tuple[str, ...]


LANGUAGE_FIELDS = tuple(
    name for row in range(1, LANGUAGE_ROWS + 1) for name in (f"language_{row}", f"level_{row}")
)
QUESTIONS = (
    Question(
        "kind",
        gettext_lazy("What kind of organisation are you?"),
        "",
        ("organisation_kind",),
    ),
    Question(
        "country",
        gettext_lazy("Where is your organisation?"),
        gettext_lazy("An exchange always leads to another country."),
        ("organisation_country",),
    ),
    Question(
        "sectors",
        gettext_lazy("Which sectors do you work in, and whom would you like to meet?"),
        "",
        ("sectors", "ecosystem"),
    ),
    Question(
        "topics",
        gettext_lazy("What would you like to talk about?"),
        gettext_lazy("Choose as many as you like, or say it in your own words."),
        ("sought_topics", "own_words"),
    ),
    Question(
        "technologies",
        gettext_lazy("Which technologies interest you?"),
        "",
        ("sought_technologies",),
    ),
    Question(
        "activities",
        gettext_lazy("What would you like to do there?"),
        "",
        ("sought_activity_kinds",),
    ),
    Question(
        "languages",
        gettext_lazy("In which languages can you work?"),
        gettext_lazy("Up to three, the best one first."),
        LANGUAGE_FIELDS,
    ),
    Question(
        "countries",
        gettext_lazy("Where would you like to go?"),
        gettext_lazy("Hosts elsewhere are still shown, with fewer points. None chosen means all."),
        ("preferred_countries",),
    ),
    Question(
        "time",
        gettext_lazy("When could you go, and for how long?"),
        gettext_lazy("Leave open what you do not know yet."),
        ("period_start", "period_end", "working_days"),
    ),
    Question(
        "mode",
        gettext_lazy("How would you like to meet, and how many of you?"),
        "",
        ("mode", "group_size"),
    ),
)
