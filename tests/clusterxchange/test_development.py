"""The developers' mailbox and style guide."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.test import Client, override_settings
from django.urls import include, path

import clusterxchange.urls
from clusterxchange.development_views import MAIL_POLICY

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [
    path("dev/", include("clusterxchange.development_urls")),
    *clusterxchange.urls.urlpatterns,
]


@pytest.fixture
def mailbox(settings: Any, tmp_path: Path) -> Path:
    """A development machine with an empty mailbox."""
    settings.DEBUG = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mailbox")
    return tmp_path / "mailbox"


def links(client: Client) -> list[str]:
    """The subjects in the list, in order."""
    response = client.get("/dev/mailbox/")
    assert response.status_code == 200
    return [str(mail.message["Subject"]) for mail in response.context["mails"]]


def test_an_empty_mailbox_says_so(client: Client, mailbox: Path) -> None:
    assert "No mail has been sent yet" in client.get("/dev/mailbox/").content.decode()


def test_mails_are_listed_newest_first_also_those_of_one_connection(
    client: Client, mailbox: Path
) -> None:
    send_mail("First", "One.", "from@example.org", ["to@example.org"])
    connection = get_connection()
    connection.open()
    for subject in ("Second", "Third – žluťoučký"):
        EmailMultiAlternatives(
            subject, "Text.", "from@example.org", ["to@example.org"], connection=connection
        ).send()
    connection.close()

    assert links(client) == ["Third – žluťoučký", "Second", "First"]


def test_a_mail_is_shown_with_its_parts_and_its_markup_is_locked_up(
    client: Client, mailbox: Path
) -> None:
    message = EmailMultiAlternatives(
        "Both <b>",
        f"See https://example.org/x\n{'-' * 78}\nend",
        "from@example.org",
        ["to@example.org"],
        reply_to=["ana@example.org"],
    )
    message.attach_alternative("<p>Markup</p><script>alert(1)</script>", "text/html")
    message.send()
    [mail] = client.get("/dev/mailbox/").context["mails"]

    page = client.get(f"/dev/mailbox/{mail.key}/").content.decode()
    markup = client.get(f"/dev/mailbox/{mail.key}/html/")

    assert '<h1 class="page-header__title">Both &lt;b&gt;</h1>' in page
    assert '<a href="https://example.org/x" rel="nofollow">' in page
    assert "ana@example.org" in page
    assert f'<iframe class="mail-frame" sandbox src="/dev/mailbox/{mail.key}/html/"' in page
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in markup.content.decode()
    assert markup["Content-Security-Policy"] == MAIL_POLICY
    assert markup["Content-Security-Policy"].startswith("sandbox;")


@pytest.mark.parametrize("key", ["nothing", "20260302-120000-1-0"])
def test_a_mail_that_is_not_there(client: Client, mailbox: Path, key: str) -> None:
    for address in (f"/dev/mailbox/{key}/", f"/dev/mailbox/{key}/html/"):
        assert client.get(address).status_code == 404


def test_every_component_is_shown(client: Client, mailbox: Path) -> None:
    response = client.get("/dev/components/")

    assert response.status_code == 200
    assert "core/style_guide.html" in [template.name for template in response.templates]


@pytest.mark.parametrize("address", ["mailbox/", "mailbox/x/", "mailbox/x/html/", "components/"])
def test_outside_development_they_are_not_there(
    client: Client, mailbox: Path, address: str
) -> None:
    send_mail("Secret", "One.", "from@example.org", ["to@example.org"])
    with override_settings(DEBUG=False):
        assert client.get(f"/dev/{address}").status_code == 404


@pytest.mark.urls("clusterxchange.urls")
def test_the_addresses_are_included_in_development_only(client: Client) -> None:
    assert client.get("/dev/mailbox/").status_code == 404
