"""Who must have a second factor."""

from collections.abc import Callable
from enum import StrEnum

from django.conf import settings

from core.models import User

Test = Callable[[User], bool]


class Requirement(StrEnum):
    """What the setting `REQUIRE_SECOND_FACTOR` may say."""

    NOBODY = "nobody"
    MANAGERS = "managers"
    STAFF = "staff"


_trusted: list[Test] = []


def require_second_factor_of(test: Test) -> None:
    """Count those of whom `test` is true among the managers."""
    if test not in _trusted:
        _trusted.append(test)


def is_required_of(user: User) -> bool:
    """Whether a person must have a second factor.

    Managers are those whom an app trusts with other people's data, and administrators: whoever may
    change people. Staff is everybody who may enter the admin as well. Raises `ValueError` for a
    setting that is none (`core.checks` finds it before).
    """
    match Requirement(settings.REQUIRE_SECOND_FACTOR):
        case Requirement.NOBODY:
            return False
        case Requirement.STAFF if user.has_perm("wagtailadmin.access_admin"):
            return True
    return user.has_perm("core.change_user") or any(test(user) for test in _trusted)
