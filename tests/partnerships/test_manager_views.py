"""Administrators, and they alone, say who manages a partnership; the audit trail remembers."""

import pytest
from django.test import Client
from django.urls import reverse

from core.audit import entries_for
from home.editors import ADMINISTRATORS, EDITORS, MODERATORS, set_up_editors
from home.models import HomePage
from partnerships.manager_views import APPOINTED, WITHDRAWN
from partnerships.models import Partnership, PartnershipManager
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import make_user


def address(view: str, *args: object) -> str:
    return reverse(PartnershipManager.snippet_viewset.get_url_name(view), args=args)


def signed_in(group: str) -> Client:
    client = Client()
    client.force_login(make_user(f"{group.lower()}@example.org", group))
    return client


@pytest.fixture
def partnership(home_page: HomePage) -> Partnership:
    """ALPHA, in a site with all groups."""
    set_up_editors()
    return PartnershipFactory.create(acronym="ALPHA")


def test_an_administrator_gives_and_withdraws_it(partnership: Partnership) -> None:
    administrator = signed_in(ADMINISTRATORS)
    person = make_user("new-manager@example.org")
    data = {"partnership": partnership.pk, "email": "New-Manager@example.org"}
    assert administrator.post(address("add"), data).status_code == 302
    manager = PartnershipManager.objects.get()
    assert (manager.user, manager.partnership) == (person, partnership)
    page = administrator.get(address("list")).content.decode()
    assert "new-manager@example.org" in page
    assert address("delete", manager.pk) in page
    assert address("edit", manager.pk) not in page
    assert administrator.post(address("delete", manager.pk)).status_code == 302
    assert list(partnership.managers.all()) == []
    assert [
        (entry.action, entry.actor and entry.actor.email, entry.partnership)
        for entry in entries_for(person)
    ] == [
        (APPOINTED, "administrators@example.org", "alpha"),
        (WITHDRAWN, "administrators@example.org", "alpha"),
    ]


def test_several_are_withdrawn_at_once(partnership: Partnership) -> None:
    people = [make_user(f"manager-{number}@example.org") for number in range(2)]
    managers = [
        PartnershipManager.objects.create(partnership=partnership, user=person) for person in people
    ]
    url = reverse("wagtail_bulk_action", args=("partnerships", "partnershipmanager", "delete"))
    query = "&".join(f"id={manager.pk}" for manager in managers)
    assert signed_in(ADMINISTRATORS).post(f"{url}?{query}").status_code == 302
    assert PartnershipManager.objects.count() == 0
    assert [entry.action for entry in entries_for(*people)] == [WITHDRAWN, WITHDRAWN]


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("nobody@example.org", "Nobody has an account with this address."),
        ("gone@example.org", "Nobody has an account with this address."),
        ("is-one@example.org", "This person manages the partnership already."),
        ("no address", "Enter a valid email address."),
        ("", "This field is required."),
    ],
)
def test_mistakes_are_told_at_the_address(
    partnership: Partnership, email: str, message: str
) -> None:
    make_user("gone@example.org", is_active=False)
    partnership.managers.add(PartnershipManager(user=make_user("is-one@example.org")))
    partnership.save()
    response = signed_in(ADMINISTRATORS).post(
        address("add"), {"partnership": partnership.pk, "email": email}
    )
    form = response.context["form"]
    assert list(form.errors) == ["email"]
    assert message in form.errors["email"][0]
    assert form["email"].value() == email
    assert PartnershipManager.objects.count() == 1


@pytest.mark.parametrize("group", [EDITORS, MODERATORS])
def test_others_can_neither_see_nor_change_it(partnership: Partnership, group: str) -> None:
    client = signed_in(group)
    person = make_user("person@example.org")
    manager = PartnershipManager.objects.create(partnership=partnership, user=person)
    data = {"partnership": partnership.pk, "email": f"{group.lower()}@example.org"}
    answers = [
        client.get(address("list")),
        client.get(address("add")),
        client.post(address("add"), data),
        client.post(address("delete", manager.pk)),
    ]
    for answer in answers:
        assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    assert PartnershipManager.objects.get() == manager
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(Partnership.snippet_viewset.get_url_name("list")) in menu
    assert address("list") not in menu


def test_nobody_changes_an_entry(partnership: Partnership) -> None:
    manager = PartnershipManager.objects.create(
        partnership=partnership, user=make_user("person@example.org")
    )
    answer = signed_in(ADMINISTRATORS).get(address("edit", manager.pk))
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
