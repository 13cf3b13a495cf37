"""Who acts, and as what."""

from dataclasses import dataclass

from core.models import User
from exchanges.domain.lifecycle import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in the role in which they act; views take the role from `exchanges.permissions`."""

    user: User
    role: Role
