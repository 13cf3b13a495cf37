"""The form by which editors write a page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from core.inline_rows import tell_duplicate_rows
from core.reserved_slugs import is_reserved, reserved_message


class SitePageForm(WagtailAdminPageForm):
    """Tells of a reserved address and of repeated rows at the field."""

    def clean(self) -> dict[str, Any]:
        """Check the slug against the parent that the page is made under."""
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("slug")
        # A page in the tree looks for itself (SitePage.clean); a new one does not know its parent.
        is_new = self.instance.depth is None
        if slug and is_new and is_reserved(self.instance, slug, self.parent_page.depth):
            self.add_error("slug", reserved_message(slug))
        tell_duplicate_rows(self.formsets.values())
        return cleaned
