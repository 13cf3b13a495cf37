"""What happened to an application, told to its applicant or to staff."""

import datetime
from dataclasses import dataclass

from core.audit import entries_for
from exchanges.domain.lifecycle import Action
from exchanges.models import Application
from exchanges.wording import action_done


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; the person's name is for staff only."""

    at: datetime.datetime
    words: str
    who: str


def timeline(application: Application, *, for_staff: bool) -> list[Moment]:
    """All actions in their order (one query); what is no action of the table is left out."""
    actions = set(Action)
    return [
        Moment(
            entry.at,
            action_done(Action(entry.action), for_staff=for_staff),
            str(entry.actor or "") if for_staff else "",
        )
        for entry in entries_for(application)
        if entry.action in actions
    ]
