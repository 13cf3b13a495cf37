"""Messages, private notes, and the mark that changed answers were looked at."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchanges.forms.writing import MessageForm, NoteForm, SeenForm
from exchanges.permissions import Remit
from exchanges.services import correspondence
from exchanges.services.actor import Actor
from exchanges.views.manage.access import fill_in_interrupted, for_managers
from exchanges.views.manage.application import may_note, scoped, show


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def send_message(request: HttpRequest, remit: Remit, application_id: uuid.UUID) -> HttpResponse:
    """Write to the applicant."""
    application = scoped(remit, application_id)
    form = MessageForm(request.POST if request.method == "POST" else None, prefix="message")
    if not form.is_bound:
        fill_in_interrupted(request, form, but_for=frozenset())
        return show(request, remit, application, message_form=form)
    if not form.is_valid():
        return show(
            request,
            remit,
            application,
            message_form=form,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    correspondence.send_message(
        application_id=application.pk,
        actor=Actor(user=remit.user, role=remit.role),
        at=timezone.now(),
        body=form.cleaned_data["body"],
        once=form.cleaned_data["once"],
    )
    messages.success(request, _("Your message is sent."))
    return back_to(application.pk, "messages")


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def write_note(request: HttpRequest, remit: Remit, application_id: uuid.UUID) -> HttpResponse:
    """Note something for one's own partnership."""
    application = scoped(remit, application_id)
    if not may_note(remit, application):
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None, prefix="note")
    if not form.is_bound:
        fill_in_interrupted(request, form, but_for=frozenset())
        return show(request, remit, application, note_form=form)
    if not form.is_valid():
        return show(
            request, remit, application, note_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    try:
        correspondence.write_note(
            application_id=application.pk,
            actor=Actor(user=remit.user, role=remit.role),
            at=timezone.now(),
            body=form.cleaned_data["body"],
            once=form.cleaned_data["once"],
        )
    except correspondence.ForeignNoteError as error:
        raise Http404 from error
    messages.success(request, _("Your note is kept."))
    return back_to(application.pk, "notes")


@require_POST
@for_managers
def mark_changes_seen(
    request: HttpRequest, remit: Remit, application_id: uuid.UUID
) -> HttpResponse:
    """Say that the changed answers were looked at: those that the page showed."""
    application = scoped(remit, application_id)
    form = SeenForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    newest = get_object_or_404(application.answer_changes, pk=form.cleaned_data["newest"])
    correspondence.mark_changes_seen(
        application_id=application.pk,
        actor=Actor(user=remit.user, role=remit.role),
        at=timezone.now(),
        newest=newest,
    )
    messages.success(request, _("The changed answers are marked as seen."))
    return back_to(application.pk, "changes")


def back_to(application_id: uuid.UUID, part: str) -> HttpResponse:
    """A part of the application's page."""
    return redirect(f"{reverse('manage_application', args=[application_id])}#{part}")
