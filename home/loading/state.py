"""What an object looks like, as a hash: so that an editor's change is noticed."""

import hashlib
import json
from typing import Any

from django.db import models
from wagtail.models import Page

# What changes without an editor's doing: places in the tree, and Wagtail's own book-keeping.
VOLATILE_FIELDS = frozenset(
    {
        "path",
        "numchild",
        "url_path",
        "last_published_at",
        "first_published_at",
        "latest_revision_created_at",
        "live_revision",
        "locked_at",
        "search_description_generated",
    }
)


def fingerprint(value: Any) -> str:
    """The hash of plain data."""
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def state_of(instance: models.Model) -> str:
    """The hash of an object as it is in the database, children and draft included.

    A page's parent, whether it is live, and its latest revision are part of it: so a move, an
    unpublish and a draft that waits to be published count as an editor's work.
    """
    fresh = type(instance)._default_manager.get(pk=instance.pk)
    if hasattr(fresh, "serializable_data"):
        content = dict(fresh.serializable_data())
    else:
        content = {field.name: field.value_from_object(fresh) for field in fresh._meta.fields}
        for relation in fresh._meta.many_to_many:
            content[relation.name] = sorted(
                str(key) for key in getattr(fresh, relation.name).values_list("pk", flat=True)
            )
    content = {name: value for name, value in content.items() if name not in VOLATILE_FIELDS}
    if isinstance(fresh, Page):
        parent = fresh.get_parent()
        content["parent"] = parent.pk if parent else None
    return fingerprint(content)
