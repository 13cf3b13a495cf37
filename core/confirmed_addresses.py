"""Which address a person signs in with, and whether it is known to be theirs.

django-allauth keeps addresses in rows of their own, beside `User.email`. The site wants one address
for each person: `ACCOUNT_CHANGE_EMAIL` keeps the old one until the new one is confirmed.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from django.db.models.signals import post_save
from django.dispatch import receiver

from core.models import User


def confirm_address(user: User) -> None:
    """Take the address of a person as confirmed, and as the only one."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def has_confirmed_address(user: User) -> bool:
    """Whether the address that a person has now is known to be theirs."""
    return EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()


def is_taken(email: str, but_for: User | None = None) -> bool:
    """Whether somebody (else) has this address.

    What somebody asked to change to and never confirmed does not count: whoever reads the mails
    of an address must be able to have an account with it.
    """
    people = User.objects.filter(email__iexact=email)
    addresses = EmailAddress.objects.filter(email__iexact=email, verified=True)
    if but_for is not None:
        people, addresses = people.exclude(pk=but_for.pk), addresses.exclude(user=but_for)
    return people.exists() or addresses.exists()


@receiver(password_reset, dispatch_uid="core.confirm_by_reset")
def confirm_by_reset(user: User, **_kwargs: Any) -> None:
    """Who set a password with a link from a mail reads the mails of the address.

    The link goes to `User.email` only (`core.account_forms.ResetPasswordForm`).
    """
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        confirm_address(user)


@receiver(post_save, sender=User, dispatch_uid="core.follow_changed_address")
def follow_changed_address(
    instance: User, created: bool, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """Where an administrator gave a person another address, the old one opens nothing any more.

    The new one is confirmed at the next sign-in.
    """
    if created or (update_fields is not None and "email" not in update_fields):
        return
    addresses = EmailAddress.objects.filter(user=instance)
    if not addresses.filter(email=instance.email).exists():
        addresses.delete()
