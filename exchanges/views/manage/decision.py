"""The page of a decision: what will happen, the mail that it sends, and the decision itself."""

import uuid
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.emails.rendering import EmailDraft
from exchanges.application_form.answer_sheet import SheetGroup, answer_words
from exchanges.calendar import programme_today
from exchanges.domain import lifecycle
from exchanges.domain.lifecycle import Action, ActionNotAllowedError, Guard, GuardError, Transition
from exchanges.forms.decisions import DecisionForm
from exchanges.mails.applications import decision_draft
from exchanges.manage.decision_wording import DECISION_WORDING, PARTNERSHIP_MARKER, DecisionWording
from exchanges.manage.dossier import extra_questions_of, sheet_for_staff
from exchanges.manage.handover import SuggestedPartnership, partnerships_for
from exchanges.models import Application
from exchanges.permissions import Remit
from exchanges.services.actor import Actor
from exchanges.services.decide import ChangedMeanwhileError, Decision, decide, stamp_of
from exchanges.services.decisions import acceptance_guards
from exchanges.views.manage.access import fill_in_interrupted, for_managers
from exchanges.views.manage.application import address_word, scoped
from exchanges.wording import action_button, guard_words, status_words

BY_ADDRESS = {address_word(action): action for action in DECISION_WORDING}


@dataclass(slots=True)
class DecisionPage:
    """What the page shows; `problem` is why the decision was not taken."""

    request: HttpRequest
    application: Application
    action: Action
    transition: Transition | None
    steps: list[SheetGroup]
    partnerships: list[SuggestedPartnership]
    preview: EmailDraft | None = None
    problem: str = ""

    @property
    def wording(self) -> DecisionWording:
        """What the decision is called, and what it asks for."""
        return DECISION_WORDING[self.action]

    def form(self) -> DecisionForm:
        """The form, as it was sent if it was sent."""
        row = self.transition or any_row(self.action)
        draft = decision_draft(
            self.application,
            row,
            words=str(self.wording.marker),
            partnership=str(PARTNERSHIP_MARKER) if self.action is Action.HAND_OVER else None,
        )
        initial = {"seen": stamp_of(self.application)}
        if draft is not None:
            initial |= {"subject": draft.subject, "body": draft.body}
        form = DecisionForm(
            self.request.POST if self.request.method == "POST" else None,
            initial=initial,
            wording=self.wording,
            has_mail=draft is not None,
            questions=[(one.name, one.label) for step in self.steps for one in step.rows],
            partnerships=[one.partnership for one in self.partnerships],
        )
        fill_in_interrupted(self.request, form, but_for=frozenset({"seen"}))
        return form

    def respond(self, form: DecisionForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
        """The page with the form."""
        context = {
            "application": self.application,
            "status": status_words(self.application, for_staff=True),
            "wording": self.wording,
            "button": action_button(self.action),
            "is_possible": self.transition is not None,
            "hindrances": hindrances(self.application, self.action),
            "form": form,
            "steps": self.steps,
            "chosen_questions": form["questions"].value() or [] if self.steps else [],
            "partnerships": self.partnerships,
            "chosen_partnership": form["partnership"].value() if self.partnerships else "",
            "preview": self.preview,
            "problem": self.problem,
            "breadcrumbs": [
                {"title": _("Manage"), "url": reverse("manage")},
                {
                    "title": self.application.reference,
                    "url": reverse("manage_application", args=[self.application.pk]),
                },
            ],
        }
        return render(self.request, "exchanges/manage/decision.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def decision(
    request: HttpRequest, remit: Remit, application_id: uuid.UUID, word: str
) -> HttpResponse:
    """Show a decision, its mail as it will go out, or take it."""
    action = action_of(word, remit)
    page = page_of(request, remit, application_id, action)
    form = page.form()
    if page.transition is None:
        return refuse_impossible(page, form)
    if not form.is_bound:
        return page.respond(form)
    if not form.is_valid():
        return page.respond(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "preview" in request.POST:
        page.preview = form.mail()
        return page.respond(form)
    try:
        decided = decide(
            application_id=application_id,
            decision=Decision(
                action=action,
                words=form.written,
                fields=form.cleaned_data.get("questions", ()),
                partnership=form.chosen_partnership,
                mail=form.mail(),
            ),
            actor=Actor(user=remit.user, role=remit.role),
            at=timezone.now(),
            seen=form.cleaned_data["seen"],
        )
    except (ActionNotAllowedError, ChangedMeanwhileError):
        return refuse_stale(request, remit, application_id, action)
    except GuardError as error:
        form.show_guards(error.missing)
        return page.respond(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, str(page.wording.done))
    if remit.applications().filter(pk=decided.pk).exists():
        return redirect("manage_application", decided.pk)
    return redirect("manage")


def action_of(word: str, remit: Remit) -> Action:
    """The action of an address; a 404 for one that does not exist or is never this role's."""
    action = BY_ADDRESS.get(word)
    if action is None or not any(
        row.action is action and remit.role in row.roles for row in lifecycle.TABLE
    ):
        raise Http404
    return action


def any_row(action: Action) -> Transition:
    """A row of the table for an action, in whatever status."""
    return next(row for row in lifecycle.TABLE if row.action is action)


def page_of(
    request: HttpRequest, remit: Remit, application_id: uuid.UUID, action: Action
) -> DecisionPage:
    """The page for an application as it is now; a 404 for one of other partnerships."""
    application = scoped(remit, application_id)
    possible = lifecycle.possible(application.current_status, remit.role)
    return DecisionPage(
        request=request,
        application=application,
        action=action,
        transition=next((row for row in possible if row.action is action), None),
        steps=steps_to_ask_about(application) if action is Action.ASK_FOR_MORE else [],
        partnerships=partnerships_for(application) if action is Action.HAND_OVER else [],
    )


def steps_to_ask_about(application: Application) -> list[SheetGroup]:
    """Every question that the applicant was asked, with its answer, empty ones too."""
    words = answer_words(application.answers, on=programme_today())
    extra_questions = extra_questions_of(application)
    return sheet_for_staff(application, words, extra_questions, with_empty=True)


def hindrances(application: Application, action: Action) -> list[str]:
    """What stands in the way of accepting; every other decision needs only its form."""
    if action is not Action.ACCEPT:
        return []
    needed = {Guard.ELIGIBLE, Guard.EXCEPTION_APPROVED, Guard.REPRESENTATION_APPROVED}
    return [guard_words(guard) for guard in sorted(needed - acceptance_guards(application))]


def refuse_impossible(page: DecisionPage, form: DecisionForm) -> HttpResponse:
    """The table knows no such step from here: say where the application stands."""
    page.problem = _(
        "This is not possible any more: the application now is “%(status)s”. Somebody else may "
        "have decided meanwhile."
    ) % {"status": status_words(page.application, for_staff=True).name}
    return page.respond(form, HTTPStatus.CONFLICT)


def refuse_stale(
    request: HttpRequest, remit: Remit, application_id: uuid.UUID, action: Action
) -> HttpResponse:
    """The application moved on since the page was shown: show it anew, with what was typed."""
    page = page_of(request, remit, application_id, action)
    form = page.form()
    form.is_valid()
    if page.transition is None:
        return refuse_impossible(page, form)
    page.problem = _(
        "The application has changed since you opened this page. Look at it again; what you wrote "
        "is still here."
    )
    form.show_stamp(stamp_of(page.application))
    return page.respond(form, HTTPStatus.CONFLICT)
