"""The interest form: short, without an account, to the right partnership, once."""

import datetime
import re
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from core.models import OutboxMessage, ProgrammeSettings
from exchanges.models import Interest, InterestAim
from home.models import HomePage
from partnerships.models import Partnership, PartnershipManager
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    CountryFactory,
    PartnershipFactory,
    SectorFactory,
    make_partnership_index,
    make_partnership_page,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
TYPED = {
    "aim": "VISIT",
    "name": "Ana Ábel",
    "email": "ana@example.org",
    "organisation_name": "Linen Works",
    "organisation_kind": "SME",
    "message": "First line\r\nsecond line 🧵",
    "website": "",
}


@pytest.fixture
def alpha(home_page: HomePage) -> Partnership:
    """A partnership for textiles in Belgium, with a manager, beside another that has nothing."""
    index = make_partnership_index(home_page)
    belgium = CountryFactory.create(code="BE", name="Belgium")
    CountryFactory.create(code="FR", name="France")
    alpha = PartnershipFactory.create(acronym="ALPHA", slug="alpha")
    alpha.sectors.set([SectorFactory.create(code="textiles", name="Textiles")])
    alpha.extra_countries.set([belgium])
    alpha.save()
    make_partnership_page(index, PartnershipFactory.create(acronym="AAA", slug="aaa"))
    make_partnership_page(index, alpha)
    PartnershipManager.objects.create(
        partnership=alpha, user=UserFactory.create(email="mara@example.org")
    )
    return alpha


def stamp_of(client: Client, address: str = "/interest/") -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def send(client: Client, **values: Any) -> Any:
    """Fetch the form, wait as a person does, and send it."""
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = values.pop("stamp", None) or stamp_of(client)
        clock.shift(10)
        return client.post("/interest/", {**TYPED, "stamp": stamp, **values})


def mails() -> dict[str, dict[str, Any]]:
    return {row.payload["code"]: row.payload for row in OutboxMessage.objects.all()}


def test_it_reaches_the_partnership_that_fits(client: Client, alpha: Partnership) -> None:
    response = send(client, sector="textiles", country="BE")

    interest = Interest.objects.get()
    assert (response.status_code, response["Location"]) == (
        303,
        f"/interest/{interest.pk}/thanks/",
    )
    assert (interest.partnership, interest.was_suggested) == (alpha, True)
    assert (interest.name, interest.message) == ("Ana Ábel", "First line\nsecond line 🧵")
    assert interest.country is not None
    assert interest.country.code == "BE"
    sent = mails()
    assert sorted((code, mail["to"]) for code, mail in sent.items()) == [
        ("interest-received", "ana@example.org"),
        ("interest-to-answer", "mara@example.org"),
    ]
    assert "second line 🧵" in sent["interest-to-answer"]["body"]
    page = client.get(response["Location"]).content.decode()
    assert "We chose ALPHA for you. Covers Textiles and Belgium." in page
    assert "ana@example.org" not in page
    assert "Linen Works" not in page


def test_the_receipt_repeats_nothing_that_was_typed(client: Client, alpha: Partnership) -> None:
    send(client, sector="textiles", name="Buy now https://spam.example")
    receipt = mails()["interest-received"]
    assert "spam" not in receipt["body"] + receipt["subject"]
    assert "second line" not in receipt["body"]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"aim": ""}, "aim", "Choose what you would like to do."),
        ({"aim": "DANCE"}, "aim", "Choose one of these."),
        ({"name": " \u200b "}, "name", "Enter your name."),
        ({"email": "ana@"}, "email", "Enter an e-mail address like name@example.org."),
        ({"aim": "QUESTION", "message": " "}, "message", "Write your question."),
        ({"sector": "magic"}, "sector", "Choose from the list."),
        ({"country": "\x00"}, "country", "Choose from the list."),
        ({"partnership": "nobody"}, "partnership", "Choose from the list."),
        ({"organisation_kind": "PLATFORM"}, "organisation_kind", "Choose from the list."),
        ({"sector": ""}, "partnership", "Choose one, or tell us your sector or your country."),
        (
            {"sector": "", "country": "FR"},
            "partnership",
            "None covers your sector or country. Choose one.",
        ),
        ({"message": "x" * 4_001}, "message", "This has 4001 characters; at most 4000 fit."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    client: Client, alpha: Partnership, values: dict[str, str], field: str, words: str
) -> None:
    response = send(client, **{"sector": "textiles", **values})
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [words]}
    assert 'value="Linen Works"' in response.content.decode()
    assert Interest.objects.count() == 0


def test_a_double_click_makes_one(client: Client, alpha: Partnership) -> None:
    with time_machine.travel(NOON, tick=False):
        stamp = stamp_of(client)
    first, second = (send(client, stamp=stamp, sector="textiles") for _time in range(2))
    assert first["Location"] == second["Location"]
    assert Interest.objects.count() == 1
    assert OutboxMessage.objects.count() == 2


def test_machines_are_kept_out(client: Client, alpha: Partnership) -> None:
    assert send(client, sector="textiles", website="https://spam.example").status_code == 422
    assert send(client, sector="textiles", stamp="forged").status_code == 422
    with time_machine.travel(NOON, tick=False):
        quick = {**TYPED, "sector": "textiles", "stamp": stamp_of(client)}
        assert client.post("/interest/", quick).status_code == 422
    assert Interest.objects.count() == 0


def test_too_many_wait_and_lose_nothing(client: Client, alpha: Partnership) -> None:
    codes = [send(client, sector="textiles").status_code for _time in range(5)]
    refused = send(client, sector="textiles")
    assert codes == [303] * 5
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "second line 🧵</textarea>" in refused.content.decode()
    assert Interest.objects.count() == 5
    receipts = OutboxMessage.objects.filter(payload__code="interest-received")
    assert receipts.count() == 3


def test_it_is_filled_in_from_where_one_comes(
    client: Client, alpha: Partnership, catalogue: CataloguePage
) -> None:
    form = client.get("/interest/?partnership=alpha&aim=host&country=BE").context["form"]
    assert [form[name].value() for name in ("partnership", "aim", "country")] == [
        "alpha",
        "HOST",
        "BE",
    ]
    client.force_login(UserFactory.create(email="zoe@example.org", first_name="Zoé"))
    form = client.get("/interest/?partnership=%00&aim=x&offer=%00").context["form"]
    assert (form["name"].value(), form["email"].value()) == ("Zoé", "zoe@example.org")


def test_an_offer_says_to_whom_it_goes(
    client: Client, alpha: Partnership, catalogue: CataloguePage
) -> None:
    offer = OfferFactory.create(partnership=alpha)
    page = make_offer_page(catalogue, offer=offer)
    assert f'href="/interest/?offer={offer.pk}"' in client.get(page.url).content.decode()
    shown = client.get(f"/interest/?offer={offer.pk}").content.decode()
    assert f"About the offer of {offer.host_organisation.name}." in shown
    assert f'name="offer" value="{offer.pk}"' in shown

    send(client, offer=str(offer.pk), partnership="aaa")
    interest = Interest.objects.get()
    assert (interest.offer, interest.partnership, interest.was_suggested) == (offer, alpha, False)

    page.unpublish()
    assert "About the offer" not in client.get(f"/interest/?offer={offer.pk}").content.decode()
    for gone in (str(offer.pk), str(uuid.uuid4()), "x"):
        refused = send(client, offer=gone, partnership="aaa")
        assert refused.status_code == 422
        assert "This offer is no longer there." in refused.content.decode()
        assert f'value="{gone}"' not in refused.content.decode()


def test_partnership_and_front_page_lead_there(
    client: Client, alpha: Partnership, home_page: HomePage
) -> None:
    assert (
        'href="/interest/?partnership=alpha"' in client.get("/partnerships/alpha/").content.decode()
    )


def test_where_nobody_manages_the_office_is_told(
    client: Client, alpha: Partnership, home_page: HomePage
) -> None:
    programme = ProgrammeSettings.for_site(home_page.get_site())
    programme.support_email = "office@example.org"
    programme.save()
    send(client, partnership="aaa", aim=InterestAim.QUESTION)
    assert mails()["interest-to-answer"]["to"] == "office@example.org"
