"""What `/my/` shows: where somebody stands, and the one next thing to do."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import User
from exchanges import permissions
from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, ExchangeOfferPage
from exchanges.offers.state import OfferTextState, text_state, with_workflow_states
from exchanges.representation import invitations_to
from exchanges.wording import StatusWords, status_words


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """An application with its status in words and what is new about it."""

    application: Application
    status: StatusWords
    unread: int
    offer_state: OfferTextState | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now: what, why, and where."""

    title: str
    text: str
    url: str
    action: str


def own_applications(user: User) -> list[OwnApplication]:
    """Somebody's applications, the one that changed last first (three queries)."""
    applications = list(
        permissions.applications_of(user)
        .select_related("organisation", "partnership", "call")
        .annotate(
            unread=Count(
                "messages", filter=Q(messages__is_from_partnership=True, messages__read_at=None)
            )
        )
        .order_by("-status_changed_at", "pk")
    )
    pages = {
        page.offer.profile.application_id: page
        for page in with_workflow_states(
            ExchangeOfferPage.objects.filter(
                offer__profile__application__in=applications
            ).select_related("offer__profile")
        )
    }
    return [
        OwnApplication(
            one,
            status_words(one, for_staff=False),
            one.unread,
            text_state(pages[one.pk]) if one.pk in pages else None,
        )
        for one in applications
    ]


def next_step(user: User, own: list[OwnApplication], *, at: datetime.datetime) -> NextStep:
    """What comes first: what others wait for, then what one could do, then waiting."""
    invitation = invitations_to(user, at=at).first()
    if invitation is not None:
        return NextStep(
            _("You are invited to act for %(organisation)s")
            % {"organisation": invitation.organisation},
            _("Accept or decline: until then nothing changes."),
            reverse("my_invitation", args=[invitation.pk]),
            _("See the invitation"),
        )
    live = [one for one in own if not one.application.has_ended]
    for find in (_asked, _unread, _draft, _offer, _matches, _waiting, _paused):
        for one in live:
            step = find(one)
            if step is not None:
                return step
    return NextStep(
        _("Take part"),
        _("Visit a host, receive visitors, or both: one application is all it needs."),
        "/apply/",
        _("Begin an application"),
    )


def address(one: OwnApplication) -> str:
    """Where an application is."""
    return reverse("my_application", args=[one.application.pk])


def _asked(one: OwnApplication) -> NextStep | None:
    if one.application.current_status is not ApplicationStatus.MORE_INFORMATION_NEEDED:
        return None
    return NextStep(
        _("%(partnership)s asks for more information")
        % {"partnership": one.application.partnership},
        one.status.next_step,
        address(one),
        _("Read the question"),
    )


def _unread(one: OwnApplication) -> NextStep | None:
    if not one.unread:
        return None
    words = ngettext(
        "%(number)d new message from %(partnership)s",
        "%(number)d new messages from %(partnership)s",
        one.unread,
    )
    return NextStep(
        words % {"number": one.unread, "partnership": one.application.partnership},
        _("About your application %(reference)s.") % {"reference": one.application},
        f"{address(one)}#messages",
        _("Read and answer"),
    )


def _draft(one: OwnApplication) -> NextStep | None:
    if not one.application.is_draft:
        return None
    return NextStep(
        _("Finish your application"),
        _("What you answered so far is kept."),
        address(one),
        _("Go on"),
    )


def _offer(one: OwnApplication) -> NextStep | None:
    state = one.offer_state
    if state is None or not state.can_be_sent or not one.application.is_in_the_programme:
        return None
    title = (
        _("Your offer was sent back")
        if state is OfferTextState.SENT_BACK
        else _("Complete your offer, so that visitors find it")
    )
    return NextStep(
        title,
        _("Its first draft was made from your answers."),
        reverse("my_offer", args=[one.application.pk]),
        _("Write the offer"),
    )


def _matches(one: OwnApplication) -> NextStep | None:
    if not one.application.is_in_the_matching:
        return None
    is_visitor = Side.VISITOR in one.application.sides
    return NextStep(
        _("See which hosts fit you") if is_visitor else _("See which visitors fit you"),
        _("Ranked by your own answers, each with the reasons."),
        reverse("my_hosts" if is_visitor else "my_visitors", args=[one.application.pk]),
        _("Show the list"),
    )


def _waiting(one: OwnApplication) -> NextStep | None:
    if not one.application.is_waiting or one.application.due_at is None:
        return None
    return NextStep(
        _("%(partnership)s checks your application") % {"partnership": one.application.partnership},
        _("You get an e-mail by %(day)s. Until then there is nothing to do.")
        % {"day": formats.date_format(timezone.localtime(one.application.due_at), "j F Y")},
        address(one),
        _("See the application"),
    )


def _paused(one: OwnApplication) -> NextStep | None:
    return NextStep(one.status.name, one.status.next_step, address(one), _("See the application"))
