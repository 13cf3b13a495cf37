"""Questions people ask, in groups."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from core.blocks import RICH_TEXT_FEATURES, SourceBlock
from core.models import SitePage


class AnchoredQuestionBlock(blocks.StructBlock):
    """A question with its answer and the anchor by which one links to it."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    anchor = blocks.RegexBlock(
        label=_("Anchor"),
        regex=r"^[a-z0-9-]*$",
        required=False,
        max_length=80,
        help_text=_("Ends the address of this question. Made from the question when empty."),
        error_messages={"invalid": _("Use small letters, digits and hyphens only.")},
    )
    answer = blocks.RichTextBlock(label=_("Answer"), features=RICH_TEXT_FEATURES)
    sources = blocks.ListBlock(SourceBlock(), label=_("Sources"), required=False, default=[])

    class Meta:
        icon = "help"


class QuestionGroupBlock(blocks.StructBlock):
    """Questions on one subject."""

    title = blocks.CharBlock(label=_("Subject"), max_length=120)
    questions = blocks.ListBlock(AnchoredQuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Group of questions")


def at_anchor(anchor: str) -> ValidationError:
    """What is said at the anchor of the second question that has it."""
    message = _("The anchor “%s” is used by two questions.") % anchor
    return StructBlockValidationError(block_errors={"anchor": ValidationError(message)})


class QuestionGroupsBlock(blocks.StreamBlock):
    """All groups of the page; an anchor stands for one question only."""

    group = QuestionGroupBlock()

    def clean(self, value: Any) -> Any:
        """Refuse an anchor that is given twice."""
        cleaned = super().clean(value)
        seen: set[str] = set()
        errors: dict[int, ValidationError] = {}
        for number, group in enumerate(cleaned):
            repeated = {}
            for place, question in enumerate(group.value["questions"]):
                anchor = question["anchor"]
                if anchor and anchor in seen:
                    repeated[place] = at_anchor(anchor)
                seen.add(anchor)
            if repeated:
                errors[number] = StructBlockValidationError(
                    block_errors={"questions": ListBlockValidationError(block_errors=repeated)}
                )
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class FAQPage(SitePage):
    """Questions in groups, each with an address of its own."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    groups = StreamField(QuestionGroupsBlock(), blank=True, verbose_name=_("questions"))

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("lead"),
        SitePage.summary_panel,
        FieldPanel("groups"),
        SitePage.sources_panel,
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("groups")]

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page of questions")

    def anchored_groups(self) -> list[dict[str, Any]]:
        """The groups with an anchor for each group and question, all different on the page."""
        used: set[str] = set()

        def anchor_for(text: str) -> str:
            anchor = base = slugify(text)[:70] or "question"
            number = 2
            while anchor in used:
                anchor = f"{base}-{number}"
                number += 1
            used.add(anchor)
            return anchor

        return [
            {
                "title": group.value["title"],
                "anchor": anchor_for(group.value["title"]),
                "questions": [
                    {
                        "question": question["question"],
                        "anchor": anchor_for(question["anchor"] or question["question"]),
                        "answer": question["answer"],
                        "sources": question["sources"],
                    }
                    for question in group.value["questions"]
                ],
            }
            for group in self.groups
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the groups with their anchors."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["groups"] = self.anchored_groups()
        return context

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A schema.org FAQPage."""
        return super().structured_data(request) | {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": question["question"],
                    "acceptedAnswer": {
                        "@type": "Answer",
                        "text": get_text_for_indexing(question["answer"].source),
                    },
                }
                for group in self.anchored_groups()
                for question in group["questions"]
            ],
        }
