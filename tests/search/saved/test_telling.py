"""New offers are told once, to whom they fit; nothing else is told to anybody."""

import datetime
import re
import uuid
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.emails.sending import queue_email
from core.models import OutboxMessage, User
from exchanges.models import ExchangeOfferPage, OfferStatus
from partnerships.models import OrganisationState, Sector
from search.models import Frequency, SavedSearch, ToldOffer
from search.saved import services, telling
from search.saved.arrivals import NEW_OFFERS
from tests.factories.outbox import empty_mailbox, mailbox
from tests.factories.partnerships import CountryFactory, OrganisationFactory
from tests.factories.people import make_user
from tests.search.saved.conftest import NOON, save

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def told() -> dict[str, list[str]]:
    """The offers of each e-mail by its receiver, after what waits was delivered."""
    waiting = OutboxMessage.objects.filter(kind=NEW_OFFERS)
    if subjects := sorted(waiting.values_list("subject", flat=True)):
        waiting.delete()
        telling.deliver(subjects)
    found: dict[str, list[str]] = {}
    for email in mailbox():
        found.setdefault(email.to[0], []).extend(re.findall(r"/offers/([\w-]+)/\n", email.body))
    empty_mailbox()
    return found


def run() -> str:
    """What the command says."""
    out = StringIO()
    call_command("send_saved_searches", stdout=out)
    return out.getvalue().strip()


def test_a_new_offer_is_told_once_and_at_once(ana: User, make: Any, wool: Sector) -> None:
    make("before", sectors=[wool])
    save(ana)
    assert told() == {}

    page = make("spin", sectors=[wool])
    make("other")

    assert told() == {"ana@example.org": ["spin"]}
    page.save_revision().publish()
    telling.deliver([str(page.offer_id)])
    assert told() == {}


def test_who_wants_to_know_sooner_is_told_what_a_later_day_would_have_brought(
    ana: User, make: Any, wool: Sector
) -> None:
    search = save(ana, frequency=Frequency.DAILY)
    make("spin", sectors=[wool])
    assert told() == {}
    services.change(
        owner=ana, search_id=search.pk, name="Wool", frequency=Frequency.AT_ONCE, at=timezone.now()
    )
    assert told() == {"ana@example.org": ["spin"]}
    services.change(
        owner=ana, search_id=search.pk, name="Wool", frequency=Frequency.AT_ONCE, at=timezone.now()
    )
    assert not OutboxMessage.objects.filter(kind=NEW_OFFERS).exists()


def test_nothing_is_told_in_the_request_that_publishes(ana: User, make: Any, wool: Sector) -> None:
    save(ana)
    make("spin", sectors=[wool])

    kinds = set(OutboxMessage.objects.values_list("kind", flat=True))
    assert (kinds, ToldOffer.objects.count()) == ({NEW_OFFERS}, 0)


def test_the_outbox_brings_it_after_the_commit(
    ana: User, make: Any, wool: Sector, django_capture_on_commit_callbacks: Any
) -> None:
    save(ana)
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            make("spin", sectors=[wool])
            before = len(mail.outbox)
        with transaction.atomic():
            make("rolled-back", sectors=[wool])
            transaction.set_rollback(True)

    assert (before, [email.subject for email in mail.outbox]) == (0, ["1 new offer for “Wool”"])
    assert "http://testserver/offers/spin/" in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_waits_when_nobody_wants_to_know_at_once(
    ana: User, make: Any, wool: Sector
) -> None:
    save(ana, frequency=Frequency.DAILY)
    make("spin", sectors=[wool])

    assert OutboxMessage.objects.count() == 0


def test_what_comes_back_is_not_new(ana: User, make: Any, wool: Sector, clock: Any) -> None:
    """Also where it was away while the search was saved."""
    page = make("spin", sectors=[wool])
    page.unpublish()
    clock.shift(60)
    save(ana)
    clock.shift(60)
    page.save_revision().publish()

    assert told() == {}


def test_who_comes_later_is_told_of_what_comes_later(ana: User, make: Any, wool: Sector) -> None:
    save(ana)
    make("first", sectors=[wool])
    ben = make_user("ben@example.org")
    save(ben)
    make("second", sectors=[wool])

    assert told() == {"ana@example.org": ["second", "first"], "ben@example.org": ["second"]}


@pytest.mark.parametrize(
    ("querystring", "expected"),
    [
        ("", ["weave", "spin"]),
        ("q=spi", ["spin"]),
        ("q=SPIN+kranj", ["spin"]),
        ("sector=wool&country=SI", ["spin"]),
        ("country=SI&country=ES", ["weave", "spin"]),
        ("sector=wool&q=weave", []),
        ("sector=gone", []),
        ("q=spin&unknown=1&page=7&sort=x", ["spin"]),
    ],
)
def test_all_that_fits_is_told(
    ana: User, make: Any, wool: Sector, querystring: str, expected: list[str]
) -> None:
    save(ana, querystring=querystring)
    make("spin", sectors=[wool])
    make("weave")

    assert told() == ({"ana@example.org": expected} if expected else {})


def test_what_may_not_be_seen_is_not_told(ana: User, make: Any, wool: Sector, clock: Any) -> None:
    """Drafts, private and expired ones, and those of hosts that are not shown."""
    save(ana, querystring="")
    save(ana, name="Daily", querystring="", frequency=Frequency.DAILY)
    hidden = OrganisationFactory.create(
        state=OrganisationState.UNVERIFIED, country=CountryFactory.create(code="ES")
    )
    today = NOON.date()
    make("shown", period_end=today + DAY)
    make("over", period_end=today - DAY)
    make("last-day", period_end=today)
    make("paused", of={"status": OfferStatus.PAUSED})
    make("closed", of={"status": OfferStatus.CLOSED})
    make("host-unverified", of={"host_organisation": hidden})
    make("draft").unpublish()
    PageViewRestriction.objects.create(
        page=make("private"), restriction_type=PageViewRestriction.LOGIN
    )
    clock.shift(DAY)
    run()

    assert told() == {"ana@example.org": ["shown", "shown"]}


def test_a_draft_of_another_text_is_not_told(ana: User, make: Any) -> None:
    save(ana, querystring="")
    page = make("spin", summary="For everyone")
    page.title = "secret-title"
    page.save_revision()
    telling.deliver([])

    (email,) = mailbox()
    assert ("spin (Mill, Kranj, Slovenia)" in email.body, "secret" in email.body) == (True, False)


def test_the_email_says_what_and_where_and_how_to_end_it(
    ana: User, make: Any, wool: Sector
) -> None:
    search = save(ana, name="Wool, “by hand”")
    make("spin", title="Spin =wool=", sectors=[wool], is_sample=True)
    telling.deliver([])

    (email,) = mailbox()
    html = str(email.alternatives[0][0])
    link = re.findall(r"http://testserver/my/searches/unsubscribe/[^/]+/", email.body)[0]
    assert email.subject == "1 new offer for “Wool, “by hand””"
    assert email.to == ["ana@example.org"]
    assert "Sample: Spin =wool= (Mill, Kranj, Slovenia)\nhttp://testserver/offers/spin/" in (
        email.body
    )
    assert "http://testserver/offers/?sector=wool" in email.body
    assert email.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert email.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f'href="{link}"' in html
    assert 'href="http://testserver/offers/spin/"' in html
    assert Client().post(link).status_code == 200
    search.refresh_from_db()
    assert search.is_paused is True


def test_other_emails_have_no_such_headers(ana: User) -> None:
    with transaction.atomic():
        queue_email(
            code="representation-approved",
            to="ana@example.org",
            context={"organisation": "x", "person": "y", "address": "http://testserver/my/"},
            at=NOON,
        )
    (email,) = mailbox()
    assert {name for name in email.extra_headers if name.startswith("List-")} == set()


def test_a_long_list_is_cut_and_wholly_told(
    ana: User, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.saved.mails.SHOWN", 2)
    save(ana, querystring="")
    for number in range(4):
        make(f"offer-{number}")
    telling.deliver([])

    (email,) = mailbox()
    assert "And 2 more." in email.body
    assert "4 new offers" in email.subject
    assert told() == {"ana@example.org": ["offer-3", "offer-2"]}
    assert ToldOffer.objects.count() == 4


@pytest.mark.parametrize("reason", ["closed", "unconfirmed", "paused", "deleted"])
def test_who_does_not_want_or_may_not_get_it_gets_nothing(
    ana: User, make: Any, wool: Sector, reason: str, clock: Any
) -> None:
    search = save(ana)
    save(ana, name="Daily", frequency=Frequency.DAILY)
    match reason:
        case "closed":
            ana.is_active = False
            ana.save()
        case "unconfirmed":
            ana.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
        case "paused":
            SavedSearch.objects.update(is_paused=True)
        case "deleted":
            ana.delete()
    make("spin", sectors=[wool])
    telling.deliver([])
    clock.shift(DAY)
    run()

    assert (told(), ToldOffer.objects.count()) == ({}, 0)
    assert SavedSearch.objects.filter(pk=search.pk).exists() is (reason != "deleted")


def test_daily_and_weekly_wait_for_their_day(
    ana: User, make: Any, wool: Sector, clock: Any
) -> None:
    save(ana, name="Daily", frequency=Frequency.DAILY)
    ben = make_user("ben@example.org")
    save(ben, frequency=Frequency.WEEKLY)
    make("spin", sectors=[wool])
    by_day: dict[int, dict[str, list[str]]] = {}
    for day in range(9):
        run()
        if found := told():
            by_day[day] = found
        make(f"weave-{day}", sectors=[wool])
        clock.shift(DAY)

    assert by_day[1] == {"ana@example.org": ["weave-0", "spin"]}
    assert by_day[2] == {"ana@example.org": ["weave-1"]}
    assert by_day[7]["ben@example.org"] == [*(f"weave-{day}" for day in range(6, -1, -1)), "spin"]
    assert [day for day, found in by_day.items() if "ben@example.org" in found] == [7]
    assert sorted(by_day) == list(range(1, 9))


def test_the_command_says_what_it_did_and_can_run_again(
    ana: User, make: Any, wool: Sector, clock: Any
) -> None:
    for number in range(3):
        save(ana, name=str(number), frequency=Frequency.DAILY)
    save(ana, name="other", querystring="q=nothing", frequency=Frequency.DAILY)
    make("spin", sectors=[wool])
    clock.shift(DAY)

    assert [run(), run()] == [
        "Looked at 4, e-mails 3, offers in them 3, failed 0",
        "Looked at 0, e-mails 0, offers in them 0, failed 0",
    ]
    assert len(mailbox()) == 3


def test_one_that_fails_does_not_stop_the_others(
    ana: User, make: Any, wool: Sector, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = save(ana, name="bad")
    save(ana, name="good")
    tell = telling.tell

    def break_down(search_id: uuid.UUID, **values: Any) -> int:
        if search_id == bad.pk:
            raise ValueError("broken")
        return tell(search_id, **values)

    monkeypatch.setattr(telling, "tell", break_down)
    page = make("spin", sectors=[wool])
    with pytest.raises(RuntimeError, match="1 of 2"):
        telling.deliver([str(page.offer_id)])
    assert len(mailbox()) == 1

    SavedSearch.objects.update(frequency=Frequency.DAILY)
    clock.shift(DAY)
    with pytest.raises(CommandError):
        run()
    monkeypatch.undo()
    telling.tell(bad.pk, at=timezone.now())

    assert len(mailbox()) == 2


def test_after_a_pause_only_what_comes_then_is_new(
    ana: User, make: Any, wool: Sector, clock: Any
) -> None:
    search = save(ana)
    services.pause(owner=ana, search_id=search.pk)
    make("while-paused", sectors=[wool])
    clock.shift(60)
    services.resume(owner=ana, search_id=search.pk, at=timezone.now())
    make("after", sectors=[wool])

    assert told() == {"ana@example.org": ["after"]}


def test_what_is_long_past_is_no_news(ana: User, make: Any, wool: Sector, clock: Any) -> None:
    save(ana, frequency=Frequency.WEEKLY)
    make("old", sectors=[wool])
    clock.shift(61 * DAY)
    make("new", sectors=[wool])
    run()

    assert told() == {"ana@example.org": ["new"]}


def test_an_offer_goes_with_what_was_noted_of_it(ana: User, make: Any, wool: Sector) -> None:
    save(ana)
    page: ExchangeOfferPage = make("spin", sectors=[wool])
    telling.deliver([])
    offer = page.offer
    assert offer is not None
    page.delete()
    offer.delete()

    assert ToldOffer.objects.count() == 0
