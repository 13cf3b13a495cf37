"""How the register is looked after in Wagtail's admin."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.models import User
from partnerships.models import (
    ActivityKind,
    Country,
    Membership,
    MembershipRole,
    Organisation,
    Partnership,
    Sector,
    Technology,
    Topic,
)
from tests.factories.partnerships import (
    ActivityKindFactory,
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
)

MODELS = [ActivityKind, Country, Organisation, Partnership, Sector, Technology, Topic]


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    """Somebody who may do everything."""
    client.force_login(User.objects.create_superuser("admin@example.org", "secret"))
    return client


def address(model: Any, view: str, *args: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def listed(client: Client, model: Any, **parameters: str) -> list[str]:
    response = client.get(address(model, "list"), parameters)
    assert response.status_code == 200
    return [str(entry) for entry in response.context["object_list"]]


def member(
    organisation: Organisation,
    role: MembershipRole = MembershipRole.PARTNER,
    saved: Membership | None = None,
    **fields: str,
) -> dict[str, str]:
    return {
        "id": str(saved.pk) if saved else "",
        "organisation": str(organisation.pk),
        "role": role,
        "note": "",
        **fields,
    }


def partnership_form(*members: dict[str, str], initial: int = 0, **fields: str) -> dict[str, Any]:
    empty = {
        "acronym": "NEW",
        "slug": "new",
        "title": "",
        "hue": "3",
        "website": "",
        "start_date": "",
        "end_date": "",
        "grant_agreement": "",
        "planned_exchanges": "",
        "member_count": "",
        "note": "",
        "memberships": inline_formset(list(members), initial=initial),
    }
    return nested_form_data(empty | fields)


def errors_of_members(response: Any) -> list[dict[str, list[str]]]:
    return [dict(form.errors) for form in response.context["form"].formsets["memberships"].forms]


@pytest.mark.parametrize("model", MODELS)
def test_every_list_is_in_the_menu_and_opens(editor: Client, model: Any) -> None:
    assert address(model, "list") in editor.get(reverse("wagtailadmin_home")).content.decode()
    for view in ("list", "add"):
        assert editor.get(address(model, view)).status_code == 200


@pytest.mark.parametrize("model", [ActivityKind, Technology, Topic, Sector])
def test_names_in_other_languages_are_kept(editor: Client, model: Any) -> None:
    fields = {
        "name": "Textiles",
        "code": "textiles",
        "name_de": "Textilien",
        "name_fr": "",
        "name_es": "Textil",
        "description": "",
        "parent": "",
    }
    assert editor.post(address(model, "add"), fields).status_code == 302
    entry = model.objects.get(code="textiles")
    assert entry.names == {"de": "Textilien", "es": "Textil"}
    form = editor.get(address(model, "edit", entry.pk)).context["form"]
    shown = [form[name].value() for name in ("name_de", "name_fr", "name_es")]
    assert shown == ["Textilien", "", "Textil"]
    changed = fields | {"name_de": "", "name_fr": "Textile"}
    assert editor.post(address(model, "edit", entry.pk), changed).status_code == 302
    entry.refresh_from_db()
    assert entry.names == {"fr": "Textile", "es": "Textil"}


def test_country_is_edited_with_its_periods(editor: Client, db: None) -> None:
    fields: dict[str, Any] = {
        "name": "United Kingdom",
        "code": "GB",
        "name_de": "",
        "name_fr": "Royaume-Uni",
        "name_es": "",
        "note": "",
    }
    period = {
        "id": "",
        "start_date": "2020-02-01",
        "end_date": "2020-12-31",
        "is_special_case": "on",
        "note": "By its agreement",
    }
    wrong = {**period, "end_date": "2019-12-31"}
    response = editor.post(
        address(Country, "add"),
        nested_form_data({**fields, "eligibility_periods": inline_formset([wrong])}),
    )
    [form] = response.context["form"].formsets["eligibility_periods"].forms
    assert form.errors == {"end_date": ["The end is before the start."]}
    response = editor.post(
        address(Country, "add"),
        nested_form_data({**fields, "eligibility_periods": inline_formset([period])}),
    )
    assert response.status_code == 302
    country = Country.objects.get(code="GB")
    assert country.names == {"fr": "Royaume-Uni"}
    assert country.eligibility_periods.get().note == "By its agreement"


def test_country_code_is_two_capital_letters(editor: Client) -> None:
    fields = {"name": "Belgium", "code": "be", "note": ""}
    data = nested_form_data({**fields, "eligibility_periods": inline_formset([])})
    form = editor.post(address(Country, "add"), data).context["form"]
    assert form.errors == {"code": ["Write two capital letters, such as BE."]}


def test_sectors_have_two_levels(editor: Client) -> None:
    ecosystem = SectorFactory()
    specialisation = SectorFactory(parent=ecosystem)
    fields = {"name": "Third level", "code": "third"}
    form = editor.post(
        address(Sector, "add"), {**fields, "parent": str(specialisation.pk)}
    ).context["form"]
    assert list(form.errors) == ["parent"]
    form = editor.post(
        address(Sector, "edit", ecosystem.pk),
        {"name": "Ecosystem", "code": ecosystem.code, "parent": str(SectorFactory().pk)},
    ).context["form"]
    assert form.errors == {
        "parent": ["This ecosystem has specialisations, so it cannot be one itself."]
    }
    assert Sector.objects.filter(parent__parent__isnull=False).count() == 0


def test_verified_organisation_needs_a_country(editor: Client) -> None:
    fields = {
        "name": "Example cluster",
        "slug": "example-cluster",
        "kind": "CLUSTER_ORGANISATION",
        "state": "VERIFIED",
        "sources": streamfield([]),
    }
    form = editor.post(address(Organisation, "add"), nested_form_data(fields)).context["form"]
    assert form.errors == {"country": ["A verified organisation needs a country."]}
    fields["country"] = str(CountryFactory().pk)
    assert editor.post(address(Organisation, "add"), nested_form_data(fields)).status_code == 302
    assert Organisation.objects.get().name == "Example cluster"


def test_partnership_is_made_with_its_members(editor: Client) -> None:
    coordinator, partner = OrganisationFactory(), OrganisationFactory()
    sector, country = SectorFactory(), CountryFactory(code="FR")
    data = partnership_form(
        member(coordinator, MembershipRole.COORDINATOR), member(partner), start_date="2020-02"
    )
    data |= {"sectors": [str(sector.pk)], "extra_countries": [str(country.pk)]}
    assert editor.post(address(Partnership, "add"), data).status_code == 302
    partnership = Partnership.objects.get()
    assert list(partnership.memberships.values_list("organisation", "role")) == [
        (coordinator.pk, "COORDINATOR"),
        (partner.pk, "PARTNER"),
    ]
    assert list(partnership.sectors.all()) == [sector]
    assert list(partnership.extra_countries.all()) == [country]
    assert str(partnership.start_date) == "2020-02"


def test_a_second_coordinator_is_told_at_its_role(editor: Client) -> None:
    data = partnership_form(
        member(OrganisationFactory(), MembershipRole.COORDINATOR),
        member(OrganisationFactory(), MembershipRole.COORDINATOR),
    )
    response = editor.post(address(Partnership, "add"), data)
    assert errors_of_members(response) == [{}, {"role": ["A partnership has one coordinator."]}]
    assert Partnership.objects.count() == 0


def test_same_member_twice_is_told(editor: Client) -> None:
    organisation = OrganisationFactory()
    response = editor.post(
        address(Partnership, "add"), partnership_form(member(organisation), member(organisation))
    )
    assert response.status_code == 200
    assert errors_of_members(response) == [
        {},
        {"organisation": ["This organisation is already a member."]},
    ]
    assert Partnership.objects.count() == 0


@pytest.fixture
def team(db: None) -> tuple[Partnership, Membership, Membership]:
    """A partnership with a coordinator and a partner."""
    partnership = PartnershipFactory(acronym="NEW", slug="new")
    first = Membership.objects.create(
        partnership=partnership,
        organisation=OrganisationFactory(),
        role=MembershipRole.COORDINATOR,
        sort_order=0,
    )
    second = Membership.objects.create(
        partnership=partnership, organisation=OrganisationFactory(), sort_order=1
    )
    return partnership, first, second


def roles(partnership: Partnership) -> list[tuple[int, str]]:
    return list(
        Membership.objects.filter(partnership=partnership)
        .order_by("sort_order")
        .values_list("organisation_id", "role")
    )


@pytest.mark.parametrize("order", [1, -1])
def test_members_can_exchange_their_roles(
    editor: Client, team: tuple[Partnership, Membership, Membership], order: int
) -> None:
    partnership, first, second = team
    rows = [
        member(first.organisation, MembershipRole.PARTNER, first, ORDER="1"),
        member(second.organisation, MembershipRole.COORDINATOR, second, ORDER="2"),
    ][::order]
    data = partnership_form(*rows, initial=2)
    for number in (0, 1):
        data[f"memberships-{number}-ORDER"] = str(number + 1)
    assert editor.post(address(Partnership, "edit", partnership.pk), data).status_code == 302
    assert sorted(roles(partnership)) == sorted(
        [(first.organisation_id, "PARTNER"), (second.organisation_id, "COORDINATOR")]
    )


def test_coordinator_can_be_replaced_in_one_step(
    editor: Client, team: tuple[Partnership, Membership, Membership]
) -> None:
    partnership, first, second = team
    newcomer = OrganisationFactory()
    data = partnership_form(
        member(first.organisation, MembershipRole.COORDINATOR, first, DELETE="on"),
        member(second.organisation, MembershipRole.PARTNER, second),
        member(newcomer, MembershipRole.COORDINATOR),
        initial=2,
    )
    data["memberships-0-DELETE"] = "on"
    assert editor.post(address(Partnership, "edit", partnership.pk), data).status_code == 302
    assert sorted(roles(partnership)) == sorted(
        [(second.organisation_id, "PARTNER"), (newcomer.pk, "COORDINATOR")]
    )


def test_unchanged_members_keep_their_rows(
    editor: Client, team: tuple[Partnership, Membership, Membership]
) -> None:
    partnership, first, second = team
    data = partnership_form(
        member(first.organisation, MembershipRole.COORDINATOR, first),
        member(second.organisation, MembershipRole.PARTNER, second),
        initial=2,
        title="A new title",
    )
    assert editor.post(address(Partnership, "edit", partnership.pk), data).status_code == 302
    assert sorted(partnership.memberships.values_list("pk", flat=True)) == [first.pk, second.pk]


def test_lists_are_searched_and_filtered(
    editor: Client, team: tuple[Partnership, Membership, Membership]
) -> None:
    partnership, first, second = team
    PartnershipFactory(acronym="OTHER")
    stranger = OrganisationFactory(name="Stranger", country=CountryFactory(code="FR"), city="Lyon")
    ecosystem = SectorFactory(name="Agri-food")
    SectorFactory(name="Dairy", parent=ecosystem)
    SectorFactory(name="Textiles")
    assert listed(editor, Partnership, q=first.organisation.name) == ["NEW"]
    assert listed(editor, Partnership, q="othe") == ["OTHER"]
    assert listed(editor, Organisation, q="lyon") == ["Stranger"]
    assert listed(editor, Organisation, country=str(stranger.country_id)) == ["Stranger"]
    assert listed(editor, Organisation, q="str", state="PROGRAMME") == ["Stranger"]
    assert listed(editor, Organisation, memberships__partnership=str(partnership.pk)) == [
        first.organisation.name,
        second.organisation.name,
    ]
    assert listed(editor, Sector, parent=str(ecosystem.pk)) == ["Dairy"]
    assert listed(editor, Sector) == ["Agri-food", "Dairy", "Textiles"]
    assert listed(editor, Country, q="FR") == ["Country FR"]


def test_lists_need_no_query_for_each_row(
    editor: Client, team: tuple[Partnership, Membership, Membership]
) -> None:
    def count(model: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            editor.get(address(model, "list"))
        return len(queries)

    def fill(number: int) -> None:
        for _number in range(number):
            partnership = PartnershipFactory()
            Membership.objects.create(
                partnership=partnership,
                organisation=OrganisationFactory(),
                role=MembershipRole.COORDINATOR,
            )
            SectorFactory(parent=SectorFactory())

    fill(1)
    for model in MODELS:
        count(model)  # what is looked up once for all rows is now known
    few = {model: count(model) for model in MODELS}
    fill(6)
    assert {model: count(model) for model in MODELS} == few


@pytest.mark.parametrize("model", MODELS)
def test_lists_can_be_exported(editor: Client, model: Any) -> None:
    OrganisationFactory()
    PartnershipFactory()
    SectorFactory()
    ActivityKindFactory()
    Technology.objects.create(code="technology", name="Technology")
    Topic.objects.create(code="topic", name="Topic")
    response = editor.get(address(model, "list"), {"export": "csv"})
    content = b"".join(response.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) == 1 + model.objects.count()
    assert len(rows[0]) == len(model.snippet_viewset.list_export)
