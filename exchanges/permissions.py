"""Who may see which application, and as what: every view asks these, so that the rest is a 404."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, Group
from django.db import models

from core.models import User
from exchanges.domain.lifecycle import Role
from exchanges.models import Application, Interest, PrivateNote
from partnerships.models import Partnership, PartnershipManager

Visitor = User | AnonymousUser
ADMINISTRATORS = "Administrators"
MANAGES = "manages"


def is_administrator(user: Visitor) -> bool:
    """Whether somebody is of the support office: in the group Administrators, or a superuser."""
    return user.is_active and (
        user.is_superuser or user.groups.filter(name=ADMINISTRATORS).exists()
    )


def managed_partnerships(user: Visitor) -> models.QuerySet[Partnership]:
    """The partnerships whose applicants somebody looks after; all for the support office."""
    if not user.is_authenticated or not user.is_active:
        return Partnership.objects.none()
    if is_administrator(user):
        return Partnership.objects.all()
    return Partnership.objects.filter(managers__user=user)


def applications_of(user: Visitor) -> models.QuerySet[Application]:
    """Those that somebody started."""
    if not user.is_authenticated:
        return Application.objects.none()
    return Application.objects.filter(applicant=user)


def staff_role(user: Visitor) -> Role:
    """As what somebody acts at `/manage/`."""
    return Role.ADMINISTRATOR if is_administrator(user) else Role.MANAGER


@dataclass(frozen=True, slots=True, kw_only=True)
class Remit:
    """What somebody looks after at `/manage/`: as what, and which partnerships."""

    user: User
    role: Role
    partnerships: tuple[Partnership, ...]

    @property
    def is_office(self) -> bool:
        """Whether it is the support office's, which looks after all partnerships."""
        return self.role is Role.ADMINISTRATOR

    @property
    def has_several(self) -> bool:
        """Whether it matters which partnership something belongs to."""
        return len(self.partnerships) > 1

    def applications(self) -> models.QuerySet[Application]:
        """Those of these partnerships; drafts belong to their applicants alone."""
        return Application.objects.seen_by_partnerships().filter(partnership__in=self.partnerships)

    def interests(self) -> models.QuerySet[Interest]:
        """The expressions of interest that were sent to these partnerships."""
        return Interest.objects.filter(partnership__in=self.partnerships)


def remit_of(user: Visitor) -> Remit | None:
    """What somebody looks after; `None` for whoever looks after nothing (two queries)."""
    if not isinstance(user, User) or not user.is_active:
        return None
    role = staff_role(user)
    partnerships = Partnership.objects.order_by("acronym", "pk")
    if role is not Role.ADMINISTRATOR:
        partnerships = partnerships.filter(managers__user=user)
        if not partnerships:
            return None
    return Remit(user=user, role=role, partnerships=tuple(partnerships))


def managers() -> models.Q:
    """The accounts for which there is something at `/manage/`."""
    office = Group.objects.filter(user=models.OuterRef("pk"), name=ADMINISTRATORS)
    return (
        models.Q(is_superuser=True)
        | models.Q(models.Exists(office))
        | models.Q(models.Exists(PartnershipManager.objects.filter(user=models.OuterRef("pk"))))
    )


def private_notes_read_by(user: User, application: Application) -> models.QuerySet[PrivateNote]:
    """The notes about an application that a manager's own partnership wrote; no other's."""
    return PrivateNote.objects.filter(
        application=application, partnership__managers__user=user
    ).distinct()
