"""What editors find in the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from core.models import User
from exchanges.models import ExchangeOfferPage, Offer, RuleSet
from partnerships.models import OrganisationKind
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, RuleSetFactory, make_offer_page
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    user = User.objects.create_superuser(email="admin@example.org", password="a-long-password")
    client.force_login(user)
    return client


def form_data(**fields: Any) -> dict[str, Any]:
    """What the page editor sends for an offer."""
    return nested_form_data(
        {
            "title": "Hunt leaks",
            "slug": "hunt-leaks",
            "summary": "",
            "programme": rich_text(""),
            "mode": "PHYSICAL",
            "languages": inline_formset([{"language": "en", "level": "C1"}]),
            "sources-count": 0,
            "comments": inline_formset([]),
            **fields,
        }
    )


def add_url(catalogue: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=("exchanges", "exchangeofferpage", catalogue.pk))


def test_kinds_of_visitors_are_ticked(admin: Client, catalogue: CataloguePage) -> None:
    page = admin.get(add_url(catalogue)).content.decode()
    offered = [kind.value for kind in OrganisationKind if f'value="{kind.value}"' in page]
    assert offered == ["CLUSTER_ORGANISATION", "SCALING_UP_SUPPORT", "SME"]
    data = form_data(
        offer=OfferFactory().pk,
        **{"action-publish": "1"},
    )
    admin.post(add_url(catalogue), data | {"visitor_kinds": ["SME", "CLUSTER_ORGANISATION"]})
    made = ExchangeOfferPage.objects.get()
    assert (made.live, made.visitor_kinds) == (True, ["SME", "CLUSTER_ORGANISATION"])
    assert [str(language) for language in made.languages.all()] == ["English (C1)"]


def test_a_draft_needs_only_a_title(admin: Client, catalogue: CataloguePage) -> None:
    admin.post(add_url(catalogue), form_data(offer=""))
    made = ExchangeOfferPage.objects.get()
    assert (made.live, made.offer, made.visitor_kinds) == (False, None, [])


def test_a_page_without_an_offer_is_not_published(admin: Client, catalogue: CataloguePage) -> None:
    response = admin.post(add_url(catalogue), form_data(offer="", **{"action-publish": "1"}))
    assert response.context["form"].errors == {"offer": ["This field is required."]}
    assert ExchangeOfferPage.objects.count() == 0


def test_contradictions_are_told_at_the_field(admin: Client, catalogue: CataloguePage) -> None:
    RuleSetFactory.create()
    data = form_data(
        offer=OfferFactory().pk,
        minimum_working_days=2,
        maximum_working_days=40,
        period_start="2026-05-02",
        period_end="2026-05-01",
        **{"action-publish": "1"},
    )
    errors = admin.post(add_url(catalogue), data).context["form"].errors
    assert errors == {
        "minimum_working_days": ["The rules ask for at least 3 working days."],
        "maximum_working_days": ["The rules allow at most 23 working days."],
        "period_end": ["The end is before the start. Choose a later day."],
    }


def chooser_url(name: str) -> str:
    return reverse(f"{Offer.snippet_viewset.chooser_viewset.url_namespace}:{name}")


def test_an_offer_can_be_made_in_the_chooser(admin: Client) -> None:
    host, partnership = OrganisationFactory(name="Dravelin"), PartnershipFactory(acronym="BLUES")
    OrganisationFactory(name="Platform", kind=OrganisationKind.PLATFORM)
    modal = admin.get(chooser_url("choose")).json()["html"]
    assert "New offer" in modal
    assert f'<option value="{host.pk}">Dravelin</option>' in modal
    assert ">Platform</option>" not in modal
    data = {
        "host_organisation": host.pk,
        "partnership": partnership.pk,
        "places_per_exchange": 2,
        "places_total": 6,
    }
    answer = admin.post(chooser_url("create"), data).json()
    offer = Offer.objects.get()
    assert answer["step"] == "chosen"
    assert (answer["result"]["id"], answer["result"]["string"]) == (
        str(offer.pk),
        "Dravelin (BLUES)",
    )
    assert (offer.host_organisation, offer.places_total) == (host, 6)


def test_a_wrong_offer_is_told_in_the_chooser(admin: Client) -> None:
    data = {
        "host_organisation": OrganisationFactory().pk,
        "partnership": PartnershipFactory().pk,
        "places_per_exchange": 3,
        "places_total": 2,
    }
    answer = admin.post(chooser_url("create"), data).json()
    assert "In all there are fewer places than for one exchange." in answer["htmlFragment"]
    assert Offer.objects.count() == 0


def test_offers_are_found_when_one_is_chosen(admin: Client) -> None:
    OfferFactory(host_organisation=OrganisationFactory(name="Dravelin"))
    OfferFactory(host_organisation=OrganisationFactory(name="Mistralva"))
    results = admin.get(chooser_url("choose_results"), {"q": "drav"}).content.decode()
    assert ("Dravelin" in results, "Mistralva" in results) == (True, False)


@pytest.mark.parametrize("model", [Offer, RuleSet])
def test_lists_of_editors(admin: Client, model: type[Offer] | type[RuleSet]) -> None:
    OfferFactory.create()
    RuleSetFactory.create()
    viewset = model.snippet_viewset  # type: ignore[union-attr]
    response = admin.get(reverse(viewset.get_url_name("list")))
    assert response.status_code == 200
    assert len(response.context["object_list"]) == 1
    export = admin.get(reverse(viewset.get_url_name("list")), {"export": "csv"})
    assert export.status_code == 200


def test_the_rules_keep_their_history(admin: Client) -> None:
    rule_set = RuleSetFactory.create()
    viewset = RuleSet.snippet_viewset  # type: ignore[attr-defined]
    data = {
        "valid_from": "2020-02-03",
        "minimum_working_days": 3,
        "maximum_working_days": 20,
        "visitor_kinds": ["SME"],
        "host_kinds": ["SME", "CLUSTER_ORGANISATION"],
        "physical_visits": 1,
        "source": "Corrigendum",
    }
    admin.post(reverse(viewset.get_url_name("edit"), args=[rule_set.pk]), data)
    rule_set.refresh_from_db()
    assert (rule_set.maximum_working_days, rule_set.revisions.count()) == (20, 1)
    assert rule_set.visitor_kinds == ["SME"]
    history = admin.get(reverse(viewset.get_url_name("history"), args=[rule_set.pk]))
    assert history.status_code == 200
    assert history.context["object_list"].count() == 1


def test_pages_are_listed_with_host_and_conditions(
    admin: Client, catalogue: CataloguePage, django_assert_max_num_queries: Any
) -> None:
    offer = OfferFactory(
        host_organisation=OrganisationFactory(name="Dravelin"),
        partnership=PartnershipFactory(acronym="BLUES"),
    )
    make_offer_page(catalogue, offer=offer, mode="VIRTUAL")
    url = reverse("wagtailadmin_explore", args=[catalogue.pk])
    page = admin.get(url).content.decode()
    for text in ("Dravelin", "BLUES", "Virtual exchange", "At any time", "2 / 6", "Open"):
        assert text in page
    other = admin.get(url, {"offer__partnership": PartnershipFactory().pk})
    assert other.status_code == 200
    assert list(other.context["object_list"]) == []
