"""Entries of the register that something depends on are not deleted."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from core.models import User
from partnerships.models import Membership, Organisation
from tests.factories.partnerships import MembershipFactory, OrganisationFactory


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    """Somebody who may do everything."""
    client.force_login(User.objects.create_superuser("admin@example.org", "secret"))
    return client


@pytest.fixture
def membership(db: None) -> Membership:
    """An organisation's place in the partnership NEW."""
    return MembershipFactory.create(partnership__acronym="NEW")


def address(view: str, *args: object) -> str:
    """A view of organisations."""
    return reverse(Organisation.snippet_viewset.get_url_name(view), args=args)


def test_what_is_in_use_stays_and_says_so(editor: Client, membership: Membership) -> None:
    organisation = membership.organisation
    delete_address = address("delete", organisation.pk)
    usage = editor.get(address("usage", organisation.pk))
    assert usage.status_code == 200
    assert "NEW" in usage.content.decode()
    assert editor.get(delete_address).status_code == 200
    response = editor.post(delete_address)
    assert response.status_code == 302
    assert response.url == address("edit", organisation.pk)
    [message] = [str(message) for message in get_messages(response.wsgi_request)]
    assert message.startswith(f"“{organisation.name}” cannot be deleted, because it is used in 1 ")
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_what_is_in_use_stays_even_when_the_index_of_uses_is_behind(
    editor: Client, membership: Membership
) -> None:
    organisation = membership.organisation
    ReferenceIndex.objects.all().delete()
    response = editor.post(address("delete", organisation.pk))
    assert response.url == address("edit", organisation.pk)
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_what_is_not_in_use_can_be_deleted(editor: Client) -> None:
    organisation = OrganisationFactory()
    response = editor.post(address("delete", organisation.pk))
    assert response.url == address("list")
    assert Organisation.objects.count() == 0
