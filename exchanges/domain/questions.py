"""The questions of the application as data: what is asked, of whom, and on which step.

The order of the steps is that of the registration in the programme family's tools
(research: domain, 5.3). An answer has one name for its whole life: in the form, in
`Application.answers` (JSON), in the partnership's view, and in the matching profile.

Values in `answers` are plain JSON: texts, codes of the register and of enumerations, whole
numbers, ISO dates, lists of codes, and for `languages` an object of language code to level.
"""

from dataclasses import dataclass
from enum import StrEnum

from exchanges.domain.eligibility import Side


class Step(StrEnum):
    """One page of the form; the value stands in its address."""

    ROLE = "role"
    PERSON = "person"
    ORGANISATION = "organisation"
    CLUSTER = "cluster"
    SECTORS = "sectors"
    SOUGHT = "sought"
    OFFERED = "offered"
    MOTIVATION = "motivation"
    LANGUAGES = "languages"
    PREFERENCES = "preferences"
    PLACES = "places"
    PARTNERSHIP = "partnership"
    CONSENT = "consent"


BOTH = frozenset(Side)
VISITORS = frozenset({Side.VISITOR})
HOSTS = frozenset({Side.HOST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One answer: its name, its step, who is asked, and whether it must be given."""

    name: str
    step: Step
    sides: frozenset[Side] = BOTH
    required: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question(name="sides", step=Step.ROLE, required=True),
    Question(name="position", step=Step.PERSON),
    Question(name="phone", step=Step.PERSON),
    Question(name="organisation", step=Step.ORGANISATION, required=True),
    Question(name="organisation_name", step=Step.ORGANISATION),
    Question(name="organisation_kind", step=Step.ORGANISATION),
    Question(name="organisation_country", step=Step.ORGANISATION),
    Question(name="organisation_region", step=Step.ORGANISATION),
    Question(name="organisation_city", step=Step.ORGANISATION),
    Question(name="organisation_website", step=Step.ORGANISATION),
    Question(name="cluster", step=Step.CLUSTER),
    Question(name="cluster_name", step=Step.CLUSTER),
    Question(name="has_visited", step=Step.CLUSTER, sides=VISITORS),
    Question(name="sectors", step=Step.SECTORS, required=True),
    Question(name="development", step=Step.SECTORS),
    Question(name="maturity", step=Step.SECTORS),
    Question(name="sought_topics", step=Step.SOUGHT, sides=VISITORS, required=True),
    Question(name="sought_technologies", step=Step.SOUGHT, sides=VISITORS),
    Question(name="sought_activity_kinds", step=Step.SOUGHT, sides=VISITORS, required=True),
    Question(name="offered_topics", step=Step.OFFERED, sides=HOSTS, required=True),
    Question(name="offered_technologies", step=Step.OFFERED, sides=HOSTS),
    Question(name="offered_activity_kinds", step=Step.OFFERED, sides=HOSTS, required=True),
    Question(name="motivation", step=Step.MOTIVATION, required=True),
    Question(name="expected_result", step=Step.MOTIVATION, required=True),
    Question(name="languages", step=Step.LANGUAGES, required=True),
    Question(name="preferred_countries", step=Step.PREFERENCES),
    Question(name="excluded_countries", step=Step.PREFERENCES),
    Question(name="preferred_kinds", step=Step.PREFERENCES),
    Question(name="ecosystem", step=Step.PREFERENCES),
    Question(name="mode", step=Step.PREFERENCES, required=True),
    Question(name="period_start", step=Step.PREFERENCES),
    Question(name="period_end", step=Step.PREFERENCES),
    Question(name="working_days", step=Step.PREFERENCES),
    Question(name="group_size", step=Step.PREFERENCES, sides=VISITORS),
    Question(name="places_per_exchange", step=Step.PLACES, sides=HOSTS, required=True),
    Question(name="places_total", step=Step.PLACES, sides=HOSTS, required=True),
    Question(name="partnership", step=Step.PARTNERSHIP, required=True),
)
"""Consents are no answers: each is recorded with its text's version (`Consent`)."""

BY_NAME = {question.name: question for question in QUESTIONS}

FIXED_AFTER_ACCEPTANCE = frozenset({Step.ROLE, Step.ORGANISATION, Step.PARTNERSHIP})
"""The steps that a partnership accepts as they are: whoever wants to change them applies anew."""

NEW_ORGANISATION = "new"
"""Answer to `organisation`: it is not in the register yet, and described by the next answers."""
NEW_ORGANISATION_REQUIRED = ("organisation_name", "organisation_kind", "organisation_country")
NO_CLUSTER = "none"
OTHER_CLUSTER = "other"
"""Answers to `cluster` beside the id of an organisation: none, or one named in `cluster_name`."""
ASSIGN_FOR_ME = "assign"
"""Answer to `partnership`: choose one for me by sector and geography."""


MOST_REQUIRED = 25
"""So many answers may be required of anybody; a longer form is not finished."""
REQUIRED_CONSENTS = 2
REQUIRED_OF_SOME = (*NEW_ORGANISATION_REQUIRED, "cluster", "cluster_name")
"""Required by what was answered to another question."""


def required_at_most(sides: frozenset[Side]) -> int:
    """How many answers, consents included, the form requires at most on these sides."""
    always = sum(question.required for question in asked(sides))
    return always + len(REQUIRED_OF_SOME) + REQUIRED_CONSENTS


def asked(sides: frozenset[Side]) -> list[Question]:
    """The questions that somebody on these sides is asked; with none chosen yet, all."""
    return [question for question in QUESTIONS if not sides or question.sides & sides]


def is_fixed_after_acceptance(name: str) -> bool:
    """Whether an answer stays as it was accepted; extra questions never do."""
    return name in BY_NAME and BY_NAME[name].step in FIXED_AFTER_ACCEPTANCE


def steps(sides: frozenset[Side]) -> list[Step]:
    """The steps of the form for these sides, in order; consent comes last."""
    with_questions = {question.step for question in asked(sides)}
    return [step for step in Step if step in with_questions or step is Step.CONSENT]
