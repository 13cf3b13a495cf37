"""The life of an application: one table that everything else reads.

Services, views, templates, e-mails, the documentation and the tests ask this table; there is no
second one. The statuses are the project's own (the sources of the pilot name none; the steps are
those of the IT Tool: register, be checked by the partnership, be matched). Plain Python: the texts
are translated where they are shown.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    MORE_INFORMATION_NEEDED = "MORE_INFORMATION_NEEDED"
    ACCEPTED = "ACCEPTED"
    PAUSED = "PAUSED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class Action(StrEnum):
    """What somebody does with an application."""

    SUBMIT = "SUBMIT"
    APPROVE_EXCEPTION = "APPROVE_EXCEPTION"
    ASK_FOR_MORE = "ASK_FOR_MORE"
    HAND_OVER = "HAND_OVER"
    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    REOPEN = "REOPEN"
    CHANGE_ANSWERS = "CHANGE_ANSWERS"
    PAUSE = "PAUSE"
    RESUME = "RESUME"
    REVOKE = "REVOKE"
    WITHDRAW = "WITHDRAW"


class Role(StrEnum):
    """As whom somebody acts on an application."""

    APPLICANT = "APPLICANT"
    MANAGER = "MANAGER"
    ADMINISTRATOR = "ADMINISTRATOR"


class Guard(StrEnum):
    """What has to be true before an action; the services find it out."""

    CALL_OPEN = "CALL_OPEN"
    COMPLETE = "COMPLETE"
    CONSENTS_GIVEN = "CONSENTS_GIVEN"
    ELIGIBLE = "ELIGIBLE"
    EXCEPTION_APPROVED = "EXCEPTION_APPROVED"
    REPRESENTATION_APPROVED = "REPRESENTATION_APPROVED"
    ONLY_APPLICATION = "ONLY_APPLICATION"
    FIELDS_NAMED = "FIELDS_NAMED"
    REASON_GIVEN = "REASON_GIVEN"
    OTHER_PARTNERSHIP = "OTHER_PARTNERSHIP"


OPEN_FOR_ANSWERS = frozenset({ApplicationStatus.DRAFT, ApplicationStatus.MORE_INFORMATION_NEEDED})
"""The applicant writes; the partnership waits."""
WAITING_FOR_PARTNERSHIP = frozenset({ApplicationStatus.SUBMITTED})
IN_THE_PROGRAMME = frozenset({ApplicationStatus.ACCEPTED, ApplicationStatus.PAUSED})
"""Was accepted and takes part, or will again."""
IN_THE_MATCHING = frozenset({ApplicationStatus.ACCEPTED})
ENDED = frozenset({ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN})
SEEN_BY_PARTNERSHIP = frozenset(ApplicationStatus) - {ApplicationStatus.DRAFT}
"""A draft belongs to the applicant alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row: who may do what in which status, and what comes of it."""

    status: ApplicationStatus
    action: Action
    next_status: ApplicationStatus
    roles: frozenset[Role]
    guards: frozenset[Guard] = frozenset()
    mail_to_applicant: str | None = None
    mail_to_partnership: str | None = None


class ActionNotAllowedError(Exception):
    """The table has no such row: the status has changed meanwhile, or this role may not do it."""

    def __init__(self, status: ApplicationStatus, action: Action, role: Role) -> None:
        super().__init__(f"{role} cannot {action} an application that is {status}")
        self.status = status
        self.action = action
        self.role = role


class GuardError(Exception):
    """Something that the action needs is missing; `missing` says what."""

    def __init__(self, missing: Collection[Guard]) -> None:
        super().__init__(", ".join(sorted(missing)))
        self.missing = frozenset(missing)


def find(status: ApplicationStatus, action: Action, role: Role) -> Transition:
    """The row for this status, action and role; raises `ActionNotAllowedError`."""
    row = _ROWS.get((status, action))
    if row is None or role not in row.roles:
        raise ActionNotAllowedError(status, action, role)
    return row


def possible(status: ApplicationStatus, role: Role) -> list[Transition]:
    """What a role may do in a status, in the order of the table."""
    return [row for row in TABLE if row.status == status and role in row.roles]


def check(transition: Transition, satisfied: Collection[Guard]) -> None:
    """Raise `GuardError` naming what the transition needs and does not have."""
    missing = transition.guards - set(satisfied)
    if missing:
        raise GuardError(missing)


_APPLICANT = frozenset({Role.APPLICANT})
_STAFF = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
_OFFICE = frozenset({Role.ADMINISTRATOR})
_ANYBODY = frozenset(Role)
_READY = frozenset({Guard.COMPLETE, Guard.CONSENTS_GIVEN, Guard.ELIGIBLE, Guard.ONLY_APPLICATION})

S, A = ApplicationStatus, Action

TABLE: tuple[Transition, ...] = (
    Transition(
        status=S.DRAFT,
        action=A.SUBMIT,
        next_status=S.SUBMITTED,
        roles=_APPLICANT,
        guards=_READY | {Guard.CALL_OPEN},
        mail_to_applicant="application-submitted",
        mail_to_partnership="application-to-check",
    ),
    Transition(status=S.DRAFT, action=A.WITHDRAW, next_status=S.WITHDRAWN, roles=_APPLICANT),
    Transition(
        status=S.SUBMITTED,
        action=A.APPROVE_EXCEPTION,
        next_status=S.SUBMITTED,
        roles=_OFFICE,
        guards=frozenset({Guard.REASON_GIVEN}),
        mail_to_partnership="application-exception-approved",
    ),
    Transition(
        status=S.SUBMITTED,
        action=A.ASK_FOR_MORE,
        next_status=S.MORE_INFORMATION_NEEDED,
        roles=_STAFF,
        guards=frozenset({Guard.FIELDS_NAMED}),
        mail_to_applicant="application-more-information",
    ),
    Transition(
        status=S.SUBMITTED,
        action=A.HAND_OVER,
        next_status=S.SUBMITTED,
        roles=_STAFF,
        guards=frozenset({Guard.OTHER_PARTNERSHIP, Guard.REASON_GIVEN}),
        mail_to_applicant="application-handed-over",
        mail_to_partnership="application-to-check",
    ),
    Transition(
        status=S.SUBMITTED,
        action=A.ACCEPT,
        next_status=S.ACCEPTED,
        roles=_STAFF,
        guards=frozenset({Guard.ELIGIBLE, Guard.EXCEPTION_APPROVED, Guard.REPRESENTATION_APPROVED}),
        mail_to_applicant="application-accepted",
    ),
    Transition(
        status=S.SUBMITTED,
        action=A.REJECT,
        next_status=S.REJECTED,
        roles=_STAFF,
        guards=frozenset({Guard.REASON_GIVEN}),
        mail_to_applicant="application-rejected",
    ),
    Transition(
        status=S.SUBMITTED,
        action=A.WITHDRAW,
        next_status=S.WITHDRAWN,
        roles=_APPLICANT,
        mail_to_partnership="application-withdrawn",
    ),
    Transition(
        status=S.MORE_INFORMATION_NEEDED,
        action=A.SUBMIT,
        next_status=S.SUBMITTED,
        roles=_APPLICANT,
        # Asked for by the partnership, so a call that closed meanwhile does not matter.
        guards=_READY,
        mail_to_applicant="application-submitted",
        mail_to_partnership="application-to-check",
    ),
    Transition(
        status=S.MORE_INFORMATION_NEEDED,
        action=A.REJECT,
        next_status=S.REJECTED,
        roles=_STAFF,
        guards=frozenset({Guard.REASON_GIVEN}),
        mail_to_applicant="application-rejected",
    ),
    Transition(
        status=S.MORE_INFORMATION_NEEDED,
        action=A.WITHDRAW,
        next_status=S.WITHDRAWN,
        roles=_APPLICANT,
        mail_to_partnership="application-withdrawn",
    ),
    Transition(
        status=S.ACCEPTED,
        action=A.CHANGE_ANSWERS,
        next_status=S.ACCEPTED,
        roles=_APPLICANT,
        guards=frozenset({Guard.COMPLETE, Guard.ELIGIBLE}),
        mail_to_partnership="application-answers-changed",
    ),
    Transition(status=S.ACCEPTED, action=A.PAUSE, next_status=S.PAUSED, roles=_ANYBODY),
    Transition(
        status=S.ACCEPTED,
        action=A.REVOKE,
        next_status=S.REJECTED,
        roles=_STAFF,
        guards=frozenset({Guard.REASON_GIVEN}),
        mail_to_applicant="application-revoked",
    ),
    Transition(
        status=S.ACCEPTED,
        action=A.WITHDRAW,
        next_status=S.WITHDRAWN,
        roles=_APPLICANT,
        mail_to_partnership="application-withdrawn",
    ),
    Transition(
        status=S.PAUSED,
        action=A.CHANGE_ANSWERS,
        next_status=S.PAUSED,
        roles=_APPLICANT,
        guards=frozenset({Guard.COMPLETE, Guard.ELIGIBLE}),
        mail_to_partnership="application-answers-changed",
    ),
    Transition(status=S.PAUSED, action=A.RESUME, next_status=S.ACCEPTED, roles=_ANYBODY),
    Transition(
        status=S.PAUSED,
        action=A.REVOKE,
        next_status=S.REJECTED,
        roles=_STAFF,
        guards=frozenset({Guard.REASON_GIVEN}),
        mail_to_applicant="application-revoked",
    ),
    Transition(
        status=S.PAUSED,
        action=A.WITHDRAW,
        next_status=S.WITHDRAWN,
        roles=_APPLICANT,
        mail_to_partnership="application-withdrawn",
    ),
    Transition(
        status=S.REJECTED,
        action=A.REOPEN,
        next_status=S.SUBMITTED,
        roles=_STAFF,
        guards=frozenset({Guard.REASON_GIVEN, Guard.ONLY_APPLICATION}),
        mail_to_applicant="application-reopened",
    ),
)

_ROWS = {(row.status, row.action): row for row in TABLE}
