"""Chooser blocks that share what was fetched for the page (core.related)."""

from typing import Any

from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from core.related import SharedLookup


class SharedPageChooserBlock(SharedLookup, PageChooserBlock):
    """A page of this site."""


class SharedDocumentChooserBlock(SharedLookup, DocumentChooserBlock):
    """A document."""


class SharedImageChooserBlock(SharedLookup, ImageChooserBlock):
    """A picture."""


class SharedSnippetChooserBlock(SharedLookup, SnippetChooserBlock):
    """A record of the register."""


class SharedImageBlock(ImageBlock):
    """A picture with its text alternative, or marked as decorative."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = SharedImageChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser
