"""What else to read: the earlier, the later and related news."""

import datetime

import pytest
from wagtail.models import PageViewRestriction

from news.models import NewsIndexPage, NewsPage
from news.neighbours import Neighbours, find_neighbours
from partnerships.models import Partnership
from tests.factories.news import make_news_page
from tests.factories.partnerships import PartnershipFactory


def day(number: int) -> datetime.date:
    return datetime.date(2021, 11, number)


def around(page: NewsPage) -> Neighbours:
    return find_neighbours(
        page,
        partnership_ids=[partnership.pk for partnership in page.partnerships.all()],
        tag_ids=[tag.pk for tag in page.tags.all()],
    )


@pytest.fixture
def extratex(db: None) -> Partnership:
    return PartnershipFactory(acronym="EXTRATEX")


def test_neighbours_follow_the_date_and_then_the_order_of_writing(
    news_index: NewsIndexPage,
) -> None:
    third = make_news_page(news_index, date=day(3))
    first = make_news_page(news_index, date=day(1))
    twin = make_news_page(news_index, date=day(3))
    order = [first, third, twin]
    found = [(around(page).earlier, around(page).later) for page in order]
    assert found == [(None, third), (first, twin), (third, None)]


def test_what_nobody_may_read_is_passed_over(
    news_index: NewsIndexPage, extratex: Partnership
) -> None:
    first = make_news_page(news_index, date=day(1), partnerships=[extratex])
    make_news_page(news_index, date=day(2), live=False, partnerships=[extratex])
    secret = make_news_page(news_index, date=day(3), partnerships=[extratex])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    last = make_news_page(news_index, date=day(4), partnerships=[extratex])
    assert around(last) == Neighbours(earlier=first)


def test_nearest_come_first_and_strangers_not_at_all(
    news_index: NewsIndexPage, extratex: Partnership
) -> None:
    make_news_page(news_index, date=day(1))
    tag_only = make_news_page(news_index, date=day(12), tags=["a"])
    both = make_news_page(news_index, date=day(2), tags=["a"], partnerships=[extratex])
    older = make_news_page(news_index, date=day(3), partnerships=[extratex])
    newer = make_news_page(news_index, date=day(4), partnerships=[extratex])
    make_news_page(news_index, date=day(15))
    page = make_news_page(news_index, date=day(20), tags=["a"], partnerships=[extratex])
    make_news_page(news_index, date=day(21))
    assert around(page).related == (both, newer, older)
    assert tag_only not in around(page).related


def test_neighbours_are_not_repeated_among_related_news(
    news_index: NewsIndexPage, extratex: Partnership
) -> None:
    pages = [
        make_news_page(news_index, date=day(number), partnerships=[extratex])
        for number in range(1, 8)
    ]
    found = around(pages[5])
    assert (found.earlier, found.later) == (pages[4], pages[6])
    assert found.related == (pages[3], pages[2], pages[1])


def test_page_on_its_way_to_be_created_has_neighbours(news_index: NewsIndexPage) -> None:
    first = make_news_page(news_index, date=day(1))
    last = make_news_page(news_index, date=day(9))
    unsaved = NewsPage(
        title="Draft", date=day(1), path=news_index.path + "0009", depth=news_index.depth + 1
    )
    found = find_neighbours(unsaved, partnership_ids=[], tag_ids=[])
    assert found == Neighbours(earlier=first, later=last)
