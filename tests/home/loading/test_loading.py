"""Loading a programme: everything is made, and nobody's work is overwritten."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import Page, Site

from events.models import EventPage
from exchanges.models import ExchangeOfferPage, Offer, RuleSet
from home.loading.files import DataError
from home.loading.keeper import Outcome
from home.loading.programme import count_entries, load_programme, load_samples
from home.loading.removal import remove_samples, sample_models
from home.models import HomePage, LoadedObject, StandardPage
from news.models import NewsPage
from partnerships.models import Country, Organisation, Partnership, PartnershipPage, Sector

TINY = Path(__file__).parent / "tiny"
TODAY = date(2026, 3, 2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny programme that a test may change."""
    return Path(shutil.copytree(TINY, tmp_path / "programme"))


def load(folder: Path, *force: str) -> Counter[Outcome]:
    """Load and count the outcomes."""
    totals: Counter[Outcome] = Counter()
    for (_kind, outcome), number in load_programme(folder, today=TODAY, force=force).items():
        totals[outcome] += number
    return totals


def edit(folder: Path, file_name: str, old: str, new: str) -> None:
    """Change a data file."""
    path = folder / file_name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def page(model: type[Page], slug: str) -> Page:
    """The page as it is in the database."""
    return model.objects.get(slug=slug)


def test_makes_the_register_and_the_pages(folder: Path) -> None:
    load(folder)
    assert sorted(Country.objects.values_list("code", flat=True)) == ["CH", "JP", "NO"]
    assert Sector.objects.get(code="bells").parent == Sector.objects.get(code="craft")
    ring = Partnership.objects.get(slug="ring")
    assert [(m.organisation.slug, m.role) for m in ring.memberships.all()] == [
        ("glocken", "COORDINATOR"),
        ("suzu", "PARTNER"),
    ]
    assert [country.code for country in ring.extra_countries.all()] == ["NO"]
    assert [sector.code for sector in ring.sectors.all()] == ["bells"]
    assert str(ring.start_date) == "2024-02"
    assert Organisation.objects.get(slug="hearsay").is_public is False
    assert RuleSet.objects.in_force(on=TODAY).maximum_working_days == 5
    assert isinstance(Site.objects.get().root_page.specific, HomePage)
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    event = page(EventPage, "first-meeting")
    assert [p.slug for p in event.partnerships.order_by("slug")] == ["rind", "ring"]
    assert event.live
    assert [tag.name for tag in page(NewsPage, "circles-met").tags.all()] == ["meeting"]


def test_links_reach_pages_that_are_loaded_later(folder: Path) -> None:
    load(folder)
    event = page(EventPage, "first-meeting")
    body = page(StandardPage, "taking-part").body[0].value.source
    assert f'<a linktype="page" id="{event.pk}">' in body
    objectives = page(PartnershipPage, "ring").objectives
    assert f'id="{page(StandardPage, "taking-part").pk}"' in objectives


def test_announces_as_many_entries_as_it_loads(folder: Path) -> None:
    assert count_entries(folder) == load(folder).total()
    samples = load_samples(folder, today=TODAY)
    assert count_entries(folder, samples=True) == samples.total()


def test_a_second_load_changes_nothing(folder: Path) -> None:
    first = load(folder)
    assert set(first) == {Outcome.CREATED}
    assert load(folder) == {Outcome.UNCHANGED: first.total()}


def test_changed_data_update_what_nobody_touched(folder: Path) -> None:
    load(folder)
    edit(folder, "events.toml", "First meeting of the circles", "The very first meeting")
    assert load(folder)[Outcome.UPDATED] == 1
    assert page(EventPage, "first-meeting").title == "The very first meeting"


def change_title(event: Page) -> None:
    """An editor publishes another title."""
    event.title = "Edited"
    event.save_revision().publish()


def save_draft(event: Page) -> None:
    """An editor leaves a draft."""
    event.title = "Draft"
    event.save_revision()


def unpublish(event: Page) -> None:
    """An editor takes it from the site."""
    event.unpublish()


def move(event: Page) -> None:
    """An editor moves it elsewhere."""
    event.move(page(StandardPage, "taking-part"), pos="last-child")


def delete(event: Page) -> None:
    """An editor deletes it."""
    event.delete()


@pytest.mark.parametrize("work", [change_title, save_draft, unpublish, move, delete])
def test_leaves_an_editors_work_alone(folder: Path, work: Callable[[Page], None]) -> None:
    load(folder)
    work(page(EventPage, "first-meeting"))
    before = list(EventPage.objects.values("title", "live", "path", "latest_revision"))
    edit(folder, "events.toml", "First meeting of the circles", "Changed in the data")
    load(folder)
    assert list(EventPage.objects.values("title", "live", "path", "latest_revision")) == before


def test_leaves_an_edited_record_alone(folder: Path) -> None:
    load(folder)
    Organisation.objects.filter(slug="glocken").update(city="Davos")
    edit(folder, "organisations.toml", 'city = "Chur"', 'city = "Arosa"')
    assert load(folder)[Outcome.KEPT_AS_EDITED] == 1
    assert Organisation.objects.get(slug="glocken").city == "Davos"


def test_leaves_edited_members_alone(folder: Path) -> None:
    load(folder)
    ring = Partnership.objects.get(slug="ring")
    ring.memberships = list(ring.memberships.all())[:1]
    ring.save()
    edit(folder, "partnerships.toml", "Bells that ring together", "Bells")
    load(folder)
    ring = Partnership.objects.get(slug="ring")
    assert (ring.title, ring.memberships.count()) == ("Bells that ring together", 1)


def test_force_overwrites_one_object_only(folder: Path) -> None:
    load(folder)
    change_title(page(EventPage, "first-meeting"))
    change_title(page(NewsPage, "circles-met"))
    load(folder, "event:first-meeting")
    assert page(EventPage, "first-meeting").title == "First meeting of the circles"
    assert page(NewsPage, "circles-met").title == "Edited"


def test_force_brings_a_deleted_page_back(folder: Path) -> None:
    load(folder)
    page(EventPage, "first-meeting").delete()
    load(folder, "event:first-meeting")
    assert page(EventPage, "first-meeting").live


def test_leaves_what_was_there_before(folder: Path) -> None:
    Country.objects.create(code="CH", name="Helvetia")
    assert load(folder)[Outcome.KEPT_AS_FOUND] == 1
    assert Country.objects.get(code="CH").name == "Helvetia"


@pytest.mark.parametrize(
    ("file_name", "old", "new", "message"),
    [
        ("events.toml", 'title = "First', 'titel = "First', "event:first-meeting has no “title”"),
        ("events.toml", 'organisers = ["glocken"]', 'organisers = ["x"]', "refers to “x”"),
        ("partnerships.toml", 'sectors = ["Cheese"]', 'sectors = ["Wine"]', "“Wine” is not in"),
        ("partnerships.toml", "page:taking-part", "page:nowhere", "links to page:nowhere"),
        ("news.toml", 'type = "quote"', 'type = "song"', "block “song”"),
        ("news.toml", 'key = "circles-met"', 'key = ""', "news number 1 has no key"),
        ("pages.toml", "[contact]", "[contact", "pages.toml: cannot be read"),
        ("events.toml", 'start = "2024-03-05"', 'start = "2024-13-05"', "event:first-meeting"),
        ("events.toml", 'start_time = "09:00"', "start_time = 09:00:00", "event:first-meeting"),
        ("pages.toml", 'url = "/offers/"', 'url = "javascript:alert(1)"', "page:home"),
        ("organisations.toml", 'kind = "CLUSTER_ORGANISATION"', 'kind = "CLUB"', "glocken"),
    ],
)
def test_wrong_data_are_named(
    folder: Path, file_name: str, old: str, new: str, message: str
) -> None:
    edit(folder, file_name, old, new)
    with pytest.raises(DataError) as caught:
        load(folder)
    assert message in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no folder"):
        load(tmp_path / "nowhere")


def test_samples_are_marked_and_dated_from_today(folder: Path) -> None:
    load_samples(folder, today=TODAY)
    offer_page = page(ExchangeOfferPage, "cast-a-bell")
    assert (offer_page.period_start, offer_page.period_end) == (date(2026, 3, 12), date(2026, 5, 1))
    assert offer_page.is_sample
    assert offer_page.offer.is_sample
    assert offer_page.offer.host_organisation.is_sample
    event = page(EventPage, "sample-open-day")
    assert (event.is_sample, str(event.start_date)) == (True, "2026-03-09")
    assert page(EventPage, "first-meeting").is_sample is False


def test_samples_go_and_nothing_else(folder: Path) -> None:
    load(folder)
    before = [model._default_manager.count() for model in sample_models()]
    records = LoadedObject.objects.count()
    load_samples(folder, today=TODAY)
    removed = remove_samples(at=timezone.now())
    assert sum(removed.values()) == 4
    assert [model._default_manager.count() for model in sample_models()] == before
    assert LoadedObject.objects.count() == records
    assert Offer.objects.count() == 0


def test_samples_come_back_after_their_removal(folder: Path) -> None:
    load_samples(folder, today=TODAY)
    remove_samples(at=timezone.now())
    load_samples(folder, today=TODAY)
    assert page(ExchangeOfferPage, "cast-a-bell").live


def test_an_unplaced_site_takes_the_address_of_the_settings(
    folder: Path, settings: Settings
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://exchange.example.org"
    load(folder)
    assert Site.objects.values_list("hostname", "port").get() == ("exchange.example.org", 443)


def test_a_placed_site_stays_where_it_is(folder: Path, settings: Settings) -> None:
    Site.objects.update(hostname="placed.example.org", port=8080)
    settings.WAGTAILADMIN_BASE_URL = "https://exchange.example.org"
    load(folder)
    assert Site.objects.values_list("hostname", "port").get() == ("placed.example.org", 8080)
