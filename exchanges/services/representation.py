"""Who may act for an organisation: the only code that changes a `RepresentativeState`.

Each function locks the row, checks, writes, adds the audit entry and the mails, and commits. One
that finds another state than it needs raises `RepresentationError`; one that is asked by somebody
who has no say raises `Representative.DoesNotExist`, as if there were nothing.
"""

import datetime
import uuid

from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import audit
from core.confirmed_addresses import has_confirmed_address
from core.emails.sending import queue_email
from core.models import User
from core.sender import programme_settings
from exchanges import representation
from exchanges.domain.lifecycle import Role
from exchanges.mails import representation as representation_mails
from exchanges.models import Representative, RepresentativeState
from exchanges.services.actor import Actor
from partnerships.models import Organisation

INVITATION_DAYS = 14


class RepresentationProblem(models.TextChoices):
    """Why it cannot be done."""

    ALREADY_ACTS = "ALREADY_ACTS", _("This person acts for the organisation already.")
    ALREADY_INVITED = "ALREADY_INVITED", _("This address is invited already.")
    ALREADY_ASKED = "ALREADY_ASKED", _("You have asked for this already.")
    NOT_NEW = "NOT_NEW", _("This organisation is in the register already.")
    OVER = "OVER", _("This is no longer open: it was answered, withdrawn or is too old.")


class RepresentationError(Exception):
    """The state does not allow it; `problem` says why, in words for people."""

    def __init__(self, problem: RepresentationProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def represent_new_organisation(
    *, organisation: Organisation, actor: Actor, at: datetime.datetime
) -> Representative:
    """Let the person who brings a new organisation in act for it at once."""
    with transaction.atomic():
        others = Representative.objects.filter(organisation=organisation)
        if organisation.is_known or organisation.memberships.exists() or others.exists():
            raise RepresentationError(RepresentationProblem.NOT_NEW)
        return _begin(organisation, actor.user, RepresentativeState.ACTIVE, "FOUND", actor, at)


def request_representation(
    *, organisation: Organisation, actor: Actor, at: datetime.datetime
) -> Representative:
    """Ask to act for an organisation of the register; its partnership's managers decide."""
    with transaction.atomic():
        representative = _begin(
            organisation, actor.user, RepresentativeState.REQUESTED, "REQUEST", actor, at
        )
        _tell_managers(representation_mails.REQUESTED, representative, at)
        return representative


def invite(
    *, organisation: Organisation, email: str, actor: Actor, at: datetime.datetime
) -> Representative:
    """Invite somebody, by e-mail, to act for an organisation.

    It is the same whether the address has an account. An invitation that is too old gives way.
    """
    email = email.lower()
    with transaction.atomic():
        _require_a_say(organisation, actor)
        people = representation.representatives_of(organisation)
        if people.filter(user__email=email).exists():
            raise RepresentationError(RepresentationProblem.ALREADY_ACTS)
        forget_old_invitations(at=at, organisation=organisation)
        try:
            with transaction.atomic():
                invitation = Representative.objects.create(
                    organisation=organisation,
                    state=RepresentativeState.INVITED,
                    invited_email=email,
                    invited_by=actor.user,
                    created_at=at,
                    state_changed_at=at,
                    expires_at=at + datetime.timedelta(days=INVITATION_DAYS),
                )
        except IntegrityError as error:
            raise RepresentationError(RepresentationProblem.ALREADY_INVITED) from error
        _record(invitation, "INVITE", actor, at, before="")
        queue_email(
            code=representation_mails.INVITATION,
            to=email,
            context=representation_mails.invitation_context(invitation),
            at=at,
        )
        return invitation


def withdraw_invitation(
    *, invitation_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> Representative:
    """Take an invitation back; its link leads nowhere from now on."""
    with transaction.atomic():
        invitation = _lock(Representative.objects.all(), invitation_id)
        _require_a_say(invitation.organisation, actor)
        _require(invitation, RepresentativeState.INVITED)
        return _change(invitation, RepresentativeState.REMOVED, "WITHDRAW_INVITATION", actor, at)


def accept_invitation(
    *, invitation_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> Representative:
    """Accept an invitation to one's own, confirmed address.

    Who has asked for the same before is approved by this.
    """
    with transaction.atomic():
        invitation = _own_invitation(invitation_id, actor, at)
        for request in Representative.objects.requested().filter(
            organisation=invitation.organisation, user=actor.user
        ):
            _change(request, RepresentativeState.LEFT, "SUPERSEDE", actor, at)
        invitation.user = actor.user
        try:
            with transaction.atomic():
                _change(invitation, RepresentativeState.ACTIVE, "ACCEPT_INVITATION", actor, at)
        except IntegrityError as error:
            raise RepresentationError(RepresentationProblem.ALREADY_ACTS) from error
        if invitation.invited_by is not None and invitation.invited_by.is_active:
            _mail(representation_mails.ACCEPTED, invitation.invited_by.email, invitation, at)
        return invitation


def decline_invitation(
    *, invitation_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> Representative:
    """Decline an invitation to one's own, confirmed address."""
    with transaction.atomic():
        invitation = _own_invitation(invitation_id, actor, at)
        invitation.user = actor.user
        return _change(invitation, RepresentativeState.DECLINED, "DECLINE_INVITATION", actor, at)


def approve_representation(
    *, representative_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> Representative:
    """Let somebody act for an organisation that one looks after."""
    with transaction.atomic():
        representative = _lock(_looked_after(actor), representative_id)
        _require(representative, RepresentativeState.REQUESTED)
        _change(representative, RepresentativeState.ACTIVE, "APPROVE", actor, at)
        _tell_person(representation_mails.APPROVED, representative, at)
        return representative


def reject_representation(
    *, representative_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> Representative:
    """Do not let somebody act for an organisation that one looks after."""
    with transaction.atomic():
        representative = _lock(_looked_after(actor), representative_id)
        _require(representative, RepresentativeState.REQUESTED)
        _change(representative, RepresentativeState.DECLINED, "REJECT", actor, at)
        _tell_person(representation_mails.REJECTED, representative, at)
        return representative


def remove_representative(
    *, representative_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> Representative:
    """Let somebody no longer act for an organisation that one looks after."""
    with transaction.atomic():
        representative = _lock(_looked_after(actor), representative_id)
        _require(representative, RepresentativeState.ACTIVE)
        _change(representative, RepresentativeState.REMOVED, "REMOVE", actor, at)
        _tell_person(representation_mails.REMOVED, representative, at)
        return representative


def leave(*, organisation: Organisation, actor: Actor, at: datetime.datetime) -> Representative:
    """No longer act for an organisation, or no longer ask to.

    When the last one leaves, nobody can act for it: the managers who look after it are told.
    """
    with transaction.atomic():
        # The organisation is the lock: of the last two, one is the last.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        representative = Representative.objects.select_related("organisation", "user").get(
            organisation=organisation,
            user=actor.user,
            state__in=(RepresentativeState.ACTIVE, RepresentativeState.REQUESTED),
        )
        was_acting = representative.is_active
        _change(representative, RepresentativeState.LEFT, "LEAVE", actor, at)
        if was_acting and not representation.representatives_of(organisation).exists():
            _tell_managers(representation_mails.NOBODY_LEFT, representative, at)
        return representative


def forget_old_invitations(
    *, at: datetime.datetime, organisation: Organisation | None = None
) -> int:
    """End invitations that nobody answered in time, and forget their addresses; how many."""
    old = Representative.objects.invited().filter(expires_at__lte=at)
    if organisation is not None:
        old = old.filter(organisation=organisation)
    return old.update(state=RepresentativeState.REMOVED, invited_email="", state_changed_at=at)


def _begin(
    organisation: Organisation,
    user: User,
    state: RepresentativeState,
    action: str,
    actor: Actor,
    at: datetime.datetime,
) -> Representative:
    live = Representative.objects.filter(organisation=organisation, user=user)
    try:
        with transaction.atomic():
            representative = Representative.objects.create(
                organisation=organisation,
                user=user,
                state=state,
                created_at=at,
                state_changed_at=at,
            )
    except IntegrityError as error:
        raise RepresentationError(
            RepresentationProblem.ALREADY_ACTS
            if live.active().exists()
            else RepresentationProblem.ALREADY_ASKED
        ) from error
    _record(representative, action, actor, at, before="")
    return representative


def _change(
    representative: Representative,
    state: RepresentativeState,
    action: str,
    actor: Actor,
    at: datetime.datetime,
) -> Representative:
    before = representative.state
    representative.state = state
    representative.state_changed_at = at
    representative.invited_email = ""
    representative.save(update_fields=["state", "state_changed_at", "invited_email", "user"])
    _record(representative, action, actor, at, before=before)
    return representative


def _record(
    representative: Representative, action: str, actor: Actor, at: datetime.datetime, *, before: str
) -> None:
    audit.record(
        subject=representative,
        action=action,
        at=at,
        actor=actor.user,
        role=actor.role,
        from_status=before,
        to_status=representative.state,
    )


def _lock(scope: QuerySet[Representative], representative_id: uuid.UUID) -> Representative:
    return (
        Representative.objects.select_for_update(of=("self",))
        .select_related("organisation", "user", "invited_by")
        .filter(pk__in=scope.values("pk"))
        .get(pk=representative_id)
    )


def _own_invitation(
    invitation_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> Representative:
    """An invitation to the address of the actor, still open."""
    if not has_confirmed_address(actor.user):
        raise Representative.DoesNotExist
    invitation = _lock(Representative.objects.all(), invitation_id)
    if invitation.user_id == actor.user.pk:  # answered before, in another tab
        raise RepresentationError(RepresentationProblem.OVER)
    if invitation.invited_email != actor.user.email:
        raise Representative.DoesNotExist
    if not invitation.is_open_invitation(at=at):
        raise RepresentationError(RepresentationProblem.OVER)
    return invitation


def _looked_after(actor: Actor) -> QuerySet[Representative]:
    """What an actor decides about, as a manager or the support office."""
    if actor.role is Role.APPLICANT:
        return Representative.objects.none()
    organisations = representation.organisations_looked_after_by(actor.user)
    return Representative.objects.filter(organisation__in=organisations.values("pk"))


def _require(representative: Representative, state: RepresentativeState) -> None:
    if representative.state != state:
        raise RepresentationError(RepresentationProblem.OVER)


def _require_a_say(organisation: Organisation, actor: Actor) -> None:
    """Only those who act for an organisation, or look after it, invite people to it."""
    if actor.role is Role.APPLICANT:
        has_a_say = representation.acts_for(actor.user, organisation)
    else:
        looked_after = representation.organisations_looked_after_by(actor.user)
        has_a_say = looked_after.filter(pk=organisation.pk).exists()
    if not has_a_say:
        raise Representative.DoesNotExist


def _tell_person(code: str, representative: Representative, at: datetime.datetime) -> None:
    if representative.user is not None:
        _mail(code, representative.user.email, representative, at)


def _tell_managers(code: str, representative: Representative, at: datetime.datetime) -> None:
    """Where nobody looks after the organisation, the support office does."""
    programme = programme_settings(None)
    managers = representation.managers_of(representative.organisation)
    office = programme.support_email or programme.contact_email
    for email in [manager.email for manager in managers] or filter(None, [office]):
        _mail(code, email, representative, at)


def _mail(code: str, to: str, representative: Representative, at: datetime.datetime) -> None:
    queue_email(
        code=code,
        to=to,
        context=representation_mails.context(code, representative),
        at=at,
    )
