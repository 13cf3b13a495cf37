"""The words of the lifecycle in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext

from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import Action, ApplicationStatus, Guard, Role
from exchanges.domain.lifecycle_wording import ACTION_WORDING, GUARD_WORDING, STATUS_WORDING
from exchanges.models import Application


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A status as it is told, what comes next, and whether it is the reader's turn."""

    name: str
    next_step: str
    is_readers_turn: bool


def status_words(application: Application, *, for_staff: bool) -> StatusWords:
    """Where an application stands, to its applicant or to staff."""
    wording = STATUS_WORDING[application.current_status]
    reader = Role.MANAGER if for_staff else Role.APPLICANT
    return StatusWords(
        gettext(wording.for_staff if for_staff else wording.for_applicant),
        "" if for_staff else gettext(wording.next_step),
        wording.turn is reader,
    )


def status_name(status: ApplicationStatus) -> str:
    """What staff call a status."""
    return gettext(STATUS_WORDING[status].for_staff)


def side_name(side: Side) -> str:
    """As what somebody takes part, in one word."""
    return {Side.VISITOR: gettext("Visitor"), Side.HOST: gettext("Host")}[side]


def action_button(action: Action) -> str:
    """What the button of an action says."""
    return gettext(ACTION_WORDING[action].button)


def action_done(action: Action, *, for_staff: bool) -> str:
    """How the timeline tells of an action."""
    wording = ACTION_WORDING[action]
    return gettext(wording.done_for_staff if for_staff else wording.done_for_applicant)


def guard_words(guard: Guard) -> str:
    """What is missing, as a sentence."""
    return gettext(GUARD_WORDING[guard])
