"""Makes the languages, the groups of editors and their workflow; later changes stay."""

from dataclasses import asdict
from functools import partial

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Locale, Workflow

from home.editors import EDITOR_GROUPS, WORKFLOW_NAME, write_group, write_workflow
from home.loading.files import Entry
from home.loading.keeper import Keeper

WRITTEN_IN = "home/editors.py"

GROUP_ENTRIES = [
    Entry("group", group.name.lower(), asdict(group), WRITTEN_IN) for group in EDITOR_GROUPS
]
WORKFLOW_ENTRY = Entry("workflow", "moderation", {"name": WORKFLOW_NAME}, WRITTEN_IN)
LANGUAGE_ENTRIES = [
    Entry("language", code, {"code": code}, "settings")
    for code, _name in settings.LANGUAGES
    if code != settings.LANGUAGE_CODE
]
EDITOR_ENTRIES = [*LANGUAGE_ENTRIES, *GROUP_ENTRIES, WORKFLOW_ENTRY]


def load_editors(keeper: Keeper) -> None:
    """Write languages, groups and workflow; the pages it holds for must be there already."""
    for entry in LANGUAGE_ENTRIES:
        keeper.keep(entry, Locale, partial(_write_language, entry.key))
    for group, entry in zip(EDITOR_GROUPS, GROUP_ENTRIES, strict=True):
        keeper.keep(entry, Group, partial(write_group, group.name))
    keeper.keep(WORKFLOW_ENTRY, Workflow, write_workflow)


def _write_language(code: str, instance: Locale | None) -> Locale:
    return instance or Locale.objects.get_or_create(language_code=code)[0]
