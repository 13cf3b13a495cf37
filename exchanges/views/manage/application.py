"""One application, as its partnership checks it."""

import uuid
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exchanges.application_form.finding_wording import finding_words
from exchanges.domain import lifecycle
from exchanges.domain.eligibility import Side, needs_approval
from exchanges.domain.lifecycle import Action
from exchanges.forms.writing import MessageForm, NoteForm
from exchanges.manage.decision_wording import DECISION_WORDING
from exchanges.manage.dossier import extra_questions_of, findings_of, read_changes, sheet_for_staff
from exchanges.manage.duplicates import find_duplicates
from exchanges.models import Application
from exchanges.permissions import Remit, private_notes_read_by
from exchanges.representation import acts_for
from exchanges.services.correspondence import mark_messages_read
from exchanges.timeline import timeline
from exchanges.views.manage.access import for_managers
from exchanges.views.my.curriculum_vitae import download
from exchanges.wording import action_button, side_name, status_words


@require_safe
@for_managers
def application(request: HttpRequest, remit: Remit, application_id: uuid.UUID) -> HttpResponse:
    """Everything about one application; its messages count as read."""
    return show(request, remit, scoped(remit, application_id))


@require_safe
@for_managers
def curriculum_vitae(
    _request: HttpRequest, remit: Remit, application_id: uuid.UUID
) -> HttpResponse:
    """The applicant's CV, as a file."""
    return download(scoped(remit, application_id))


def scoped(remit: Remit, application_id: uuid.UUID) -> Application:
    """An application of somebody's partnerships; a 404 for any other."""
    mine = (
        remit.applications()
        .select_related(
            "organisation__country",
            "partnership",
            "applicant",
            "rule_set",
            "call",
            "curriculum_vitae",
        )
        .defer("curriculum_vitae__content")
    )
    return get_object_or_404(mine, pk=application_id)


def show(
    request: HttpRequest,
    remit: Remit,
    application: Application,
    *,
    message_form: MessageForm | None = None,
    note_form: NoteForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page, with a form as it was sent when something was wrong with it."""
    words, changes = read_changes(application)
    findings = findings_of(application)
    context = {
        "application": application,
        "remit": remit,
        "status": status_words(application, for_staff=True),
        "decisions": decision_links(application, remit),
        "facts": facts_of(application),
        "groups": sheet_for_staff(application, words, extra_questions_of(application)),
        "may_not_act": may_not_act(application),
        "findings": [finding_words(finding, for_staff=True) for finding in findings],
        "needs_approval": needs_approval(findings),
        "duplicates": find_duplicates(application, remit),
        "changes": changes,
        "has_unseen": any(one.change.seen_at is None for one in changes),
        "messages_written": list(
            application.messages.select_related("author").order_by("sent_at", "pk")
        ),
        "message_form": message_form or MessageForm(prefix="message"),
        "may_note": may_note(remit, application),
        "notes": list(
            private_notes_read_by(remit.user, application)
            .select_related("author")
            .order_by("written_at", "pk")
        ),
        "note_form": note_form or NoteForm(prefix="note"),
        "timeline": timeline(application, for_staff=True),
        "breadcrumbs": [{"title": _("Manage"), "url": reverse("manage")}],
    }
    response = render(request, "exchanges/manage/application.html", context, status=status)
    # The support office looks in without reading in the place of the partnership.
    if request.method == "GET" and context["may_note"]:
        mark_messages_read(application=application, role=remit.role, at=timezone.now())
    return response


def may_not_act(application: Application) -> bool:
    """Whether it still has to be approved that the applicant acts for the organisation."""
    organisation = application.organisation
    return (
        not application.has_ended
        and organisation is not None
        and not acts_for(application.applicant, organisation)
    )


def may_note(remit: Remit, application: Application) -> bool:
    """Whether somebody is a manager of the application's partnership; the office is not."""
    return remit.user.managed_partnerships.filter(partnership=application.partnership_id).exists()


def decision_links(application: Application, remit: Remit) -> list[dict[str, Any]]:
    """What can be done now, from the table of the lifecycle; the first one stands out."""
    possible = [
        transition.action
        for transition in lifecycle.possible(application.current_status, remit.role)
        if transition.action in DECISION_WORDING
    ]
    order = [
        action for action in (Action.ACCEPT, Action.RESUME, Action.REOPEN) if action in possible
    ]
    rest = [action for action in possible if action not in order]
    return [
        {
            "label": action_button(action),
            "url": decision_address(application, action),
            "is_first": action in order,
            "is_harsh": DECISION_WORDING[action].is_harsh,
        }
        for action in [*order, *rest]
    ]


def decision_address(application: Application, action: Action) -> str:
    """The page on which a decision is taken."""
    return reverse("manage_decision", args=[application.pk, address_word(action)])


def address_word(action: Action) -> str:
    """An action as it stands in addresses."""
    return action.value.lower().replace("_", "-")


def facts_of(application: Application) -> list[tuple[str, str, str]]:
    """What one wants to know first: label, value and perhaps an address."""
    organisation, applicant = application.organisation, application.applicant
    website = organisation.website if organisation else ""
    return [
        (_("Kind of organisation"), organisation.get_kind_display() if organisation else "", ""),
        (_("Where"), organisation.place if organisation else "", ""),
        (_("Website"), website, website),
        (
            _("Takes part as"),
            " + ".join(side_name(side) for side in Side if side in application.sides),
            "",
        ),
        (_("Applicant"), applicant.get_full_name() or applicant.email, ""),
        (_("E-mail address"), applicant.email, f"mailto:{applicant.email}"),
        (_("Partnership"), application.partnership.acronym if application.partnership else "", ""),
        (_("Call"), application.call.title, ""),
    ]
