"""Did you mean: what is near, what is not, and what may not be told."""

import datetime

import pytest
from wagtail.models import PageViewRestriction

from partnerships.models import OrganisationState
from search.did_you_mean import distance, suggestion
from search.facets import FacetName
from search.models import CataloguePage
from search.queries import CatalogueQuery
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import OrganisationFactory

DAY = datetime.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("wool", "wool", 0),
        ("wool", "woll", 1),
        ("wool", "wol", 1),
        ("wool", "wools", 1),
        ("wool", "owol", 1),
        ("", "wool", 4),
        ("wool", "", 4),
        ("recycling", "recyclign", 1),
        ("ca", "abc", 3),
    ],
)
def test_slips_are_counted(first: str, second: str, expected: int) -> None:
    assert distance(first, second) == expected


@pytest.fixture
def offers(catalogue: CataloguePage) -> None:
    """Two that may be seen, and one each that is over, private, unverified or a draft."""
    make_offer_page(catalogue, slug="a", title="Recycling of textile waste")
    make_offer_page(catalogue, slug="b", title="Carpentry in Česko")
    make_offer_page(catalogue, slug="c", title="Overdue", period_end=DAY - datetime.timedelta(1))
    private = make_offer_page(catalogue, slug="d", title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    host = OrganisationFactory.create(name="Unknown", state=OrganisationState.UNVERIFIED)
    make_offer_page(catalogue, slug="e", title="Hidden", offer=OfferFactory(host_organisation=host))
    make_offer_page(catalogue, slug="f", title="Drafted").unpublish()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("recyclign", "recycling"),
        ("Textlie WASTE", "textile waste"),
        ("cseko", "cesko"),
        ("texttile", "textile"),
        # What is known stays as it is, even where the two do not stand together.
        ("recycling carpentry", ""),
        ("carpentri recycling", ""),
        ("xyzzy", ""),
        ("cat", ""),
        ("", ""),
        # What may not be seen is not hinted at either.
        ("overdeu", ""),
        ("privtae", ""),
        ("hiden", ""),
        ("draftd", ""),
    ],
)
def test_the_nearest_words_are_suggested(offers: None, text: str, expected: str) -> None:
    assert suggestion(CatalogueQuery(day=DAY, language="en", text=text)) == expected


@pytest.mark.django_db
def test_a_suggestion_finds_something_within_the_filters(offers: None) -> None:
    query = CatalogueQuery(
        day=DAY, language="en", text="recyclign", selections={FacetName.COUNTRY: ("PT",)}
    )
    assert suggestion(query) == ""
