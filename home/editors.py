"""Who may do what in the admin: the groups of editors, and the workflow that texts go through.

Wagtail's own groups Editors and Moderators are kept, and so is its workflow “Moderators approval”
on the whole tree: an editor may not publish, so that without any workflow a text of an editor
could go nowhere. The workflow of news, events and offers stands beside it, so that an
administrator can change the one (a second approval, say) without the other.

The loader calls `write_group` and `write_workflow`; both bring what is there into the state
described here and can be called again at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

EDITORS = "Editors"
MODERATORS = "Moderators"
ADMINISTRATORS = "Administrators"

ADMIN_ACCESS = "wagtailadmin.access_admin"
# An offer's page needs its record; the rules are an administrator's.
OFFER_PERMISSIONS = ("exchanges.view_offer", "exchanges.add_offer", "exchanges.change_offer")
FILE_ACTIONS = ("add", "change", "choose")
# Wagtail asks for the permissions of its own models, whatever model takes their place.
FILE_MODELS = ("wagtailimages.Image", "wagtaildocs.Document")

WORKFLOW_NAME = "News, events and offers"
WORKFLOW_TASK_NAME = "Approval by a moderator"
WORKFLOW_PAGE_TYPES = (
    "news.NewsIndexPage",
    "events.EventIndexPage",
    "search.CataloguePage",
)


@dataclass(frozen=True, slots=True)
class EditorGroup:
    """What the members of a group may do.

    `page_actions` hold for the whole tree, `file_actions` for all collections; `register_actions`
    for what the apps of `REGISTER_APPS` keep outside pages; `permissions` are single ones.
    """

    name: str
    page_actions: tuple[str, ...]
    file_actions: tuple[str, ...]
    register_actions: tuple[str, ...]
    permissions: tuple[str, ...] = ()
    may_everything: bool = False


REGISTER_APPS = ("partnerships",)
# Who manages a partnership sees its people, so that is for administrators alone to say.
NOT_IN_REGISTER = ("partnerships.PartnershipManager",)

EDITOR_GROUPS = (
    EditorGroup(
        EDITORS,
        page_actions=("add", "change"),
        file_actions=FILE_ACTIONS,
        register_actions=("view",),
        permissions=(ADMIN_ACCESS, *OFFER_PERMISSIONS),
    ),
    EditorGroup(
        MODERATORS,
        page_actions=("add", "change", "publish", "lock", "unlock"),
        file_actions=FILE_ACTIONS,
        register_actions=("view", "add", "change"),
        permissions=(
            ADMIN_ACCESS,
            *OFFER_PERMISSIONS,
            "exchanges.view_ruleset",
            "wagtailredirects.view_redirect",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
            "wagtailsearchpromotions.view_searchpromotion",
            "wagtailsearchpromotions.add_searchpromotion",
            "wagtailsearchpromotions.change_searchpromotion",
            "wagtailsearchpromotions.delete_searchpromotion",
        ),
    ),
    EditorGroup(
        ADMINISTRATORS,
        page_actions=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        file_actions=FILE_ACTIONS,
        register_actions=(),
        may_everything=True,
    ),
)


def set_up_editors() -> None:
    """Bring all groups and the workflow into the state described here."""
    for group in EDITOR_GROUPS:
        write_group(group.name, Group.objects.filter(name=group.name).first())
    write_workflow(Workflow.objects.filter(name=WORKFLOW_NAME).first())


def write_group(name: str, instance: Group | None = None) -> Group:
    """Make a group of `EDITOR_GROUPS`, or bring it back into its state."""
    described = next(group for group in EDITOR_GROUPS if group.name == name)
    group = instance or Group.objects.get_or_create(name=name)[0]
    group.permissions.set(permissions_of(described))
    GroupPagePermission.objects.filter(group=group).delete()
    root = Page.get_first_root_node()
    for action in described.page_actions:
        GroupPagePermission.objects.create(
            group=group, page=root, permission=page_permission(action)
        )
    GroupCollectionPermission.objects.filter(group=group).delete()
    collection = Collection.get_first_root_node()
    for permission in file_permissions(described):
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=permission
        )
    return group


def write_workflow(instance: Workflow | None = None) -> Workflow:
    """Make the workflow of news, events and offers, and set it on the pages that hold them."""
    workflow = instance or Workflow.objects.get_or_create(name=WORKFLOW_NAME)[0]
    workflow.active = True
    workflow.save()
    task, _is_new = GroupApprovalTask.objects.get_or_create(name=WORKFLOW_TASK_NAME)
    task.groups.set(Group.objects.filter(name=MODERATORS))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    for page in workflow_pages():
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def workflow_pages() -> QuerySet[Page]:
    """The pages under which the workflow holds."""
    return Page.objects.type(*(apps.get_model(label) for label in WORKFLOW_PAGE_TYPES))


def permissions_of(group: EditorGroup) -> list[Permission]:
    """The permissions that hold for the whole site."""
    if group.may_everything:
        return list(Permission.objects.all())
    wanted = Q(pk__in=[])
    for label in group.permissions:
        app_label, codename = label.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    for app_label, codename in register_codenames(group):
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def register_codenames(group: EditorGroup) -> Iterator[tuple[str, str]]:
    """App and name of each permission on the register."""
    for app_label in REGISTER_APPS:
        for model in apps.get_app_config(app_label).get_models():
            if not issubclass(model, Page) and model._meta.label not in NOT_IN_REGISTER:
                for action in group.register_actions:
                    yield app_label, f"{action}_{model._meta.model_name}"


def page_permission(action: str) -> Permission:
    """The permission on pages for an action."""
    return Permission.objects.get(
        content_type=ContentType.objects.get_for_model(Page), codename=f"{action}_page"
    )


def file_permissions(group: EditorGroup) -> list[Permission]:
    """The permissions on pictures, documents and, where all is allowed, their collections."""
    wanted = Q(pk__in=[])
    for label in FILE_MODELS:
        model = apps.get_model(label)
        names = [f"{action}_{model._meta.model_name}" for action in group.file_actions]
        wanted |= Q(content_type__app_label=model._meta.app_label, codename__in=names)
    if group.may_everything:
        wanted |= Q(
            content_type__app_label="wagtailcore",
            codename__in=["add_collection", "change_collection", "delete_collection"],
        )
    return list(Permission.objects.filter(wanted))
