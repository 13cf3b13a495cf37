"""Blocks about what people said and who they are."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.choosers import SharedImageChooserBlock


class QuoteBlock(blocks.StructBlock):
    """What somebody said: a quotation or a testimonial."""

    quote = blocks.TextBlock(label=_("Words"))
    name = blocks.CharBlock(label=_("Who said it"), max_length=120, required=False)
    role = blocks.CharBlock(label=_("Position and organisation"), max_length=200, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote or testimonial")
        template = "blocks/quote.html"


class PersonBlock(blocks.StructBlock):
    """A person in public: no contact data beyond what they want to be read."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Position"), max_length=200, required=False)
    organisation = blocks.CharBlock(label=_("Organisation"), max_length=200, required=False)
    image = SharedImageChooserBlock(label=_("Picture"), required=False)


class PeopleBlock(blocks.StructBlock):
    """A group of people."""

    items = blocks.ListBlock(PersonBlock(), label=_("People"), min_num=1)

    class Meta:
        icon = "group"
        label = _("People")
        template = "blocks/people.html"
