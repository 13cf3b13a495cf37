"""Whom to write to, and a form to do it."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from core.blocks import RICH_TEXT_FEATURES
from core.models import ProgrammeSettings, SitePage
from home.contact import Outcome, receive
from home.forms import ContactForm
from partnerships.blocks import BodyBlock


class ContactPage(SitePage):
    """The programme's contacts (from the programme settings) and a form for questions."""

    intro = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    thank_you = RichTextField(
        _("thanks"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("Shown when a message has been sent."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text below the form"))

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        SitePage.summary_panel,
        FieldPanel("thank_you"),
        FieldPanel("body"),
    ]

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("contact page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or pass on what was sent with it."""
        programme = ProgrammeSettings.for_request(request)
        outcome = None
        if request.method == "POST" and programme.contact_email:
            outcome = receive(request, programme, request.build_absolute_uri())
            if outcome.is_sent:
                return redirect(f"{self.get_url(request)}?sent=1")
        response: HttpResponse = super().serve(request, *args, outcome=outcome, **kwargs)
        if outcome is not None:
            response.status_code = outcome.status
            if outcome.retry_after:
                response.headers["Retry-After"] = str(outcome.retry_after)
        add_never_cache_headers(response)
        return response

    def get_context(
        self, request: HttpRequest, *args: Any, outcome: Outcome | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """Add the form, filled in as it was sent when it could not be passed on."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["is_sent"] = "sent" in request.GET
        context["form"] = outcome.form if outcome else ContactForm()
        context["problem"] = outcome.problem if outcome else ""
        return context

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A schema.org ContactPage."""
        return super().structured_data(request) | {"@type": "ContactPage"}
