"""The way into the programme: what an application is, who may send one, and where to start."""

import datetime
from importlib import import_module
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from core.models import SitePage
from core.querysets import in_one_language, visible
from exchanges.application_form.page_form import ApplicationPageForm
from exchanges.blocks import StepHelpsBlock
from exchanges.models.extra_question import AskedQuestion
from partnerships.blocks import BodyBlock


class ApplicationPageQuerySet(PageQuerySet):
    """Pages of the application."""

    def for_call(self, call_id: int) -> "ApplicationPageQuerySet":
        """The published page through which one applies in a call, in the reader's language."""
        return in_one_language(visible(self.filter(call=call_id)))


class ApplicationPage(SitePage):
    """The entry point at /apply/. Its editors explain the steps and may add questions."""

    lead = models.TextField(
        _("lead"), max_length=400, blank=True, help_text=_("One or two sentences at the top.")
    )
    call = models.ForeignKey(
        "exchanges.Call",
        verbose_name=_("call"),
        null=True,
        on_delete=models.PROTECT,
        related_name="application_pages",
        help_text=_("In which call one applies here; it has the dates."),
    )
    body = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("introduction"),
        help_text=_("Stands above “who may apply” and “what is asked”."),
    )
    step_helps = StreamField(
        StepHelpsBlock(),
        blank=True,
        verbose_name=_("help for the steps"),
        help_text=_("A text above the questions of a step, for what this programme is about."),
    )

    objects = PageManager.from_queryset(ApplicationPageQuerySet)()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("lead"),
        SitePage.summary_panel,
        FieldPanel("call"),
        FieldPanel("body"),
        FieldPanel("step_helps"),
        InlinePanel(
            "extra_questions",
            heading=_("Extra questions"),
            label=_("Question"),
            help_text=_(
                "They stand at the end of their step. At most 25 answers of the whole form may be "
                "required."
            ),
        ),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    base_form_class = ApplicationPageForm
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    page_description = _("Who may apply and how; the application form begins here.")

    class Meta:
        verbose_name = _("application page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; who is signed in sees a button of their own, which no cache may keep."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who may apply, what is asked, the dates, and how far the reader has come."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        introduction = import_module("exchanges.application_form.introduction")
        return context | introduction.introduction_context(self, request, at=timezone.now())


def note_asked_questions(page: ApplicationPage, *, at: datetime.datetime) -> None:
    """Keep what is asked from now on, for the day when an editor removes it."""
    AskedQuestion.objects.bulk_create(
        [
            AskedQuestion(
                key=question.key,
                label=question.label,
                question_type=question.question_type,
                published_at=at,
            )
            for question in page.extra_questions.all()
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["label", "question_type", "published_at"],
    )
