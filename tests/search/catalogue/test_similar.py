"""What an offer's page proposes as being like it."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchanges.calendar import programme_today
from exchanges.models import ExchangeOfferPage, OfferStatus
from exchanges.selectors import draft_subjects
from search.catalogue.similar import CANDIDATES, similar_offers
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    ActivityKindFactory,
    SectorFactory,
    TechnologyFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

TODAY = programme_today()


def slugs_like(page: ExchangeOfferPage) -> list[str]:
    return [one.slug for one in similar_offers(page, draft_subjects(page), day=TODAY)]


def test_those_that_share_most_come_first(catalogue: CataloguePage) -> None:
    water, wind = SectorFactory(code="water"), SectorFactory(code="wind")
    talk, train = ActivityKindFactory(code="talk"), ActivityKindFactory(code="train")

    def make(slug: str, sectors: list[Any], kinds: list[Any], **fields: Any) -> ExchangeOfferPage:
        return make_offer_page(
            catalogue, slug=slug, sectors=sectors, activity_kinds=kinds, **fields
        )

    mine = make("mine", [water, wind], [talk, train])
    make("nothing", [], [])
    make("one-kind", [], [talk])
    make("one-sector", [wind], [])
    make("sector-and-kind", [water], [train])
    make("both-kinds", [], [talk, train])
    make("over", [water, wind], [talk], period_end=TODAY - datetime.timedelta(days=1))
    make("draft", [water, wind], [talk]).unpublish()
    assert slugs_like(mine) == ["sector-and-kind", "one-sector", "both-kinds"]


def test_topics_and_technologies_count_and_who_takes_nobody_is_left_out(
    catalogue: CataloguePage,
) -> None:
    topic, technology = TopicFactory(code="reuse"), TechnologyFactory(code="sensors")
    talk = ActivityKindFactory(code="talk")
    links = {"topics": [topic], "technologies": [technology], "activity_kinds": [talk]}
    mine = make_offer_page(catalogue, slug="mine", **links)
    make_offer_page(catalogue, slug="topic", topics=[topic])
    make_offer_page(catalogue, slug="activity", activity_kinds=[talk])
    make_offer_page(catalogue, slug="all", **links)
    paused = OfferFactory(status=OfferStatus.PAUSED)
    make_offer_page(catalogue, slug="paused", offer=paused, **links)
    make_offer_page(catalogue, slug="technology", technologies=[technology])
    assert slugs_like(mine) == ["all", "technology", "topic"]


def test_what_few_offers_have_counts_more(catalogue: CataloguePage) -> None:
    common, rare = TopicFactory(code="common"), TopicFactory(code="rare")
    mine = make_offer_page(catalogue, slug="mine", topics=[common, rare])
    make_offer_page(catalogue, slug="shares-the-rare", topics=[rare])
    for number in range(5):
        make_offer_page(catalogue, slug=f"shares-the-common-{number}", topics=[common])
    assert slugs_like(mine) == ["shares-the-rare", "shares-the-common-4", "shares-the-common-3"]


def test_the_same_code_in_another_list_is_nothing_shared(catalogue: CataloguePage) -> None:
    sector, topic = SectorFactory(code="design"), TopicFactory(code="design")
    mine = make_offer_page(
        catalogue, slug="mine", sectors=[sector], topics=[TopicFactory(code="reuse")]
    )
    make_offer_page(catalogue, slug="other", topics=[topic])
    make_offer_page(catalogue, slug="same", sectors=[sector])
    assert slugs_like(mine) == ["same"]


def test_what_may_not_be_listed_any_more_makes_no_gap(catalogue: CataloguePage) -> None:
    """An offer paused behind the back of the search table is not shown, the next one is."""
    topic = TopicFactory(code="reuse")
    pages = [
        make_offer_page(catalogue, slug=f"other-{number}", topics=[topic]) for number in range(6)
    ]
    mine = make_offer_page(catalogue, slug="mine", topics=[topic])
    assert slugs_like(mine) == ["other-5", "other-4", "other-3"]
    OfferFactory._meta.model.objects.filter(pk=pages[5].offer_id).update(status=OfferStatus.PAUSED)
    assert slugs_like(mine) == ["other-4", "other-3", "other-2"]


def test_an_offer_without_subjects_has_none_like_it(catalogue: CataloguePage) -> None:
    make_offer_page(catalogue, slug="other", sectors=[SectorFactory()])
    assert slugs_like(make_offer_page(catalogue, slug="bare")) == []


def test_a_draft_has_some_too(catalogue: CataloguePage) -> None:
    topic = TopicFactory(code="reuse")
    make_offer_page(catalogue, slug="other", topics=[topic])
    mine = make_offer_page(catalogue, slug="mine", topics=[topic])
    mine.unpublish()
    assert slugs_like(mine) == ["other"]


def test_they_cost_three_queries_however_many_offers_there_are(catalogue: CataloguePage) -> None:
    topic = TopicFactory(code="reuse")
    mine = make_offer_page(catalogue, slug="mine", topics=[topic])
    subjects = draft_subjects(mine)
    for number in range(CANDIDATES + 5):
        make_offer_page(catalogue, slug=f"other-{number}", topics=[topic])
    similar_offers(mine, subjects, day=TODAY)
    with CaptureQueriesContext(connection) as queries:
        assert len(similar_offers(mine, subjects, day=TODAY)) == 3
    assert len(queries) == 3


def test_the_page_shows_them(client: Client, catalogue: CataloguePage) -> None:
    topic = TopicFactory(code="reuse")
    make_offer_page(catalogue, slug="other", title="Another loom", topics=[topic])
    mine = make_offer_page(catalogue, slug="mine", topics=[topic])
    page = client.get(mine.get_url()).content.decode()
    assert "Another loom" in page[page.index('id="similar"') :]
