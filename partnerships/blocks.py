"""The body of our pages: what core offers, and a partnership's events."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import BaseBodyBlock
from core.blocks.choosers import SharedSnippetChooserBlock
from core.querysets import in_one_language, visible

if TYPE_CHECKING:
    from partnerships.models import Partnership


class PartnershipEventsBlock(blocks.StructBlock):
    """The events of a partnership, numbered, oldest first (as CLAMTEX lists them, seed 001)."""

    partnership = SharedSnippetChooserBlock("partnerships.Partnership", label=_("Partnership"))
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the partnership's published events."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        partnership = value.get("partnership")
        context["events"] = own_events(partnership) if partnership else []
        return context

    class Meta:
        icon = "date"
        label = _("Events of a partnership, numbered")
        template = "blocks/partnership_events.html"


def own_events(partnership: "Partnership") -> QuerySet[Any]:
    """The published events of a partnership, oldest first, without those that all take part in."""
    events = in_one_language(visible(partnership.event_pages.all()))
    partnerships = type(partnership).objects.all()
    missing = partnerships.exclude(event_pages=OuterRef("pk"))
    others = partnerships.exclude(pk=partnership.pk)
    return events.filter(Q(Exists(missing)) | ~Q(Exists(others))).order_by("starts_at")


class BodyBlock(BaseBodyBlock):
    """Everything that the body of a page can hold."""

    partnership_events = PartnershipEventsBlock(group=_("From the site"))
