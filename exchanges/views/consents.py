"""The last step: what one agrees to, text by text."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from exchanges.application_form.open_application import OpenApplication
from exchanges.application_form.question_wording import STEP_WORDING
from exchanges.domain.questions import Step
from exchanges.forms.consent import ConsentForm, current_texts
from exchanges.models import Consent, ConsentKind
from exchanges.services.drafts import give_consent, withdraw_consent
from exchanges.views.ways import way_back


def show_consents(request: HttpRequest, opened: OpenApplication) -> HttpResponse:
    """The texts, with what was agreed to before."""
    if opened.application.has_ended:
        return redirect("my_application", application_id=opened.application.pk)
    form = ConsentForm(current_texts(at=timezone.now()), given=given_kinds(opened))
    return answer(request, opened, form)


def receive_consents(request: HttpRequest, opened: OpenApplication) -> HttpResponse:
    """Record each agreement, and each that is taken back."""
    if opened.application.has_ended:
        return redirect("my_application", application_id=opened.application.pk)
    now = timezone.now()
    given = given_kinds(opened)
    form = ConsentForm(current_texts(at=now), request.POST, given=given)
    if not form.is_valid():
        return answer(request, opened, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    for kind in form.kinds:
        agreement: dict[str, Any] = {
            "application_id": opened.application.pk,
            "actor": opened.actor,
            "kind": kind,
            "at": now,
        }
        if form.cleaned_data[kind]:
            give_consent(**agreement)
        elif kind in given:
            withdraw_consent(**agreement)
    if opened.application.is_open_for_answers:
        return redirect("application_check", application_id=opened.application.pk)
    messages.success(request, _("What you agree to is saved."))
    return redirect("my_answers", application_id=opened.application.pk)


def given_kinds(opened: OpenApplication) -> set[ConsentKind]:
    """What is agreed to now."""
    given = Consent.objects.filter(application=opened.application.pk, withdrawn_at=None)
    return {ConsentKind(kind) for kind in given.values_list("text__kind", flat=True)}


def answer(
    request: HttpRequest,
    opened: OpenApplication,
    form: ConsentForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of the consents."""
    application, progress = opened.application, opened.progress
    before = progress.before(Step.CONSENT)
    context = {
        "application": application,
        "form": form,
        "step": Step.CONSENT,
        "wording": STEP_WORDING[Step.CONSENT],
        "help": opened.texts.help_for(Step.CONSENT),
        "progress": progress,
        "place": progress.current,
        "call_is_over": application.is_draft and application.call.is_over(at=timezone.now()),
        "back_url": way_back(application, before),
    }
    return render(request, "exchanges/application_consents.html", context, status=status)
