"""A process notices everything that changes what hosts offer, whoever changed it and how."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction

from exchanges.calendar import programme_today
from exchanges.domain.stay import StayRules
from exchanges.matching_module import engine as engine_module
from exchanges.matching_module.engine import Engine, stay_rules
from exchanges.models import ExchangeOfferPage, Offer, OfferLanguage, OfferStatus, RuleSet
from matching import Matcher, Mode, Profile, Role
from partnerships.models import (
    Country,
    EligibilityPeriod,
    Organisation,
    OrganisationState,
    Sector,
    Topic,
)
from search.models import CataloguePage
from tests.exchanges.matching_module.conftest import OneProcess
from tests.factories.exchanges import OfferFactory, RuleSetFactory, make_offer_page
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    SectorFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def hosts(engine: Engine) -> tuple[str, ...]:
    return engine.matcher.identifiers(Role.HOST)


@pytest.fixture
def page(catalogue: CataloguePage) -> ExchangeOfferPage:
    """An offer with a topic, a sector and a language; another one stands beside it."""
    make_offer_page(catalogue, slug="other")
    host = OrganisationFactory.create(country=CountryFactory.create(code="SI"))
    EligibilityPeriod.objects.create(country=host.country)
    return make_offer_page(
        catalogue,
        slug="offer",
        offer=OfferFactory.create(host_organisation=host),
        topics=[TopicFactory.create(code="export")],
        sectors=[SectorFactory.create(code="wool")],
        languages=[OfferLanguage(language="en", level="B2")],
        period_end=programme_today() + 30 * DAY,
    )


def publish(page: ExchangeOfferPage) -> None:
    page.title = "Another title"
    page.save_revision().publish()


def set_level(page: ExchangeOfferPage) -> None:
    OfferLanguage.objects.filter(page=page).delete()
    OfferLanguage.objects.create(page=page, language="en", level="C2")


def swap_topic(page: ExchangeOfferPage) -> None:
    links = ExchangeOfferPage.topics.through.objects.filter(exchangeofferpage=page)
    links.update(topic=Topic.objects.get(code="import"))


CHANGES: dict[str, Callable[[ExchangeOfferPage], Any]] = {
    "publish": publish,
    "pause in bulk": lambda page: Offer.objects.filter(pk=page.offer_id).update(
        status=OfferStatus.PAUSED
    ),
    "close": lambda page: Offer.objects.filter(pk=page.offer_id).update(status=OfferStatus.CLOSED),
    "unpublish": lambda page: page.unpublish(),
    "unpublish in bulk": lambda page: ExchangeOfferPage.objects.filter(pk=page.pk).update(
        live=False
    ),
    "delete": lambda page: page.delete(),
    "make private": lambda page: PageViewRestriction.objects.create(
        page=page, restriction_type="login"
    ),
    "make the catalogue private": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "doubt the host": lambda page: Organisation.objects.filter(offers__pages=page).update(
        state=OrganisationState.UNVERIFIED
    ),
    "move the host": lambda page: Organisation.objects.filter(offers__pages=page).update(
        country=CountryFactory.create(code="PT")
    ),
    "another kind of host": lambda page: Organisation.objects.filter(offers__pages=page).update(
        kind="SME"
    ),
    "more places": lambda page: Offer.objects.filter(pk=page.offer_id).update(
        places_per_exchange=5
    ),
    "another mode": lambda page: ExchangeOfferPage.objects.filter(pk=page.pk).update(
        mode="VIRTUAL"
    ),
    "other days": lambda page: ExchangeOfferPage.objects.filter(pk=page.pk).update(
        period_end=programme_today() + 60 * DAY
    ),
    "other visitors": lambda page: ExchangeOfferPage.objects.filter(pk=page.pk).update(
        visitor_kinds=["SME"]
    ),
    "one more topic": lambda page: page.topics.through.objects.create(
        exchangeofferpage=page, topic=Topic.objects.get(code="import")
    ),
    "no topic": lambda page: page.topics.through.objects.all().delete(),
    "another topic in place": swap_topic,
    "another level": set_level,
    "an entry more": lambda _page: TopicFactory.create(),
    "a sector under another": lambda _page: Sector.objects.filter(code="wool").update(
        parent=SectorFactory.create(code="textile")
    ),
    "a country that stops": lambda _page: EligibilityPeriod.objects.update(
        end_date=programme_today() - DAY
    ),
    "other rules": lambda _page: RuleSet.objects.update(minimum_working_days=5),
    "a new offer": lambda page: make_offer_page(page.get_parent(), slug="new"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_two_processes_see_every_change(page: ExchangeOfferPage, name: str) -> None:
    TopicFactory.create(code="import")
    RuleSetFactory.create()
    first, second = OneProcess(), OneProcess()
    before = first.engine(), second.engine()
    assert (first.engine(), second.engine()) == before
    CHANGES[name](ExchangeOfferPage.objects.get(pk=page.pk))
    for process, old in zip((first, second), before, strict=True):
        new = process.engine()
        assert new is not old
        assert process.engine() is new


@pytest.mark.parametrize(
    "name",
    [
        "pause in bulk",
        "close",
        "unpublish",
        "unpublish in bulk",
        "delete",
        "make private",
        "doubt the host",
    ],
)
def test_who_is_no_longer_listed_is_no_longer_a_host(
    page: ExchangeOfferPage, process: OneProcess, name: str
) -> None:
    assert str(page.offer_id) in hosts(process.engine())
    CHANGES[name](ExchangeOfferPage.objects.get(pk=page.pk))
    assert hosts(process.engine()) == (str(ExchangeOfferPage.objects.get(slug="other").offer_id),)


def test_an_offer_leaves_with_its_last_day(page: ExchangeOfferPage, process: OneProcess) -> None:
    assert len(hosts(process.engine())) == 2
    last_noon = datetime.datetime.combine(programme_today() + 30 * DAY, datetime.time(12))
    with time_machine.travel(last_noon):
        assert len(hosts(process.engine())) == 2
    with time_machine.travel(last_noon + DAY):
        assert len(hosts(process.engine())) == 1


def test_what_changes_nothing_makes_no_new_engine(
    page: ExchangeOfferPage, process: OneProcess
) -> None:
    engine = process.engine()
    Organisation.objects.update(note="Called them.", summary="Weavers")
    Country.objects.update(name="Elsewhere")
    draft = ExchangeOfferPage.objects.get(pk=page.pk)
    draft.title = "Not yet published"
    draft.topics = []
    draft.save_revision()
    assert process.engine() is engine


def test_looking_costs_two_queries_and_making_one_more(
    page: ExchangeOfferPage, process: OneProcess
) -> None:
    process.engine()
    with CaptureQueriesContext(connection) as looking:
        process.engine()
    publish(page)
    with CaptureQueriesContext(connection) as making:
        process.engine()
    fetched_by_the_request = 2  # lists of the register and rules
    assert len(looking) - fetched_by_the_request == 2
    assert len(making) == len(looking) + 1


def test_each_language_has_an_engine(page: ExchangeOfferPage, process: OneProcess) -> None:
    english = process.engine()
    with translation.override("de"):
        german = process.engine()
        assert german is not english
        assert process.engine() is german
    assert process.engine() is english


def test_a_change_while_profiles_are_read_is_seen_next_time(
    page: ExchangeOfferPage, process: OneProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is older than the profiles then, never newer."""
    make = engine_module.make_engine

    def slowly(*arguments: Any) -> Engine:
        ExchangeOfferPage.objects.filter(pk=page.pk).update(mode="VIRTUAL")
        return make(*arguments)

    monkeypatch.setattr(engine_module, "make_engine", slowly)
    torn = process.engine()
    monkeypatch.undo()
    assert process.engine() is not torn


def test_the_engine_answers_from_the_offers(page: ExchangeOfferPage, process: OneProcess) -> None:
    engine = process.engine()
    asker = Profile(
        identifier="you",
        role=Role.VISITOR,
        organisation="you",
        organisation_type="SME",
        country="SI",
        topics=frozenset({"export"}),
        mode=Mode.EITHER,
    )
    assert isinstance(engine.matcher, Matcher)
    assert engine.pages == {offer.offer_id: offer.pk for offer in ExchangeOfferPage.objects.all()}
    # Both hosts are left out: one is of the visitor's own country, the other's takes no part.
    assert engine.matcher.rank(asker).identifiers == ()


def test_rules_in_force_or_the_pilots(today: datetime.date) -> None:
    pilot = StayRules(minimum_working_days=3, maximum_working_days=23)
    assert stay_rules(on=today) == pilot
    RuleSetFactory.create(minimum_working_days=5, maximum_working_days=10, valid_from=today)
    assert stay_rules(on=today) == StayRules(minimum_working_days=5, maximum_working_days=10)
    assert stay_rules(on=today - DAY) == pilot
