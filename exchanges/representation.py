"""Reads who acts for whom; every view asks these, so that the rest is a 404.

Names and addresses of people are for those who act for the same organisation, and for the managers
who look after it.
"""

import datetime
import uuid

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from core.confirmed_addresses import has_confirmed_address
from core.models import User
from exchanges.domain import lifecycle
from exchanges.models import Representative, RepresentativeState
from exchanges.permissions import is_administrator, managed_partnerships
from partnerships.models import (
    KNOWN_STATES,
    PUBLIC_STATES,
    Organisation,
    Partnership,
    PartnershipManager,
)

Visitor = User | AnonymousUser


def organisations_of(user: Visitor) -> QuerySet[Organisation]:
    """The organisations that somebody acts for, by name."""
    if not user.is_authenticated:
        return Organisation.objects.none()
    acting = Representative.objects.active().filter(user=user)
    return Organisation.objects.filter(pk__in=acting.values("organisation")).order_by("name", "pk")


def choosable(*, own: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The organisations that one may apply for: public ones, and one's own that is accepted.

    Nobody else learns that an organisation is there which is not public.
    """
    mine = Q(state__in=KNOWN_STATES, pk__in=own.order_by().values("pk"))
    return Organisation.objects.filter(Q(state__in=PUBLIC_STATES) | mine)


def acts_for(user: Visitor, organisation: Organisation) -> bool:
    """Whether somebody may act for an organisation."""
    return organisations_of(user).filter(pk=organisation.pk).exists()


def representatives_of(organisation: Organisation) -> QuerySet[Representative]:
    """The people who act for an organisation, in the order of their coming."""
    return (
        Representative.objects.active()
        .filter(organisation=organisation)
        .select_related("user")
        .order_by("created_at", "pk")
    )


def representations_of(user: User) -> QuerySet[Representative]:
    """What somebody acts for or asked to act for, by name, with the number of people there."""
    people = (
        Representative.objects.active()
        .filter(organisation=OuterRef("organisation"))
        .order_by()
        .values("organisation")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Representative.objects.filter(
            user=user, state__in=(RepresentativeState.ACTIVE, RepresentativeState.REQUESTED)
        )
        .select_related("organisation__country")
        .annotate(people=Subquery(people))
        .order_by("organisation__name", "pk")
    )


def invitations_to(user: Visitor, *, at: datetime.datetime) -> QuerySet[Representative]:
    """The open invitations to somebody's address, once it is known to be theirs."""
    if not isinstance(user, User) or not has_confirmed_address(user):
        return Representative.objects.none()
    return (
        Representative.objects.invited()
        .filter(invited_email=user.email, expires_at__gt=at)
        .select_related("organisation", "invited_by")
        .order_by("created_at", "pk")
    )


def invitation_of(user: User, invitation_id: uuid.UUID) -> QuerySet[Representative]:
    """An invitation to somebody, open, too old or answered."""
    mine = Q(user=user)
    if has_confirmed_address(user):
        mine |= Q(invited_email=user.email)
    return Representative.objects.filter(mine, pk=invitation_id).select_related(
        "organisation", "invited_by"
    )


def invitations_from(
    organisation: Organisation, *, at: datetime.datetime
) -> QuerySet[Representative]:
    """The open invitations to act for an organisation."""
    return (
        Representative.objects.invited()
        .filter(organisation=organisation, expires_at__gt=at)
        .select_related("invited_by")
        .order_by("created_at", "pk")
    )


def partnerships_of(organisation: Organisation) -> QuerySet[Partnership]:
    """The partnerships that look after an organisation: those it is a member of.

    For one that is a member of none: those that accepted it. An application alone gives nobody a
    say, because whoever applies chooses the partnership.
    """
    member_of = Partnership.objects.filter(memberships__organisation=organisation)
    if member_of.exists():
        return member_of
    return Partnership.objects.filter(
        applications__organisation=organisation,
        applications__status__in=lifecycle.IN_THE_PROGRAMME,
    ).distinct()


def managers_of(organisation: Organisation) -> QuerySet[User]:
    """The people who look after an organisation."""
    managers = PartnershipManager.objects.filter(partnership__in=partnerships_of(organisation))
    return User.objects.filter(pk__in=managers.values("user"), is_active=True).order_by("pk")


def organisations_looked_after_by(user: Visitor) -> QuerySet[Organisation]:
    """The organisations of somebody's partnerships; all for the support office."""
    if is_administrator(user):
        return Organisation.objects.all()
    managed = managed_partnerships(user).values("pk")
    return Organisation.objects.filter(
        Q(memberships__partnership__in=managed)
        | Q(
            memberships__isnull=True,
            applications__status__in=lifecycle.IN_THE_PROGRAMME,
            applications__partnership__in=managed,
        )
    ).distinct()


def requests_to(user: Visitor) -> QuerySet[Representative]:
    """Who asks to act for an organisation that somebody looks after, the oldest first."""
    return (
        Representative.objects.requested()
        .filter(organisation__in=organisations_looked_after_by(user).values("pk"))
        .select_related("organisation", "user")
        .order_by("created_at", "pk")
    )


def acting_looked_after_by(user: Visitor) -> QuerySet[Representative]:
    """Who acts for the organisations that somebody looks after, by organisation."""
    return (
        Representative.objects.active()
        .filter(organisation__in=organisations_looked_after_by(user).values("pk"))
        .select_related("organisation", "user")
        .order_by("organisation__name", "organisation", "created_at", "pk")
    )
