"""The numbered list of a partnership's events in a body."""

import pytest

from home.models import HomePage
from partnerships.blocks import PartnershipEventsBlock, own_events
from partnerships.models import Partnership
from tests.factories.events import make_event, make_event_index
from tests.factories.partnerships import PartnershipFactory


@pytest.fixture
def partnership(home_page: HomePage) -> Partnership:
    """ALPHA, with an event of its own, one with BETA, one of all three and one of BETA alone."""
    alpha, beta, gamma = (
        PartnershipFactory.create(acronym=acronym) for acronym in ("ALPHA", "BETA", "GAMMA")
    )
    index = make_event_index(home_page)
    make_event(index, "With beta", start_date="2021-05-01", partnerships=[alpha, beta])
    make_event(
        index, "Its own", start_date="2021-01-20", end_date="2021-02-24", partnerships=[alpha]
    )
    make_event(index, "Of all", start_date="2020-02-03", partnerships=[alpha, beta, gamma])
    make_event(index, "Of beta", start_date="2020-03-03", partnerships=[beta])
    make_event(index, "Invented", start_date="2027", partnerships=[alpha], is_sample=True)
    draft = make_event(index, "Hidden", start_date="2021-06-01", partnerships=[alpha])
    draft.unpublish()
    return alpha


def test_events_that_all_partnerships_share_are_not_its_own(partnership: Partnership) -> None:
    titles = [event.title for event in own_events(partnership)]
    assert titles == ["Its own", "With beta", "Invented"]


def test_where_there_is_one_partnership_all_events_are_its_own(home_page: HomePage) -> None:
    only = PartnershipFactory.create()
    make_event(make_event_index(home_page), "Its own", partnerships=[only])
    assert [event.title for event in own_events(only)] == ["Its own"]


def test_the_whole_time_is_told_and_samples_are_marked(partnership: Partnership) -> None:
    block = PartnershipEventsBlock()
    value = block.to_python({"partnership": partnership.pk, "title": "Events of ALPHA"})
    words = " ".join(block.render(value).split())
    assert "20 January – 24 February 2021" in words
    assert words.count("sample-mark") == 1
    assert words.index("Invented") < words.index("sample-mark")
