"""Blocks that lead somewhere else."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks.choosers import (
    SharedDocumentChooserBlock,
    SharedImageChooserBlock,
    SharedPageChooserBlock,
)
from core.related import in_language

# Of this site, or elsewhere; what browsers read as another site ("//", "/\\", "/<tab>/") is not.
TARGET_ADDRESS = re.compile(r"/|/[^\s/\\]\S*|https?://\S+|mailto:\S+")


class LinkValue(blocks.StructValue):
    """Knows where a link leads, whether it was given as a page or as an address."""

    @property
    def link_url(self) -> str:
        """The address of the page or the address itself; empty when neither is there."""
        page = self.get("page")
        return (in_language(page).url if page and page.live else "") or self.get("url") or ""


class TargetBlock(blocks.StructBlock):
    """A page of this site, or an address elsewhere: exactly one of the two."""

    page = SharedPageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.CharBlock(
        label=_("Other address"),
        max_length=500,
        required=False,
        help_text=_("Starts with https://, or with / for an address of this site."),
    )

    def clean(self, value: Any) -> Any:
        """Check that there is one target, and that it is an address."""
        errors: dict[str, ValidationError] = {}
        try:
            value = super().clean(value)
        except StructBlockValidationError as error:
            errors |= error.block_errors
        message = self.target_error(value.get("page"), value.get("url") or "")
        if message:
            errors.setdefault("url", ValidationError(message))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    def target_error(self, page: Any, url: str) -> str:
        """What is wrong with the target; a draft may go without one."""
        if (page and url) or not (page or url or self.is_deferred_validation):
            return gettext("Choose a page or give an address, one of the two.")
        if url and not TARGET_ADDRESS.fullmatch(url):
            return gettext("Start the address with https:// or /.")
        return ""

    class Meta:
        value_class = LinkValue


class LinkBlock(TargetBlock):
    """A link with a preview; the picture is ours, nothing is fetched from elsewhere."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.TextBlock(label=_("Text"), required=False)
    image = SharedImageChooserBlock(label=_("Preview picture"), required=False)

    class Meta:
        icon = "link"
        label = _("Link with preview")
        template = "blocks/link.html"
        value_class = LinkValue


class CallToActionBlock(TargetBlock):
    """Invites to do one thing."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False)
    label = blocks.CharBlock(
        label=_("Words on the button"), max_length=60, help_text=_("Say what happens.")
    )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "blocks/call_to_action.html"
        value_class = LinkValue


class DocumentBlock(blocks.StructBlock):
    """A file to download, with its type and size."""

    document = SharedDocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, required=False, help_text=_("Instead of the file's own.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "blocks/document.html"


class SourceBlock(blocks.StructBlock):
    """Where a page's facts come from."""

    title = blocks.CharBlock(label=_("Title"), max_length=250)
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "link-external"
        label = _("Source")
