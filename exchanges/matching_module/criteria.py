"""The criteria that the site matches by: the pilot's weights and rules, the register's options."""

from django.utils.functional import Promise

from exchanges import languages
from exchanges.admin_forms import VISITOR_KINDS
from exchanges.matching_module.extra_questions import extra_scales, extra_vocabularies
from exchanges.matching_module.register import Entries, RegisterLists
from matching import Criteria, Vocabulary, pilot_criteria
from matching.vocabulary import MAX_VOCABULARY
from partnerships.models import OrganisationKind

QUESTIONS = frozenset(
    {
        "topics",
        "sectors",
        "languages",
        "technologies",
        "period",
        "activities",
        "countries",
        "words",
        "organisation-types",
        "length",
    }
)
"""The pilot's questions that an offer's page can answer.

It says nothing of objectives, of a region's level of development or of a cluster's maturity; a
question that nobody is asked would only press all scores together.
"""

ADMITTED_KINDS = frozenset(kind for kind, _label in VISITOR_KINDS)
LANGUAGE_CODES = tuple(sorted(languages.LANGUAGES))
LANGUAGE_LABELS: dict[str, Promise] = languages.LANGUAGES


def register_criteria(lists: RegisterLists, *, minimum_days: int) -> Criteria:
    """The criteria in force; `minimum_days` are working days in one go, from the rules.

    A list of the register that is still empty takes its question with it. Where no country says
    when it takes part, all do.
    """
    pilot = pilot_criteria()
    options = {
        "sectors": sector_vocabulary(lists.sectors),
        "topics": vocabulary("topics", lists.topics),
        "technologies": vocabulary("technologies", lists.technologies),
        "activities": vocabulary("activities", lists.activity_kinds),
    }
    empty = {name for name, one in options.items() if not one.options}
    vocabularies = (
        *(one for name, one in options.items() if name not in empty),
        vocabulary("countries", lists.countries),
        Vocabulary("languages", LANGUAGE_CODES),
        Vocabulary("organisation_types", tuple(OrganisationKind.values)),
    )
    extra = lists.extra_questions
    known = {one.name: one for one in vocabularies} | extra_vocabularies(extra)
    return Criteria(
        version=f"{pilot.version} over the register",
        vocabularies=known,
        scales=extra_scales(extra),
        questions=(
            *(
                question
                for question in pilot.questions
                if question.name in QUESTIONS and question.wants not in empty
            ),
            *(question.as_question() for question in extra),
        ),
        rules=pilot.rules,
        fusion=pilot.fusion,
        eligible_countries=frozenset(
            entry.code
            for entry in lists.countries
            if entry.takes_part and entry.code in known["countries"].options
        ),
        admitted_visitors=ADMITTED_KINDS,
        admitted_hosts=ADMITTED_KINDS,
        minimum_days=minimum_days,
        stop_words=pilot.stop_words,
    )


def vocabulary(name: str, entries: Entries) -> Vocabulary:
    """A list without levels, by code, so that its order does not hang on the language."""
    codes = sorted(entry.code for entry in entries)
    return Vocabulary(name, tuple(codes[:MAX_VOCABULARY]))


def sector_vocabulary(entries: Entries) -> Vocabulary:
    """Industrial ecosystems and, under them, specialisations; ecosystems come first."""
    ordered = sorted(entries, key=lambda entry: (entry.parent != "", entry.code))[:MAX_VOCABULARY]
    top = {entry.code for entry in ordered if not entry.parent}
    parents = {entry.code: entry.parent for entry in ordered if entry.parent in top}
    return Vocabulary("sectors", tuple(entry.code for entry in ordered), parents)
