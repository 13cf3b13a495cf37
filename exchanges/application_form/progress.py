"""How far an application has come: its steps in order, which are done, what is missing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exchanges.application_form.findings import missing_answers, needs_cluster, sides_of
from exchanges.application_form.question_wording import STEP_WORDING
from exchanges.domain import questions
from exchanges.domain.eligibility import Side
from exchanges.domain.questions import BY_NAME, Step
from exchanges.models import ExtraQuestion


@dataclass(frozen=True, slots=True)
class StepState:
    """One step as the list of steps shows it."""

    step: Step
    number: int
    is_done: bool
    is_current: bool
    is_typed: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return str(STEP_WORDING[self.step].title)


@dataclass(frozen=True, slots=True)
class Progress:
    """All steps of an application."""

    steps: tuple[StepState, ...]
    missing: tuple[str, ...]
    knows_sides: bool

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    @property
    def current(self) -> StepState | None:
        """The step that is being looked at."""
        return next((one for one in self.steps if one.is_current), None)

    @property
    def next_open(self) -> StepState | None:
        """The first step that is not done; none when all are."""
        return next((one for one in self.steps if not one.is_done), None)

    def before(self, step: Step) -> Step | None:
        """The step before one."""
        place = self._place(step)
        return self.steps[place - 1].step if place > 0 else None

    def after(self, step: Step) -> Step | None:
        """The step after one."""
        place = self._place(step) + 1
        return self.steps[place].step if 0 < place < len(self.steps) else None

    def _place(self, step: Step) -> int:
        return next((place for place, one in enumerate(self.steps) if one.step is step), -1)


def progress_of(
    answers: Mapping[str, Any],
    *,
    organisation_kind: str = "",
    extra_questions: Iterable[ExtraQuestion] = (),
    has_consents: bool = False,
    typed_steps: Collection[str] = (),
    current: Step | None = None,
) -> Progress:
    """The steps for these answers.

    A step is done when it was sent once and lacks nothing. `organisation_kind` is that of the
    organisation, from the register or from the answers.
    """
    extra = list(extra_questions)
    missing = missing_answers(answers, organisation_kind=organisation_kind, extra_questions=extra)
    lacking = {step_of(name, extra) for name in missing}
    states = []
    for number, step in enumerate(form_steps(sides_of(answers), organisation_kind, extra), start=1):
        is_done = (
            has_consents
            if step is Step.CONSENT
            else step not in lacking and was_sent(step, answers, extra)
        )
        states.append(StepState(step, number, is_done, step is current, step in typed_steps))
    return Progress(tuple(states), tuple(missing), bool(sides_of(answers)))


def form_steps(
    sides: frozenset[Side], organisation_kind: str, extra_questions: Iterable[ExtraQuestion] = ()
) -> list[Step]:
    """The steps with something to ask. A cluster organisation that hosts has no cluster to name."""
    steps = questions.steps(sides)
    asks_cluster = (
        not organisation_kind or needs_cluster(organisation_kind) or Side.VISITOR in sides
    )
    has_extra = any(question.form_step is Step.CLUSTER for question in extra_questions)
    if not asks_cluster and not has_extra:
        steps.remove(Step.CLUSTER)
    return steps


def step_of(name: str, extra_questions: Iterable[ExtraQuestion] = ()) -> Step | None:
    """The step on which an answer is given; none for a question that was removed."""
    if name in BY_NAME:
        return BY_NAME[name].step
    return next((one.form_step for one in extra_questions if one.key == name), None)


def was_sent(
    step: Step, answers: Mapping[str, Any], extra_questions: Iterable[ExtraQuestion]
) -> bool:
    """Whether the answers hold anything of a step, even that it was left empty."""
    return any(step_of(name, extra_questions) is step for name in answers)
