"""How far a text has come, for one page and for a list."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchanges.models import ExchangeOfferPage
from exchanges.offers.state import OfferTextState, text_state, with_workflow_states
from home.editors import set_up_editors
from search.models import CataloguePage
from tests.factories.exchanges import make_offer_page
from tests.factories.people import UserFactory


def test_a_list_knows_the_states_of_all_its_pages_in_one_query(catalogue: CataloguePage) -> None:
    set_up_editors()
    author = UserFactory.create()
    make_offer_page(catalogue)
    for _number in range(3):
        page = make_offer_page(catalogue)
        page.unpublish()
        page.save_revision(user=author)
        page.get_workflow().start(page, author)
    with CaptureQueriesContext(connection) as queries:
        pages = list(with_workflow_states(ExchangeOfferPage.objects.order_by("path")))
        states = [text_state(page) for page in pages]
    assert states == [OfferTextState.PUBLISHED, *[OfferTextState.WAITING] * 3]
    assert len(queries) == 2
