"""The content that ships: complete, consistent, and nothing that is not known."""

import pytest
from django.test import Client

from core.models import ProgrammeSettings
from events.models import EventPage
from exchanges.models import ExchangeOfferPage, Offer
from home.models import FAQPage
from news.models import NewsPage
from partnerships.models import Organisation, OrganisationState, Partnership
from partnerships.selectors import partnerships_by_country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_content")]


def test_partnerships_organisations_and_countries() -> None:
    assert Partnership.objects.count() == 13
    members = Organisation.objects.filter(state=OrganisationState.PROGRAMME)
    assert members.count() == 58
    assert len(partnerships_by_country()) == 21
    assert len({partnership.hue for partnership in Partnership.objects.all()}) == 13


def test_published_figures_agree_with_the_register() -> None:
    figures = {
        block.value["label"]: block.value["value"]
        for block in ProgrammeSettings.objects.get().figures
    }
    assert figures == {
        "European Cluster Partnerships": str(Partnership.objects.count()),
        "cluster organisations": "69",
        "countries": str(len(partnerships_by_country())),
    }
    stated = sum(p.member_count or 0 for p in Partnership.objects.all())
    assert stated == 63  # of the 69; the size of one partnership is not published


def test_the_training_of_smartctclusters() -> None:
    event = next(
        event
        for event in EventPage.objects.all()
        if event.sessions.count() == 6 and not event.is_sample
    )
    assert [f"{session.date:%d.%m.}" for session in event.sessions.order_by("date")] == [
        "27.11.", "01.12.", "04.12.", "10.12.", "14.12.", "18.12.",
    ]  # fmt: skip
    hours = [
        (f"{s.start_time:%H:%M}", f"{s.end_time:%H:%M}") for s in event.sessions.order_by("date")
    ]
    assert hours == [
        ("09:00", "13:00"), ("09:30", "13:30"), ("09:30", "13:30"),
        ("09:30", "13:00"), ("09:30", "13:30"), ("09:30", "13:30"),
    ]  # fmt: skip
    assert (event.report_organisations, event.report_country_count) == (25, 9)
    assert sorted(country.code for country in event.report_countries.all()) == [
        "BG", "DE", "ES", "FR", "IE", "IT", "PL", "RO", "UA",
    ]  # fmt: skip


def test_the_final_webinar_and_its_news() -> None:
    event = EventPage.objects.get(start_date="2021-11-09")
    news = NewsPage.objects.get(author_name="Imogen Allan")
    assert f"{news.date:%Y-%m-%d}" == "2021-11-15"
    assert [link.event_id for link in news.event_links.all()] == [event.pk]


def test_there_is_enough_of_everything() -> None:
    assert EventPage.objects.filter(is_sample=False).count() >= 22
    assert NewsPage.objects.count() >= 10
    assert sum(len(group["questions"]) for group in FAQPage.objects.get().anchored_groups()) >= 20
    assert ExchangeOfferPage.objects.filter(is_sample=True).count() >= 60
    assert Offer.objects.filter(is_sample=False).count() == 0
    assert {offer.partnership_id for offer in Offer.objects.all()} == {
        partnership.pk for partnership in Partnership.objects.all()
    }


def test_what_is_inferred_or_internal_is_nowhere(client: Client) -> None:
    content = client.get("/partnerships/blues/").content.decode()
    assert "BalticNet-PlasmaTec" in content
    assert "Coordinator" not in content
    assert "nferred" not in content
    for organisation in Organisation.objects.filter(state=OrganisationState.UNVERIFIED):
        assert client.get(organisation.get_absolute_url()).status_code == 404
        assert organisation.name not in client.get("/partnerships/smartenergy/").content.decode()


def test_every_real_page_of_facts_names_its_sources() -> None:
    for model in (EventPage, NewsPage):
        without = [p.slug for p in model.objects.filter(is_sample=False) if not p.sources]
        assert without == []
