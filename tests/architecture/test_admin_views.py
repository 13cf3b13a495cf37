"""What stands in the admin beside pages opens: the register, settings, redirects and reports."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from wagtail.admin.menu import Menu, SubmenuMenuItem, admin_menu
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, Site, Task, Workflow
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.models import ProgrammeSettings
from home.editors import ADMINISTRATORS, EDITORS, MODERATORS
from partnerships.models import Partnership, PartnershipManager
from search.models import SynonymGroup
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

SNIPPETS: list[type[Any]] = sorted(get_snippet_models(), key=lambda model: model._meta.label)
LISTS = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_account",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
    "wagtaildocs:index",
    "wagtaildocs:add",
    "wagtaildocs:add_multiple",
    "wagtailredirects:index",
    "wagtailredirects:add",
    "wagtailredirects:start_import",
    "wagtailsearchpromotions:index",
    "wagtailsearchpromotions:add",
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailusers_groups:add",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:add",
    "wagtailadmin_workflows:task_index",
    "wagtailadmin_collections:index",
    "wagtailsites:index",
    "wagtailsites:add",
    "wagtaillocales:index",
)
REPORTS = (
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:page_types_usage",
)


@pytest.fixture(autouse=True)
def content(demo_content: None, db: None) -> None:
    """What `make run` loads, somebody who manages a partnership, and words that mean the same."""
    SynonymGroup.objects.create(expressions="AI, artificial intelligence")
    manager = make_user("manager@tests.example.org")
    PartnershipManager.objects.create(partnership=Partnership.objects.first(), user=manager)


@pytest.fixture
def administrator() -> Client:
    """The browser of an administrator."""
    client = Client()
    client.force_login(make_user("administrator@tests.example.org", ADMINISTRATORS))
    return client


def opened(client: Client, addresses: list[str]) -> dict[str, int]:
    """The answer to each address, or to where it leads: the settings to those of the only site."""
    return {address: client.get(address, follow=True).status_code for address in addresses}


@pytest.mark.parametrize("model", SNIPPETS, ids=[model._meta.label for model in SNIPPETS])
def test_every_view_of_a_snippet_opens(administrator: Client, model: type[Any]) -> None:
    viewset = model.snippet_viewset
    entry = model.objects.first()
    assert entry is not None, f"the content that ships has no {model._meta.label}"

    lists = [reverse(viewset.get_url_name(view)) for view in ("list", "add")]
    single = [
        reverse(viewset.get_url_name(view), args=(quote(entry.pk),))
        for view in ("edit", "history", "usage", "delete")
    ]
    searched = f"{lists[0]}?q=a"

    addresses = [*lists, searched, *single]
    assert opened(administrator, addresses) == dict.fromkeys(addresses, 200)


def test_every_list_opens(administrator: Client) -> None:
    addresses = [reverse(name) for name in LISTS]
    assert opened(administrator, addresses) == dict.fromkeys(addresses, 200)


def test_every_report_opens_and_is_exported(administrator: Client) -> None:
    page = Page.objects.get(slug="about")
    page.locked = True
    page.save()
    addresses = [reverse(name) for name in REPORTS]
    addresses += [f"{address}?export=csv" for address in addresses]
    assert opened(administrator, addresses) == dict.fromkeys(addresses, 200)


def test_what_is_made_in_the_admin_opens(administrator: Client) -> None:
    page = Page.objects.get(slug="about")
    redirect = Redirect.objects.create(old_path="/old", redirect_page=page)
    query = Query.get("visit")
    SearchPromotion.objects.create(query=query, page=page, description="About")
    workflow, task = Workflow.objects.first(), Task.objects.first()
    assert workflow is not None
    assert task is not None
    addresses = [
        reverse("wagtailredirects:edit", args=(redirect.pk,)),
        reverse("wagtailsearchpromotions:edit", args=(query.pk,)),
        reverse("wagtailadmin_workflows:edit", args=(workflow.pk,)),
        reverse("wagtailadmin_workflows:usage", args=(workflow.pk,)),
        reverse("wagtailadmin_workflows:edit_task", args=(task.pk,)),
    ]
    assert opened(administrator, addresses) == dict.fromkeys(addresses, 200)


def test_the_settings_open_and_are_kept(administrator: Client) -> None:
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=("core", "programmesettings", site.pk))
    page = administrator.get(address)
    assert page.status_code == 200
    data = form_of_settings(page)

    assert administrator.post(address, data | {"tagline": "Visit and learn"}).status_code == 302
    kept = ProgrammeSettings.for_site(site)
    assert (kept.tagline, kept.name) == ("Visit and learn", data["name"])
    assert "Visit and learn" in Client().get("/").content.decode()

    wrong = data | {"contact_email": "nobody at all", "tagline": "Kept on the screen"}
    form = administrator.post(address, wrong).context["form"]
    assert list(form.errors) == ["contact_email"]
    assert form["tagline"].value() == "Kept on the screen"


def form_of_settings(page: Any) -> dict[str, Any]:
    """The form as it is shown; what is made of blocks is left empty."""
    data: dict[str, Any] = {}
    for bound in page.context["form"]:
        if hasattr(bound.field, "block"):
            data |= nested_form_data({bound.name: streamfield([])})
        elif bound.value() not in (None, False):
            data[bound.name] = bound.value()
    return data


@pytest.mark.parametrize("group", [EDITORS, MODERATORS, ADMINISTRATORS])
def test_every_entry_of_the_menu_opens(group: str) -> None:
    client = Client()
    client.force_login(make_user("somebody@tests.example.org", group))
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    addresses = list(menu_addresses(admin_menu, request))
    assert len(addresses) > 5
    assert opened(client, addresses) == dict.fromkeys(addresses, 200)


def menu_addresses(menu: Menu, request: HttpRequest) -> Iterator[str]:
    """Where the entries lead that a person is shown, also those of the menus in the menu."""
    for item in menu.menu_items_for_request(request):
        if isinstance(item, SubmenuMenuItem):
            yield from menu_addresses(item.menu, request)
        elif item.url.startswith("/admin/"):
            yield item.url
