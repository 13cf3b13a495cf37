"""One application as its applicant sees it, and the messages about it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exchanges.application_form.question_wording import QUESTION_WORDING
from exchanges.domain.questions import BY_NAME
from exchanges.forms.writing import MessageForm
from exchanges.models import Application
from exchanges.services.actor import Actor
from exchanges.services.correspondence import (
    NobodyToReadError,
    mark_messages_read,
    send_message,
)
from exchanges.timeline import timeline
from exchanges.views.my.access import for_applicants
from exchanges.views.my.participation import offered_steps
from exchanges.wording import action_button, status_words


@require_safe
@for_applicants
def application(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """Where my application stands, what is written about it, and what happened so far."""
    response = show(request, application)
    mark_messages_read(application=application, role=actor.role, at=timezone.now())
    return response


@require_POST
@for_applicants
def write(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """Write to my partnership."""
    form = MessageForm(request.POST, prefix="message")
    if not form.is_valid():
        return show(request, application, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        send_message(
            application_id=application.pk,
            actor=actor,
            at=timezone.now(),
            body=form.cleaned_data["body"],
            once=form.cleaned_data["once"],
        )
    except NobodyToReadError:
        form.add_error(None, _("Send the application first: then your partnership reads this."))
        return show(request, application, form=form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Your message is sent."))
    return redirect(f"{reverse('my_application', args=[application.pk])}#messages")


def show(
    request: HttpRequest,
    application: Application,
    *,
    form: MessageForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The page of an application."""
    steps = [
        (word, {"label": action_button(step.action)}) for word, step in offered_steps(application)
    ]
    context: dict[str, Any] = {
        "application": application,
        "status": status_words(application, for_staff=False),
        "asked_for": asked_for(application),
        "letters": list(application.messages.order_by("sent_at", "pk")),
        "message_form": form or MessageForm(prefix="message"),
        "steps": steps,
        "timeline": timeline(application, for_staff=False),
        "breadcrumbs": [{"title": _("My place"), "url": reverse("my")}],
    }
    return render(request, "exchanges/my/application.html", context, status=status)


def asked_for(application: Application) -> list[dict[str, str]]:
    """The answers that the partnership asks about, each with the step where it is given."""
    return [
        {
            "label": str(QUESTION_WORDING[name].short),
            "url": reverse("application_step", args=[application.pk, BY_NAME[name].step]),
        }
        for name in application.fields_asked_for
        if name in BY_NAME
    ]
