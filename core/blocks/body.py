"""The body that most pages share."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.choosers import SharedImageBlock
from core.blocks.links import CallToActionBlock, DocumentBlock, LinkBlock
from core.blocks.people import PeopleBlock, QuoteBlock
from core.blocks.text import FiguresBlock, QuestionsBlock, StepsBlock, TableBlock, TextBlock


class CaptionedImageBlock(blocks.StructBlock):
    """A picture with its text alternative (or marked as decorative) and a caption."""

    image = SharedImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/image.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    items = blocks.ListBlock(CaptionedImageBlock(), label=_("Pictures"), min_num=2)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"


class BaseBodyBlock(blocks.StreamBlock):
    """Everything an editor can put in a body that needs no other app."""

    text = TextBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    steps = StepsBlock(group=_("Text"))
    questions = QuestionsBlock(group=_("Text"))
    table = TableBlock(group=_("Text"))
    figures = FiguresBlock(group=_("Text"))
    image = CaptionedImageBlock(group=_("Pictures and people"))
    gallery = GalleryBlock(group=_("Pictures and people"))
    people = PeopleBlock(group=_("Pictures and people"))
    document = DocumentBlock(group=_("Links"))
    link = LinkBlock(group=_("Links"))
    call_to_action = CallToActionBlock(group=_("Links"))

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
