"""Every type of page works for readers and editors; a new type is covered as soon as it exists."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.fields import RichTextField
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from home.editors import ADMINISTRATORS, EDITORS, MODERATORS
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

PAGE_TYPES: list[type[Any]] = sorted(
    (model for model in get_page_models() if model is not Page),
    key=lambda model: model._meta.label,
)
GROUPS = (EDITORS, MODERATORS, ADMINISTRATORS)

# Which page may stand under which. `None` is the root of the tree.
TREE: dict[str | None, list[str]] = {
    None: ["home.HomePage"],
    "home.HomePage": [
        "events.EventIndexPage",
        "exchanges.ApplicationPage",
        "home.ContactPage",
        "home.FAQPage",
        "home.StandardPage",
        "news.NewsIndexPage",
        "partnerships.PartnershipIndexPage",
        "search.CataloguePage",
    ],
    "home.StandardPage": ["home.FAQPage", "home.StandardPage"],
    "home.ContactPage": [],
    "home.FAQPage": [],
    "events.EventIndexPage": ["events.EventPage"],
    "events.EventPage": [],
    "news.NewsIndexPage": ["news.NewsPage"],
    "news.NewsPage": [],
    "partnerships.PartnershipIndexPage": ["partnerships.PartnershipPage"],
    "partnerships.PartnershipPage": [],
    "search.CataloguePage": ["exchanges.ExchangeOfferPage"],
    "exchanges.ApplicationPage": [],
    "exchanges.ExchangeOfferPage": [],
}


@pytest.fixture(autouse=True)
def content(demo_content: None) -> None:
    """What `make run` loads: it must have a page of every type."""


@pytest.fixture(params=PAGE_TYPES, ids=[model._meta.label for model in PAGE_TYPES])
def page_type(request: pytest.FixtureRequest) -> type[Any]:
    """Each type of page in turn."""
    model: type[Any] = request.param
    return model


def example(model: type[Any]) -> Any:
    """A published page of this type."""
    page = model.objects.live().order_by("path").first()
    assert page is not None, f"the content that ships has no {model._meta.label}"
    return page


def signed_in(group: str) -> Client:
    """The browser of a member of a group."""
    client = Client()
    client.force_login(make_user(f"{group.lower()}@tests.example.org", group))
    return client


def add_address(model: type[Any], parent: Page) -> str:
    """Where a page of this type is made under a parent."""
    return reverse(
        "wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, parent.pk)
    )


def form_of(client: Client, address: str) -> dict[str, Any]:
    """The form that the admin shows, as a browser sends it back; blocks are left empty."""
    response = client.get(address)
    assert response.status_code == 200, address
    soup = BeautifulSoup(response.content, "html.parser")
    for box in soup.find_all("input", type="checkbox", value=None):
        box["value"] = "on"  # as browsers do
    for choice in soup.find_all("select", multiple=True):
        if not choice.find("option", selected=True):
            choice.decompose()
    data = querydict_from_html(str(soup), form_id="page-edit-form")
    empty_blocks = nested_form_data(
        {
            name: streamfield([])
            for name, field in response.context["form"].fields.items()
            if hasattr(field, "block")
        }
    )
    return dict(data.lists()) | empty_blocks


def without_limits(model: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a second page of a type of which there is one."""
    monkeypatch.setattr(model, "max_count", None)
    monkeypatch.setattr(model, "max_count_per_parent", None)


def parent_for(model: type[Any]) -> Page:
    """A page under which one of this type may stand."""
    parent_model = model.allowed_parent_page_models()[0]
    return Page.get_first_root_node() if parent_model is Page else example(parent_model)


def headings(html: bytes) -> list[str]:
    """The texts of the main headings."""
    return [
        " ".join(heading.get_text().split())
        for heading in BeautifulSoup(html, "html.parser").find_all("h1")
    ]


# --- What a type declares ---------------------------------------------------------------------


def test_it_has_a_name_in_words(page_type: type[Any]) -> None:
    assert isinstance(page_type._meta.original_attrs.get("verbose_name"), Promise)


def test_it_says_where_it_may_stand(page_type: type[Any]) -> None:
    for attribute in ("parent_page_types", "subpage_types"):
        declared = page_type.__dict__.get(attribute)
        assert isinstance(declared, list), attribute
        assert all(isinstance(label, str) for label in declared), attribute


# --- The tree ----------------------------------------------------------------------------------


def label_of(model: type[Any]) -> str | None:
    """How the table names a type."""
    return None if model is Page else model._meta.label


def test_the_table_knows_every_type() -> None:
    assert {label for label in TREE if label} == {model._meta.label for model in PAGE_TYPES}


def test_what_may_stand_under_it(page_type: type[Any]) -> None:
    found = sorted(model._meta.label for model in page_type.allowed_subpage_models())
    assert found == TREE[page_type._meta.label]


def test_under_what_it_may_stand(page_type: type[Any]) -> None:
    label = page_type._meta.label
    found = {label_of(model) for model in page_type.allowed_parent_page_models()}
    assert found == {parent for parent, children in TREE.items() if label in children}


def test_the_admin_keeps_to_the_table(
    page_type: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried with the form: it opens under the right parents and under no other."""
    client = signed_in(ADMINISTRATORS)
    without_limits(page_type, monkeypatch)
    parents = {model._meta.label: example(model) for model in PAGE_TYPES}
    opened = {
        label
        for label, parent in parents.items()
        if client.get(add_address(page_type, parent)).status_code == 200
    }
    label = page_type._meta.label
    assert opened == {parent for parent, children in TREE.items() if parent and label in children}


def test_there_is_one_of_each_list(page_type: type[Any]) -> None:
    """Where a limit is set, the form for a second one does not open."""
    if page_type.max_count is None and page_type.max_count_per_parent is None:
        return
    response = signed_in(ADMINISTRATORS).get(add_address(page_type, parent_for(page_type)))
    assert response.status_code == 302


# --- Readers -----------------------------------------------------------------------------------


def test_it_renders(page_type: type[Any], client: Client) -> None:
    page = example(page_type)
    response = client.get(page.url)
    assert response.status_code == 200
    assert response.context["page"].specific == page
    assert len(headings(response.content)) == 1


# --- Preview -----------------------------------------------------------------------------------


def preview(client: Client, address: str, data: Any, mode: str) -> Any:
    """Send the form as it stands and look at the preview."""
    sent = client.post(address, data)
    assert sent.json() == {"is_valid": True, "is_available": True}
    return client.get(address, {"mode": mode})


def test_every_preview_mode_of_a_published_page_works(page_type: type[Any]) -> None:
    page = example(page_type)
    client = signed_in(EDITORS)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    data = form_of(client, reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    for mode, _label in page.preview_modes:
        response = preview(client, address, data, mode)
        assert response.status_code == 200, mode
        assert len(headings(response.content)) == 1, mode


def test_a_draft_with_only_a_title_is_previewed(
    page_type: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_limits(page_type, monkeypatch)
    parent = parent_for(page_type)
    client = signed_in(EDITORS)
    data = only_title(form_of(client, add_address(page_type, parent)))
    address = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=(page_type._meta.app_label, page_type._meta.model_name, parent.pk),
    )
    for mode, _label in page_type().preview_modes:
        response = preview(client, address, data, mode)
        assert response.status_code == 200, mode
        assert "Only a title" in response.content.decode(), mode


def only_title(data: dict[str, Any]) -> dict[str, Any]:
    """A form in which nothing but the title was typed; what was chosen beforehand stays."""
    return data | {"title": "Only a title", "slug": "only-a-title"}


# --- The admin ---------------------------------------------------------------------------------


def test_a_draft_with_only_a_title_is_kept(
    page_type: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is saved, opened again, and its preview works from what was saved."""
    without_limits(page_type, monkeypatch)
    client = signed_in(EDITORS)
    address = add_address(page_type, parent_for(page_type))
    response = client.post(address, only_title(form_of(client, address)))
    assert response.status_code == 302, errors_of(response)

    page = page_type.objects.get(slug="only-a-title")
    assert page.live is False
    edit_address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert client.get(edit_address).status_code == 200
    view = reverse("wagtailadmin_pages:view_draft", args=(page.pk,))
    shown = client.get(view)
    assert shown.status_code == 200
    assert "Only a title" in shown.content.decode()


def errors_of(response: Any) -> Any:
    """What the form says is wrong."""
    form = response.context["form"]
    return form.errors, {name: formset.errors for name, formset in form.formsets.items()}


@pytest.mark.parametrize("group", GROUPS)
def test_forms_and_listing_open(
    page_type: type[Any], group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, parent = example(page_type), parent_for(page_type)
    without_limits(page_type, monkeypatch)
    client = signed_in(group)
    addresses = [
        reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        reverse("wagtailadmin_explore", args=(parent.pk,)),
        reverse("wagtailadmin_explore", args=(page.pk,)),
        reverse("wagtailadmin_pages:history", args=(page.pk,)),
        reverse("wagtailadmin_pages:usage", args=(page.pk,)),
        reverse("wagtailadmin_pages:type_use", args=page_type._meta.label_lower.split(".")),
    ]
    if not parent.is_root():
        addresses.append(add_address(page_type, parent))
    assert {url: client.get(url).status_code for url in addresses} == dict.fromkeys(addresses, 200)


def test_what_is_shown_is_what_is_kept(page_type: type[Any]) -> None:
    """Opening a page and publishing it as it stands changes none of its own fields."""
    page = example(page_type)
    client = signed_in(ADMINISTRATORS)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_of(client, address)
    data["action-publish"] = "1"
    before = own_values(page)

    answer = client.post(address, data)

    assert answer.status_code == 302, errors_of(answer)
    after = page_type.objects.get(pk=page.pk)
    assert after.latest_revision != page.latest_revision
    assert own_values(after) == before


def own_values(page: Any) -> dict[str, Any]:
    """The values of the fields that its editors see; of formatted texts the words."""
    fields = [field for field in page._meta.fields if field.model is type(page) and field.editable]
    return {
        field.name: words(page, field)
        for field in fields
        if not hasattr(field, "stream_block") and field.name != "page_ptr"
    }


def words(page: Any, field: Any) -> Any:
    """The value of a field, without the marks that the editor for formatted text leaves."""
    value = field.value_from_object(page)
    if isinstance(value, list):
        return sorted(value)
    if not isinstance(field, RichTextField):
        return value
    return BeautifulSoup(value, "html.parser").get_text(" ", strip=True).split() or value
