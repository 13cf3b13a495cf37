"""What was typed before a session ended; who may come at all is in tests/permissions."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from exchanges.models import Application, Message
from tests.exchanges.services.conftest import Cast

pytestmark = pytest.mark.django_db

TYPED = {"message-body": "Hello", "message-once": str(uuid.uuid4())}


def test_what_was_typed_survives_a_session_that_ended(
    cast: Cast, accepted: Application, manager: Client
) -> None:
    client, address = manager, reverse("manage_send_message", args=[accepted.pk])
    client.logout()
    response = client.post(address, TYPED)
    assert response["Location"] == f"/accounts/login/?next={address}"
    client.force_login(cast.manager.user)
    page = client.get(address)
    assert page.context["message_form"]["body"].value() == "Hello"
    assert "You had been signed out" in page.content.decode()
    assert Message.objects.count() == 0
    # Another person who signs in there sees none of it.
    client.logout()
    client.post(address, TYPED)
    client.force_login(cast.other_manager.user)
    assert client.get(address).status_code == 404
