"""What is true of the person who asks: the rules of menus, in one query."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from core.models import User
from core.standing import WRITES_THE_SITE, has_standing, standing_of
from exchanges.permissions import ADMINISTRATORS, MANAGES
from partnerships.models import PartnershipManager
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def enters_the_admin() -> Permission:
    return Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")


def of_group(name: str, *permissions: Permission) -> User:
    group = Group.objects.create(name=name)
    group.permissions.set(permissions)
    user = UserFactory.create()
    user.groups.add(group)
    return user


def with_permission() -> User:
    user = UserFactory.create()
    user.user_permissions.add(enters_the_admin())
    return user


def manager() -> User:
    user = UserFactory.create()
    PartnershipManager.objects.create(user=user, partnership=PartnershipFactory.create())
    return user


def inactive(user: User) -> User:
    user.is_active = False
    user.save()
    return user


PEOPLE: dict[str, tuple[Callable[[], User], set[str]]] = {
    "nobody": (UserFactory.create, set()),
    "superuser": (lambda: UserFactory.create(is_superuser=True), {WRITES_THE_SITE, MANAGES}),
    "locked out": (lambda: inactive(UserFactory.create(is_superuser=True)), set()),
    "editor": (lambda: of_group("Writers", enters_the_admin()), {WRITES_THE_SITE}),
    "with the permission": (with_permission, {WRITES_THE_SITE}),
    "of a group without it": (lambda: of_group("Readers"), set()),
    "support office": (lambda: of_group(ADMINISTRATORS), {MANAGES}),
    "manager": (manager, {MANAGES}),
    "manager locked out": (lambda: inactive(manager()), set()),
}


def asked_by(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_true_of_whom(who: str) -> None:
    Group.objects.filter(name__in=[ADMINISTRATORS, "Readers", "Writers"]).delete()
    make, expected = PEOPLE[who]
    user = make()
    assert standing_of(asked_by(user)) == expected
    assert {name for name in (WRITES_THE_SITE, MANAGES) if has_standing(user, name)} == expected
    assert user.has_perm("wagtailadmin.access_admin") == (WRITES_THE_SITE in expected)


def test_all_of_it_is_asked_at_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = asked_by(manager())
    with django_assert_num_queries(1):
        assert standing_of(request) == standing_of(request) == {MANAGES}


def test_who_signs_in_within_a_request_is_somebody_else() -> None:
    request = asked_by(UserFactory.create())
    assert standing_of(request) == frozenset()
    request.user = manager()
    assert standing_of(request) == {MANAGES}


def test_a_stranger_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert standing_of(asked_by(AnonymousUser())) == frozenset()
