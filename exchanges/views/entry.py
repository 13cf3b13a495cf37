"""Before the form: all questions to read, and the button that starts an application."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.models import User
from core.querysets import in_one_language, visible
from exchanges.application_form.earlier_answers import carry_over
from exchanges.application_form.open_application import open_application
from exchanges.application_form.printed_questions import printed_steps
from exchanges.models import ApplicationPage, Call
from exchanges.services.drafts import CallClosedError, start_application
from exchanges.services.interests import adopt_interests


@require_safe
def all_questions(request: HttpRequest) -> HttpResponse:
    """Every question with its help and choices, to read or print before one starts."""
    page = in_one_language(visible(ApplicationPage.objects.all())).order_by("path").first()
    if page is None:
        raise Http404
    context = {"page": page, "steps": printed_steps(page)}
    return render(request, "exchanges/application_questions.html", context)


@never_cache
@require_POST
@login_required
def start(request: HttpRequest, call_slug: str) -> HttpResponse:
    """Start an application, or go on with the draft that is there; twice at once makes one."""
    call = get_object_or_404(Call, slug=call_slug)
    user: Any = request.user
    now = timezone.now()
    try:
        application = start_application(call=call, user=user, at=now)
    except CallClosedError:
        return render(
            request,
            "exchanges/call_closed.html",
            {"call": call, "is_over": call.is_over(at=now)},
            status=HTTPStatus.CONFLICT,
        )
    if application.answers_version == 1 and carry_over(application, user=user, at=now):
        messages.info(request, _("Some answers are there already. Please check them."))
    if adopt_interests(user=user, at=now) is not None:
        messages.info(request, _("We took over what you wrote to us before. Please check it."))
    return redirect_to_next(user, application.pk)


def redirect_to_next(user: User, application_id: Any) -> HttpResponse:
    """To the first step that is not done, or to checking the answers when all are."""
    opened = open_application(user, application_id)
    following = opened.progress.next_open
    if following is None:
        return redirect("application_check", application_id=application_id)
    return redirect("application_step", application_id=application_id, step=following.step)
