"""The pages of the form: one step each."""

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.models import User
from exchanges.application_form import conflicts
from exchanges.application_form.answer_sheet import SheetRow, answer_sheet, answer_words
from exchanges.application_form.finding_wording import FindingWords, finding_words
from exchanges.application_form.findings import findings_for
from exchanges.application_form.open_application import OpenApplication, open_application
from exchanges.application_form.question_wording import QUESTION_WORDING, STEP_WORDING
from exchanges.calendar import programme_today
from exchanges.domain.lifecycle import ActionNotAllowedError, GuardError
from exchanges.domain.questions import Step, is_fixed_after_acceptance
from exchanges.forms.step_form import StepForm
from exchanges.forms.steps import FORMS
from exchanges.interruptions import ask_to_sign_in, take_interrupted
from exchanges.models import Application
from exchanges.services.drafts import StaleAnswersError, save_answers
from exchanges.services.participation import FixedAnswerError, change_answers
from exchanges.services.typed_answers import (
    TooMuchTypedError,
    forget_typed,
    keep_typed,
    takes_answers,
)
from exchanges.views.consents import receive_consents, show_consents
from exchanges.views.ways import way_back
from exchanges.wording import guard_words

# Fields of the page that belong to no question.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "seen", "typed_version", "back", "do", "more"})
TO_CHECK = "check"
LATER = "later"
CV = "cv"
FIND = "find"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_step(request: HttpRequest, application_id: uuid.UUID, step: Step) -> HttpResponse:
    """Show a step, or save what was sent and go on to the next one."""
    if not isinstance(request.user, User):
        return ask_to_sign_in(request, typed_values(request.POST))
    opened = own_application(request.user, application_id, step)
    if step is Step.CONSENT:
        return (receive_consents if request.method == "POST" else show_consents)(request, opened)
    if request.method == "POST":
        return receive(request, opened, step)
    if not takes_answers(opened.application):
        return redirect("my_application", application_id=application_id)
    context = opened.context(is_accepted=opened.application.is_in_the_programme)
    interrupted = take_interrupted(request)
    if interrupted is not None:
        form = FORMS[step](context, typed=interrupted.values)
        return answer(request, opened, form, was_interrupted=True, seen=interrupted.seen)
    typed = opened.application.typed_values
    form = FORMS[step](context, typed=typed)
    return answer(request, opened, form, was_typed=typed is not None)


def own_application(user: User, application_id: uuid.UUID, step: Step) -> OpenApplication:
    """Somebody's application at a step; another's, and a step that is not asked, are not found."""
    try:
        opened = open_application(user, application_id, step)
    except Application.DoesNotExist:
        raise Http404 from None
    if opened.progress.current is None:
        raise Http404
    return opened


def typed_values(sent: QueryDict) -> dict[str, list[str]]:
    """What a browser sent of the questions."""
    return {
        name: [str(text) for text in texts] for name, texts in sent.lists() if name not in NOT_TYPED
    }


def receive(request: HttpRequest, opened: OpenApplication, step: Step) -> HttpResponse:
    """Do what the button says that was pressed."""
    typed = typed_values(request.POST)
    if not takes_answers(opened.application):
        form = FORMS[step](opened.context(), typed=typed)
        return answer(request, opened, form, HTTPStatus.CONFLICT, is_locked=True)
    pressed = request.POST.get("do", "")
    if pressed == FIND or "more" in request.POST:
        return answer(request, opened, FORMS[step](opened.context(), typed=typed))
    if pressed == CV:
        keep(opened, step, typed)
        return redirect("my_cv", application_id=opened.application.pk)
    if pressed == LATER:
        if keep(opened, step, typed):
            messages.success(request, _("What you typed is kept. Go on whenever you like."))
        return redirect("my_application", application_id=opened.application.pk)
    # A window from before the acceptance still sends what is fixed: it gets all of that back.
    is_accepted = opened.application.is_in_the_programme and not any(
        is_fixed_after_acceptance(name) for name in typed
    )
    form = FORMS[step](opened.context(is_accepted=is_accepted), request.POST)
    if not form.is_valid():
        keep(opened, step, typed)
        return answer(request, opened, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return save(request, opened, step, form)


def keep(opened: OpenApplication, step: Step, typed: Mapping[str, list[str]]) -> bool:
    """Keep what was typed as it is; whether there was room for it."""
    try:
        kept = keep_typed(
            application_id=opened.application.pk,
            actor=opened.actor,
            step=step,
            values=typed,
            at=timezone.now(),
        )
    except (ActionNotAllowedError, TooMuchTypedError):
        return False
    opened.application.typed_version = kept.version
    return True


def save(request: HttpRequest, opened: OpenApplication, step: Step, form: StepForm) -> HttpResponse:
    """Save the answers of a step, unless another window has saved others meanwhile."""
    stored = opened.application.answers
    is_known = form.digest() == request.POST.get("seen", "")
    is_same = all(stored.get(name) == value for name, value in form.answers.items())
    if not is_known and not is_same:
        return tell_conflict(request, opened, form)
    write = save_answers if opened.application.is_open_for_answers else change_answers
    try:
        application = write(
            application_id=opened.application.pk,
            actor=opened.actor,
            answers=form.answers,
            expected_version=opened.application.answers_version,
            at=timezone.now(),
        )
    except StaleAnswersError:
        # Another step or the same one was saved in this moment: look again, and say which.
        return receive(request, own_application(opened.user, opened.application.pk, step), step)
    except ActionNotAllowedError:
        return receive(request, own_application(opened.user, opened.application.pk, step), step)
    except FixedAnswerError as fixed:
        for name in fixed.names:
            form.add_error(name, _("This was accepted as it is. Apply anew to change it."))
    except GuardError as guards:
        for guard in sorted(guards.missing):
            form.add_error(None, guard_words(guard))
    else:
        forget_typed(application_id=application.pk, step=step)
        return go_on(request, own_application(opened.user, application.pk, step), step)
    return answer(request, opened, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def tell_conflict(request: HttpRequest, opened: OpenApplication, form: StepForm) -> HttpResponse:
    """Show what was saved meanwhile beside what was typed here; sending it again decides."""
    found = conflicts.differences(form, opened.application.answers, on=programme_today())
    return answer(request, opened, form, HTTPStatus.CONFLICT, differences=found)


def go_on(request: HttpRequest, opened: OpenApplication, step: Step) -> HttpResponse:
    """To the next step, or back to the answers that are being checked."""
    for finding in findings_of(opened, step):
        add = messages.error if finding.excludes else messages.warning
        add(request, f"{finding.title} {finding.text}")
    if not opened.application.is_open_for_answers:
        messages.success(request, _("Your changed answers are saved."))
        return redirect("my_answers", application_id=opened.application.pk)
    following = opened.progress.after(step)
    if request.POST.get("back") == TO_CHECK or following is None:
        return redirect("application_check", application_id=opened.application.pk)
    return redirect("application_step", application_id=opened.application.pk, step=following)


def findings_of(opened: OpenApplication, step: Step) -> list[FindingWords]:
    """What the rules say to the answers of a step."""
    if step not in {Step.ROLE, Step.ORGANISATION, Step.CLUSTER, Step.PREFERENCES}:
        return []
    context = opened.context()
    found = findings_for(opened.application.answers, rule_set=context.rule_set, on=context.on)
    words = [finding_words(finding) for finding in found]
    return [one for one in words if step is Step.ROLE or one.step is step]


def fixed_rows(opened: OpenApplication, form: StepForm) -> list[SheetRow]:
    """The answers of the step that stay as they were accepted, in words."""
    if not form.fixed_names:
        return []
    answers = opened.application.answers
    groups = answer_sheet(answers, words=answer_words(answers, on=form.context.on))
    rows = (row for group in groups if group.step is form.step for row in group.rows)
    return [row for row in rows if row.name in form.fixed_names]


def labels_asked_for(application: Application, form: StepForm) -> list[str]:
    """What the partnership wants to know more about on this step."""
    return [
        str(QUESTION_WORDING[name].short if name in QUESTION_WORDING else form.fields[name].label)
        for name in form.answer_names
        if name in application.fields_asked_for
    ]


def answer(
    request: HttpRequest,
    opened: OpenApplication,
    form: StepForm,
    status: HTTPStatus = HTTPStatus.OK,
    **shown: Any,
) -> HttpResponse:
    """The page of a step."""
    application, progress = opened.application, opened.progress
    place = progress.current
    assert place is not None  # noqa: S101  looked at before
    before = progress.before(form.step)
    now = timezone.now()
    context = {
        "application": application,
        "form": form,
        "step": form.step,
        "wording": STEP_WORDING[form.step],
        "help": opened.texts.help_for(form.step),
        "progress": progress,
        "place": place,
        "call_is_over": application.is_draft and application.call.is_over(at=now),
        "back_to_check": "check" in (request.GET.get("back"), request.POST.get("back")),
        "back_url": way_back(application, before),
        "fixed": fixed_rows(opened, form),
        "asked_for": labels_asked_for(application, form),
        "seen": form.digest(),
        "typed_version": application.typed_version or 0,
        **shown,
    }
    return render(request, "exchanges/application_step.html", context, status=status)
