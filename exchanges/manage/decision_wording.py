"""What the page of a decision says: what will happen, and what is asked for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchanges.domain.lifecycle import Action

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWording:
    """A decision before it is taken.

    `marker` stands in the mail where the words will be; without `words_label` none are asked for.
    """

    title: Words
    consequences: tuple[Words, ...]
    consequence_for_hosts: Words = ""
    words_label: Words = ""
    words_help: Words = ""
    words_missing: Words = ""
    marker: Words = ""
    done: Words
    is_harsh: bool = False


PARTNERSHIP_MARKER = _("[the new partnership]")
READ_BY_APPLICANT = _("The applicant reads it, by e-mail and among the messages.")

DECISION_WORDING: dict[Action, DecisionWording] = {
    Action.ACCEPT: DecisionWording(
        title=_("Accept the application"),
        consequences=(
            _("The organisation takes part. A host that agreed to be listed gets a public page."),
            _("It is in the matching from now on."),
        ),
        consequence_for_hosts=_(
            "Its answers as a host become an offer, with a draft of its page that it completes; "
            "an editor publishes it."
        ),
        words_label=_("A word of welcome"),
        words_help=READ_BY_APPLICANT,
        marker=_("[your welcome]"),
        done=_("The application is accepted."),
    ),
    Action.APPROVE_EXCEPTION: DecisionWording(
        title=_("Approve the exception"),
        consequences=(
            _("The partnership may accept the application although the rules leave it open."),
            _("The partnership's managers get an e-mail."),
        ),
        words_label=_("Why the exception is right"),
        words_help=_("The partnership and the applicant read it among the messages."),
        words_missing=_("Give a reason."),
        done=_("The exception is approved."),
    ),
    Action.ASK_FOR_MORE: DecisionWording(
        title=_("Ask for more information"),
        consequences=(
            _("The applicant can change all answers, and sees which ones you ask about."),
            _("It is the applicant's turn; when the answers come back, the time to check begins."),
        ),
        words_label=_("Your question"),
        words_help=READ_BY_APPLICANT,
        words_missing=_("Write what you want to know."),
        marker=_("[your question]"),
        done=_("The applicant is asked for more."),
    ),
    Action.HAND_OVER: DecisionWording(
        title=_("Hand over to another partnership"),
        consequences=(
            _("The other partnership checks the application, and sees it with all messages."),
            _("You do not see it any more; your private notes stay with you."),
            _("The time to check begins anew."),
        ),
        words_label=_("Why the other partnership fits better"),
        words_help=READ_BY_APPLICANT,
        words_missing=_("Give a reason."),
        marker=_("[your reason]"),
        done=_("The application is handed over."),
    ),
    Action.REJECT: DecisionWording(
        title=_("Reject the application"),
        consequences=(
            _("The organisation does not take part. It may apply again."),
            _("You can check the application again later."),
        ),
        words_label=_("Reason"),
        words_help=READ_BY_APPLICANT,
        words_missing=_("Give a reason."),
        marker=_("[your reason]"),
        done=_("The application is rejected."),
        is_harsh=True,
    ),
    Action.REOPEN: DecisionWording(
        title=_("Check the application again"),
        consequences=(_("It waits to be checked, as a new one does."),),
        words_label=_("Why it is checked again"),
        words_help=READ_BY_APPLICANT,
        words_missing=_("Give a reason."),
        marker=_("[your reason]"),
        done=_("The application waits to be checked."),
    ),
    Action.REVOKE: DecisionWording(
        title=_("Take the acceptance back"),
        consequences=(
            _("The organisation leaves the matching at once, and its offer is closed."),
            _("You can check the application again later."),
        ),
        words_label=_("Reason"),
        words_help=READ_BY_APPLICANT,
        words_missing=_("Give a reason."),
        marker=_("[your reason]"),
        done=_("The acceptance is taken back."),
        is_harsh=True,
    ),
    Action.PAUSE: DecisionWording(
        title=_("Pause the application"),
        consequences=(
            _("The organisation is not proposed to anybody, and its offer is not listed."),
            _("You or the applicant can resume at any time. No e-mail is sent."),
        ),
        done=_("The application is paused."),
    ),
    Action.RESUME: DecisionWording(
        title=_("Resume the application"),
        consequences=(
            _("The organisation is proposed again, and its offer is listed. No e-mail is sent."),
        ),
        done=_("The application takes part again."),
    ),
}
"""The actions of partnerships and of the support office; the others are the applicant's alone."""
