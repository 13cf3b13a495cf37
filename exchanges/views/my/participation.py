"""Pausing, resuming and withdrawing: each is shown before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from exchanges.domain import lifecycle
from exchanges.domain.lifecycle import Action, ActionNotAllowedError
from exchanges.models import Application
from exchanges.services import participation
from exchanges.services.actor import Actor
from exchanges.views.my.access import for_applicants
from exchanges.views.ways import way_to
from exchanges.wording import action_button, action_done


@dataclass(frozen=True, slots=True)
class Step:
    """What an applicant may do by one button, and what comes of it."""

    action: Action
    service: Callable[..., Application]
    consequence: Promise
    is_harsh: bool = False


STEPS = {
    "pause": Step(
        Action.PAUSE,
        participation.pause,
        gettext_lazy(
            "Nobody is proposed to you and you are proposed to nobody. Your offer leaves the "
            "catalogue. You can resume at any time."
        ),
    ),
    "resume": Step(
        Action.RESUME,
        participation.resume,
        gettext_lazy("You are in the matching again, and your offer is in the catalogue."),
    ),
    "withdraw": Step(
        Action.WITHDRAW,
        participation.withdraw,
        gettext_lazy("This ends your application for good. You can apply anew."),
        is_harsh=True,
    ),
}


def offered_steps(application: Application) -> list[tuple[str, Step]]:
    """The words of addresses with what may be done now."""
    possible = {
        row.action
        for row in lifecycle.possible(application.current_status, lifecycle.Role.APPLICANT)
    }
    return [(word, step) for word, step in STEPS.items() if step.action in possible]


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def step(request: HttpRequest, application: Application, actor: Actor, word: str) -> HttpResponse:
    """Show what will happen; do it when it is sent."""
    chosen = STEPS.get(word)
    if chosen is None:
        raise Http404
    if request.method == "POST":
        try:
            chosen.service(application_id=application.pk, actor=actor, at=timezone.now())
        except ActionNotAllowedError:
            return show(request, application, chosen, status=HTTPStatus.CONFLICT)
        messages.success(request, f"{action_done(chosen.action, for_staff=False)}.")
        return redirect("my_application", application_id=application.pk)
    return show(request, application, chosen)


def show(
    request: HttpRequest, application: Application, chosen: Step, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page that asks once more, or says that it cannot be done now."""
    possible = {one.action for _word, one in offered_steps(application)}
    context: dict[str, Any] = {
        "application": application,
        "title": action_button(chosen.action),
        "consequence": chosen.consequence,
        "is_harsh": chosen.is_harsh,
        "is_possible": chosen.action in possible,
        "problem": ""
        if chosen.action in possible
        else _("This cannot be done any more: the application has changed meanwhile."),
        "breadcrumbs": way_to(application),
    }
    return render(request, "exchanges/my/step.html", context, status=status)
