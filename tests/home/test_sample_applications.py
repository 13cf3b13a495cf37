"""Invented applications: in every status, whole, marked, and gone without a trace."""

import datetime
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.text import slugify

from core.models import AuditEntry, OutboxMessage, User
from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, ExchangeOfferPage, Profile
from home.sample_applications import MIX, SAMPLE_DOMAIN
from partnerships.models import Organisation, OrganisationState
from search.models import Kind, SearchEntry

COUNT = 24
TINY = Path(__file__).parent / "loading" / "tiny"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]


def create(**options: Any) -> str:
    output = StringIO()
    call_command("create_sample_applications", count=COUNT, verbosity=0, stdout=output, **options)
    return output.getvalue()


def picture() -> list[tuple[str, str, str, str]]:
    rows = Application.objects.order_by("created_at").values_list(
        "status", "applicant__email", "partnership__slug", "organisation__name"
    )
    return list(rows)


def test_every_status_in_the_given_mixture() -> None:
    report = create()
    statuses = Counter(Application.objects.values_list("status", flat=True))
    assert statuses == {status.value: number for status, number in MIX.items()}
    assert set(statuses) == set(ApplicationStatus)
    assert [line.split()[0] for line in report.splitlines()] == [
        str(MIX[status]) for status in ApplicationStatus
    ]


def test_they_are_samples_and_send_nothing() -> None:
    create()
    assert not Application.objects.filter(is_sample=False).exists()
    assert not Organisation.objects.filter(is_sample=False, applications__isnull=False).exists()
    assert not OutboxMessage.objects.filter(kind="email").exists()
    people = User.objects.filter(applications__isnull=False)
    assert all(person.email.endswith(f"@{SAMPLE_DOMAIN}") for person in people)
    assert not any(person.has_usable_password() for person in people)


def test_accepted_hosts_have_a_live_offer() -> None:
    create()
    hosts = Profile.objects.in_the_matching().filter(offer__isnull=False)
    pages = ExchangeOfferPage.objects.filter(offer__profile__in=hosts, live=True)
    assert pages.count() == hosts.count() > 0
    states = {(profile.is_listed, profile.application.organisation.state) for profile in hosts}
    assert states <= {(True, OrganisationState.VERIFIED), (False, OrganisationState.ACCEPTED)}
    assert Organisation.objects.public().filter(applications__profiles__in=hosts).exists()


def test_their_offers_are_older_than_those_of_editors_and_say_what_happens() -> None:
    begun = timezone.now()
    create()
    pages = ExchangeOfferPage.objects.filter(offer__profile__isnull=False, live=True)
    assert pages.exists()
    assert not pages.filter(first_published_at__gte=begun - datetime.timedelta(days=2)).exists()
    assert not pages.filter(programme="").exists()
    assert all(page.slug == slugify(page.title) for page in pages)
    entries = SearchEntry.objects.filter(object_id__in=pages.values("pk"), kind=Kind.OFFER)
    assert not entries.filter(published_at__gte=begun - datetime.timedelta(days=2)).exists()


def test_no_two_organisations_have_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names run out soon here, and become longer."""
    monkeypatch.setattr("home.sample_applications.BEGINNINGS", ("Alder", "Birch", "Cinder"))
    create()
    names = list(Organisation.objects.filter(applications__isnull=False).values_list("name"))
    assert len(names) == len(set(names)) > 9


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    create()
    first = picture()
    call_command("remove_samples", stdout=StringIO())
    create()
    assert picture() == first
    call_command("remove_samples", stdout=StringIO())
    create(seed=7)
    assert picture() != first


def test_a_second_call_makes_no_more() -> None:
    create()
    assert "already" in create()
    assert Application.objects.count() == COUNT


def test_removal_leaves_nothing_of_them() -> None:
    people, entries = User.objects.count(), AuditEntry.objects.count()
    create()
    assert AuditEntry.objects.count() > entries
    call_command("remove_samples", stdout=StringIO())
    assert not Application.objects.exists()
    assert not Profile.objects.exists()
    assert (User.objects.count(), AuditEntry.objects.count()) == (people, entries)


def test_never_outside_development(settings: Any) -> None:
    settings.DEMO_LOGINS_ALLOWED = False
    with pytest.raises(CommandError):
        create()
    assert not Application.objects.exists()
