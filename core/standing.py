"""What is true of the person who asks, such as "writes the site": one query for all of it.

An app registers what it wants to know in `AppConfig.ready`, as a condition on accounts. Menus and
offers of the page go by it; what somebody may do is decided where it is done.
"""

from collections.abc import Mapping

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from core.models import User

WRITES_THE_SITE = "writes_the_site"

_conditions: dict[str, Q] = {}


def register_standing(name: str, condition: Q) -> None:
    """Make known what may be true of an account; a second condition of a name takes its place."""
    _conditions[name] = condition


def standing_of(request: HttpRequest) -> frozenset[str]:
    """The names of what is true of the person who asks.

    One query for each request of somebody who is signed in, none for anonymous visitors.
    """
    # An error page may be made before anyone has found out who asks.
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return frozenset()
    kept: Mapping[object, frozenset[str]] = getattr(request, "standing", {})
    if user.pk not in kept:
        # Within a request that signs somebody in there are two who ask.
        kept = {user.pk: _fetch(user)}
        request.standing = kept  # type: ignore[attr-defined]
    return kept[user.pk]


def has_standing(user: User, name: str) -> bool:
    """Whether one thing is true of somebody (one query)."""
    return User.objects.filter(_conditions[name], pk=user.pk, is_active=True).exists()


def _fetch(user: User) -> frozenset[str]:
    accounts = User.objects.filter(pk=user.pk, is_active=True)
    found = accounts.values(**_conditions).first() or {}
    return frozenset(name for name, is_true in found.items() if is_true)


def writers() -> Q:
    """The accounts that have Wagtail's permission to enter the admin."""
    permission = Permission.objects.filter(
        Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk")),
        codename="access_admin",
        content_type__app_label="wagtailadmin",
    )
    return Q(is_superuser=True) | Q(Exists(permission))
