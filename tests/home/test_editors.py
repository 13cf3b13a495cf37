"""What editors, moderators and administrators may do, tried through the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Workflow, WorkflowPage
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.models import ProgrammeSettings
from home.editors import (
    ADMINISTRATORS,
    EDITORS,
    MODERATORS,
    WORKFLOW_NAME,
    set_up_editors,
    write_group,
)
from home.models import HomePage, StandardPage
from news.models import NewsIndexPage, NewsPage
from tests.factories.news import make_news_index_page, make_news_page
from tests.factories.people import make_user

GROUPS = (EDITORS, MODERATORS, ADMINISTRATORS)


@pytest.fixture
def news_index(home_page: HomePage, programme: ProgrammeSettings) -> NewsIndexPage:
    """A site with news, whose editors are set up."""
    index = make_news_index_page(home_page)
    set_up_editors()
    return index


def signed_in(group: str) -> Client:
    """The browser of a member of a group."""
    client = Client()
    client.force_login(make_user(f"{group.lower()}@example.org", group))
    return client


def state() -> list[Any]:
    """All that `set_up_editors` writes."""
    return [
        sorted(Group.objects.values_list("name", "permissions__codename")),
        sorted(GroupPagePermission.objects.values_list("group__name", "permission__codename")),
        sorted(
            GroupCollectionPermission.objects.values_list("group__name", "permission__codename")
        ),
        sorted(Workflow.objects.values_list("name", "active", "workflow_tasks__task__name")),
        sorted(WorkflowPage.objects.values_list("page__title", "workflow__name")),
    ]


def test_setting_up_twice_changes_nothing_and_mends_what_was_changed(
    news_index: NewsIndexPage,
) -> None:
    before = state()
    set_up_editors()
    assert state() == before

    group = Group.objects.get(name=EDITORS)
    group.permissions.clear()
    GroupPagePermission.objects.filter(group=group).delete()
    set_up_editors()
    assert state() == before


def test_the_groups_are_wagtails_own_and_one_more(news_index: NewsIndexPage) -> None:
    assert sorted(Group.objects.values_list("name", flat=True)) == [
        "Administrators",
        "Editors",
        "Moderators",
    ]


def test_the_whole_tree_keeps_wagtails_workflow_and_news_have_their_own(
    news_index: NewsIndexPage,
) -> None:
    assert sorted(WorkflowPage.objects.values_list("page__title", "workflow__name")) == [
        ("News", WORKFLOW_NAME),
        ("Root", "Moderators approval"),
    ]


def test_page_permissions(news_index: NewsIndexPage) -> None:
    found = {
        name: sorted(
            GroupPagePermission.objects.filter(group__name=name, page__depth=1).values_list(
                "permission__codename", flat=True
            )
        )
        for name in GROUPS
    }
    assert found == {
        EDITORS: ["add_page", "change_page"],
        MODERATORS: ["add_page", "change_page", "lock_page", "publish_page", "unlock_page"],
        ADMINISTRATORS: [
            "add_page",
            "bulk_delete_page",
            "change_page",
            "lock_page",
            "publish_page",
            "unlock_page",
        ],
    }


def test_register_permissions(news_index: NewsIndexPage) -> None:
    def of(name: str) -> list[str]:
        return sorted(
            Permission.objects.filter(
                group__name=name,
                content_type__app_label="partnerships",
                content_type__model="organisation",
            ).values_list("codename", flat=True)
        )

    assert of(EDITORS) == ["view_organisation"]
    assert of(MODERATORS) == ["add_organisation", "change_organisation", "view_organisation"]
    assert of(ADMINISTRATORS) == [
        "add_organisation",
        "change_organisation",
        "delete_organisation",
        "view_organisation",
    ]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("wagtailadmin_home", GROUPS),
        ("wagtailimages:index", GROUPS),
        ("wagtaildocs:index", GROUPS),
        ("wagtailredirects:index", (MODERATORS, ADMINISTRATORS)),
        ("wagtailsearchpromotions:index", (MODERATORS, ADMINISTRATORS)),
        ("wagtailusers_users:index", (ADMINISTRATORS,)),
        ("wagtailusers_groups:index", (ADMINISTRATORS,)),
        ("wagtailadmin_workflows:index", (ADMINISTRATORS,)),
        ("wagtailadmin_collections:index", (ADMINISTRATORS,)),
        ("wagtailsites:index", (ADMINISTRATORS,)),
        ("wagtaillocales:index", (ADMINISTRATORS,)),
    ],
)
def test_who_may_open_what(
    news_index: NewsIndexPage, address: str, allowed: tuple[str, ...]
) -> None:
    found = [name for name in GROUPS if signed_in(name).get(reverse(address)).status_code == 200]

    assert found == list(allowed)


def test_only_administrators_open_the_settings(news_index: NewsIndexPage) -> None:
    address = reverse("wagtailsettings:edit", args=("core", "programmesettings"))

    answers = {name: signed_in(name).get(address, follow=True) for name in GROUPS}

    assert [
        name for name in GROUPS if b"name of the programme" in answers[name].content.lower()
    ] == [ADMINISTRATORS]


def test_a_moderator_cannot_change_a_user(news_index: NewsIndexPage) -> None:
    person = make_user("somebody@example.org")
    address = reverse("wagtailusers_users:edit", args=(person.pk,))
    data = {"email": "other@example.org", "first_name": "A", "last_name": "B", "is_active": "on"}

    signed_in(MODERATORS).post(address, data)
    person.refresh_from_db()
    assert person.email == "somebody@example.org"

    signed_in(ADMINISTRATORS).post(address, data)
    person.refresh_from_db()
    assert person.email == "other@example.org"


def form_of(client: Client, address: str, **values: Any) -> dict[str, Any]:
    """The form that the admin shows, as a browser would send it back, with other values."""
    form = client.get(address).context["form"]
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if bound.name in {"body", "sources", "groups", "doors"}:
            data |= nested_form_data({bound.name: streamfield([])})
        elif value is not None and value is not False:
            data[bound.html_name] = value
    for formset in form.formsets.values():
        for bound in formset.management_form:
            data[bound.html_name] = bound.value()
    return {**data, **values}


def test_an_editor_submits_and_a_moderator_publishes(
    news_index: NewsIndexPage, client: Client
) -> None:
    editor, moderator = signed_in(EDITORS), signed_in(MODERATORS)
    page = make_news_page(news_index, title="A harbour opens", slug="harbour", live=False)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))

    # Publishing is not offered to an editor; asking for it all the same only saves a draft.
    assert b'name="action-publish"' not in editor.get(address).content
    form = form_of(editor, address, **{"action-publish": "1"})
    assert editor.post(address, form).status_code == 302
    page.refresh_from_db()
    assert page.live is False

    mail.outbox.clear()
    form = form_of(editor, address, **{"action-submit": "1"})
    assert editor.post(address, form).status_code == 302
    page.refresh_from_db()
    assert (page.live, page.current_workflow_state.workflow.name) == (False, WORKFLOW_NAME)
    assert [message.to for message in mail.outbox] == [["moderators@example.org"]]
    assert client.get(page.url).status_code == 404

    mail.outbox.clear()
    task_state = page.current_workflow_task_state
    action = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", task_state.pk))
    assert editor.post(action, {}).status_code == 302
    page.refresh_from_db()
    assert page.live is False
    assert moderator.post(action, {}).status_code in {200, 302}
    page.refresh_from_db()
    assert page.live is True
    assert client.get(page.url).status_code == 200
    assert [message.to for message in mail.outbox] == [["editors@example.org"]]


def test_a_page_that_is_moved_keeps_its_old_address(
    news_index: NewsIndexPage, home_page: HomePage, client: Client
) -> None:
    old_parent, new_parent = (
        home_page.add_child(instance=StandardPage(title=title, slug=title.lower()))
        for title in ("Old", "New")
    )
    page = old_parent.add_child(instance=StandardPage(title="Page", slug="page"))
    page.save_revision().publish()
    assert client.get("/old/page/").status_code == 200

    moderator = signed_in(MODERATORS)
    moderator.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, new_parent.pk)), {})

    response = client.get("/old/page/")
    assert (response.status_code, response["Location"]) == (301, "/new/page/")
    assert client.get("/new/page/").status_code == 200


def test_one_group_alone_can_be_written(db: None) -> None:
    """The loader writes them one by one."""
    group = write_group(EDITORS, None)

    assert group.name == EDITORS
    assert group.permissions.filter(codename="access_admin").count() == 1


def test_a_new_programme_is_named_in_the_admin(
    news_index: NewsIndexPage, programme: ProgrammeSettings
) -> None:
    text = signed_in(EDITORS).get(reverse("wagtailadmin_home")).content.decode()

    assert "Harbour Links" in text
    assert "<title>Dashboard - Harbour Links</title>" in " ".join(text.split())


def test_news_without_a_workflow_of_their_own_would_take_the_trees(
    news_index: NewsIndexPage,
) -> None:
    page = make_news_page(news_index)
    assert page.get_workflow().name == WORKFLOW_NAME

    WorkflowPage.objects.filter(page=news_index).delete()
    assert NewsPage.objects.get(pk=page.pk).get_workflow().name == "Moderators approval"
