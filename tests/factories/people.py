"""Makes people who sign in."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from core.confirmed_addresses import confirm_address
from core.models import User

PASSWORD = "a sentence for the tests"


def make_user(email: str, *groups: str, **fields: object) -> User:
    """A person in these groups, with `PASSWORD` and a confirmed address."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    confirm_address(user)
    return user


class UserFactory(DjangoModelFactory[User]):
    """A person without rights."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person-{number}@example.org")
