"""What statuses and actions are called: for staff, and for the applicant.

English, marked for translation; `exchanges.wording` translates where it is shown.
"""

from dataclasses import dataclass

from exchanges.domain.lifecycle import Action, ApplicationStatus, Guard, Role


def gettext_noop(message: str) -> str:
    """Mark a text for translators without Django, which this package does not know."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWording:
    """How a status is told, what happens next, and who has to do it (nobody: `None`)."""

    for_staff: str
    for_applicant: str
    next_step: str
    turn: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWording:
    """The button, and how the timeline tells what was done: to staff and to the applicant."""

    button: str
    done_for_staff: str
    done_for_applicant: str


STATUS_WORDING: dict[ApplicationStatus, StatusWording] = {
    ApplicationStatus.DRAFT: StatusWording(
        for_staff=gettext_noop("Draft"),
        for_applicant=gettext_noop("Not sent yet"),
        next_step=gettext_noop("Finish your answers and send the application."),
        turn=Role.APPLICANT,
    ),
    ApplicationStatus.SUBMITTED: StatusWording(
        for_staff=gettext_noop("To be checked"),
        for_applicant=gettext_noop("Sent"),
        next_step=gettext_noop("Your partnership checks the application and answers by e-mail."),
        turn=Role.MANAGER,
    ),
    ApplicationStatus.MORE_INFORMATION_NEEDED: StatusWording(
        for_staff=gettext_noop("Waiting for the applicant"),
        for_applicant=gettext_noop("More information needed"),
        next_step=gettext_noop("Answer what your partnership asked and send it again."),
        turn=Role.APPLICANT,
    ),
    ApplicationStatus.ACCEPTED: StatusWording(
        for_staff=gettext_noop("Accepted"),
        for_applicant=gettext_noop("Accepted"),
        next_step=gettext_noop("See who fits you, and get in touch."),
        turn=Role.APPLICANT,
    ),
    ApplicationStatus.PAUSED: StatusWording(
        for_staff=gettext_noop("Paused"),
        for_applicant=gettext_noop("Paused"),
        next_step=gettext_noop("You are not proposed to anybody. Resume when you are ready."),
        turn=None,
    ),
    ApplicationStatus.REJECTED: StatusWording(
        for_staff=gettext_noop("Rejected"),
        for_applicant=gettext_noop("Not accepted"),
        next_step=gettext_noop("The reason stands in the messages."),
        turn=None,
    ),
    ApplicationStatus.WITHDRAWN: StatusWording(
        for_staff=gettext_noop("Withdrawn"),
        for_applicant=gettext_noop("Withdrawn"),
        next_step=gettext_noop("Nothing is left to do. You can apply again."),
        turn=None,
    ),
}

ACTION_WORDING: dict[Action, ActionWording] = {
    Action.SUBMIT: ActionWording(
        button=gettext_noop("Send the application"),
        done_for_staff=gettext_noop("The applicant sent the application"),
        done_for_applicant=gettext_noop("You sent the application"),
    ),
    Action.APPROVE_EXCEPTION: ActionWording(
        button=gettext_noop("Approve the exception"),
        done_for_staff=gettext_noop("The support office approved an exception"),
        done_for_applicant=gettext_noop("The support office approved an exception"),
    ),
    Action.ASK_FOR_MORE: ActionWording(
        button=gettext_noop("Ask for more information"),
        done_for_staff=gettext_noop("More information was asked for"),
        done_for_applicant=gettext_noop("Your partnership asked for more information"),
    ),
    Action.HAND_OVER: ActionWording(
        button=gettext_noop("Hand over to another partnership"),
        done_for_staff=gettext_noop("The application was handed over"),
        done_for_applicant=gettext_noop("Your application went to a partnership that fits better"),
    ),
    Action.ACCEPT: ActionWording(
        button=gettext_noop("Accept"),
        done_for_staff=gettext_noop("The application was accepted"),
        done_for_applicant=gettext_noop("Your partnership accepted the application"),
    ),
    Action.REJECT: ActionWording(
        button=gettext_noop("Reject"),
        done_for_staff=gettext_noop("The application was rejected"),
        done_for_applicant=gettext_noop("Your partnership did not accept the application"),
    ),
    Action.REOPEN: ActionWording(
        button=gettext_noop("Check again"),
        done_for_staff=gettext_noop("The application was opened again"),
        done_for_applicant=gettext_noop("Your partnership checks the application again"),
    ),
    Action.CHANGE_ANSWERS: ActionWording(
        button=gettext_noop("Save the changed answers"),
        done_for_staff=gettext_noop("The applicant changed answers"),
        done_for_applicant=gettext_noop("You changed answers"),
    ),
    Action.PAUSE: ActionWording(
        button=gettext_noop("Pause"),
        done_for_staff=gettext_noop("The application was paused"),
        done_for_applicant=gettext_noop("The application was paused"),
    ),
    Action.RESUME: ActionWording(
        button=gettext_noop("Resume"),
        done_for_staff=gettext_noop("The application was resumed"),
        done_for_applicant=gettext_noop("The application was resumed"),
    ),
    Action.REVOKE: ActionWording(
        button=gettext_noop("Take the acceptance back"),
        done_for_staff=gettext_noop("The acceptance was taken back"),
        done_for_applicant=gettext_noop("Your partnership took the acceptance back"),
    ),
    Action.WITHDRAW: ActionWording(
        button=gettext_noop("Withdraw"),
        done_for_staff=gettext_noop("The applicant withdrew the application"),
        done_for_applicant=gettext_noop("You withdrew the application"),
    ),
}

GUARD_WORDING: dict[Guard, str] = {
    Guard.CALL_OPEN: gettext_noop("The call is closed."),
    Guard.COMPLETE: gettext_noop("Some required answers are missing."),
    Guard.CONSENTS_GIVEN: gettext_noop("A required consent is missing."),
    Guard.ELIGIBLE: gettext_noop("The rules of the programme exclude this application."),
    Guard.EXCEPTION_APPROVED: gettext_noop(
        "The support office has to approve an exception before."
    ),
    Guard.REPRESENTATION_APPROVED: gettext_noop(
        "It is not approved yet that the applicant acts for this organisation."
    ),
    Guard.ONLY_APPLICATION: gettext_noop(
        "This organisation already has an application in this call."
    ),
    Guard.FIELDS_NAMED: gettext_noop("Name the answers that you need."),
    Guard.REASON_GIVEN: gettext_noop("Give a reason."),
    Guard.OTHER_PARTNERSHIP: gettext_noop("Choose another partnership."),
}
