"""After the steps: looking over the answers, sending them, and the receipt."""

import uuid
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.models import User
from exchanges.application_form.answer_sheet import answer_sheet, answer_words
from exchanges.application_form.finding_wording import finding_words
from exchanges.application_form.findings import findings_for
from exchanges.application_form.open_application import (
    OpenApplication,
    open_application,
    steps_typed,
)
from exchanges.calendar import programme_today
from exchanges.domain.eligibility import excludes
from exchanges.domain.lifecycle import ActionNotAllowedError, Guard, GuardError
from exchanges.domain.questions import Step
from exchanges.forms.consent import LABELS
from exchanges.interruptions import ask_to_sign_in
from exchanges.models import Application, Consent, ConsentKind
from exchanges.services.submission import submit
from exchanges.wording import guard_words, status_words

# What the page says in its own words, at the place where it can be mended.
TOLD_ON_THE_PAGE = frozenset(
    {Guard.COMPLETE, Guard.CONSENTS_GIVEN, Guard.ELIGIBLE, Guard.CALL_OPEN}
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """All answers, what is missing, what the rules say; and the button that sends them."""
    if not isinstance(request.user, User):
        return ask_to_sign_in(request)
    opened = own(request.user, application_id)
    if not opened.application.is_open_for_answers:
        # Sent already: in another window, or by a double click.
        sent = opened.application.submitted_at is not None
        return redirect(
            "application_sent" if sent and request.method == "POST" else "my_application",
            application_id=application_id,
        )
    if request.method != "POST":
        return answer(request, opened)
    try:
        submit(application_id=application_id, actor=opened.actor, at=timezone.now())
    except GuardError as error:
        return answer(
            request, opened, HTTPStatus.UNPROCESSABLE_ENTITY, missing_guards=error.missing
        )
    except ActionNotAllowedError:
        pass
    return redirect("application_sent", application_id=application_id)


@never_cache
@require_safe
def sent(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """The receipt: the reference, and what happens next."""
    if not isinstance(request.user, User):
        return ask_to_sign_in(request)
    opened = own(request.user, application_id)
    application = opened.application
    if application.submitted_at is None:
        return redirect("application_check", application_id=application_id)
    context = {
        "application": application,
        "partnership": application.partnership,
        "status": status_words(application, for_staff=False),
    }
    return render(request, "exchanges/application_sent.html", context)


def own(user: User, application_id: uuid.UUID) -> OpenApplication:
    """Somebody's own application; another's is not found."""
    try:
        return open_application(user, application_id)
    except Application.DoesNotExist:
        raise Http404 from None


def answer(
    request: HttpRequest,
    opened: OpenApplication,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    missing_guards: frozenset[Guard] = frozenset(),
) -> HttpResponse:
    """The page on which one looks over everything."""
    application, progress = opened.application, opened.progress
    context = opened.context()
    found = findings_for(application.answers, rule_set=context.rule_set, on=context.on)
    now = timezone.now()
    is_open = not application.is_draft or application.call.is_open(at=now)
    unfinished = [one for one in progress.steps if not one.is_done]
    shown = shown_answers(opened) | {
        "progress": progress,
        "may_change": True,
        "findings": [finding_words(finding) for finding in found],
        "is_excluded": excludes(found),
        "unfinished": unfinished,
        "has_rules": context.rule_set is not None,
        "call_is_open": is_open,
        "may_send": is_open and not unfinished and not excludes(found),
        "problems": [guard_words(guard) for guard in sorted(missing_guards - TOLD_ON_THE_PAGE)],
        "was_refused": bool(missing_guards),
    }
    return render(request, "exchanges/application_check.html", shown, status=status)


def shown_answers(opened: OpenApplication) -> dict[str, Any]:
    """All answers in words, and what is agreed to: what `own_answers.html` shows."""
    application = opened.application
    is_open = application.is_open_for_answers
    given = given_consents(opened)
    return {
        "application": application,
        "person": opened.user,
        "groups": answer_sheet(
            application.answers,
            words=answer_words(application.answers, on=programme_today()),
            organisation_kind=opened.organisation_kind,
            extra_questions=opened.extra_questions,
            missing=opened.progress.missing if is_open else (),
            asked_for=application.fields_asked_for if is_open else (),
        ),
        "typed_steps": steps_typed(application),
        "consents": [(LABELS[kind], given.get(kind)) for kind in ConsentKind],
        "consent_step": Step.CONSENT,
    }


def given_consents(opened: OpenApplication) -> dict[ConsentKind, Consent]:
    """What is agreed to, with the text and its version (one query)."""
    given = Consent.objects.filter(application=opened.application.pk, withdrawn_at=None)
    found = given.select_related("text").order_by("text__version")
    return {ConsentKind(one.text.kind): one for one in found}
