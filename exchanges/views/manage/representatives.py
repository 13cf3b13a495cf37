"""Who acts, or asks to act, for an organisation that one looks after."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.listing import ListQuery, paginate
from exchanges.models import Representative
from exchanges.permissions import Remit
from exchanges.representation import acting_looked_after_by, representatives_of, requests_to
from exchanges.services import representation
from exchanges.services.actor import Actor
from exchanges.views.manage.access import for_managers

PER_PAGE = 25
DECISIONS = {
    "approve": representation.approve_representation,
    "reject": representation.reject_representation,
}


@require_safe
@for_managers
def requests(request: HttpRequest, remit: Remit) -> HttpResponse:
    """The open requests, the oldest first; below them, those who act already."""
    query = ListQuery.parse(request.GET, [])
    context = {
        "requests": requests_to(remit.user),
        "page_obj": paginate(acting_looked_after_by(remit.user), query, PER_PAGE),
        "breadcrumbs": [{"title": _("Manage"), "url": reverse("manage")}],
    }
    return render(request, "exchanges/manage/representatives.html", context)


@require_POST
@for_managers
def decide(
    request: HttpRequest, remit: Remit, representative_id: uuid.UUID, word: str
) -> HttpResponse:
    """Approve or reject one."""
    service = DECISIONS.get(word)
    if service is None:
        raise Http404
    try:
        decided = service(
            representative_id=representative_id,
            actor=Actor(user=remit.user, role=remit.role),
            at=timezone.now(),
        )
    except Representative.DoesNotExist as error:
        raise Http404 from error
    except representation.RepresentationError as error:
        messages.warning(request, str(error.problem.label))
        return redirect("manage_representatives")
    words = {"person": decided.user, "organisation": decided.organisation}
    if decided.is_active:
        messages.success(request, _("%(person)s now acts for %(organisation)s.") % words)
    else:
        messages.success(request, _("%(person)s does not act for %(organisation)s.") % words)
    return redirect("manage_representatives")


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def remove(request: HttpRequest, remit: Remit, representative_id: uuid.UUID) -> HttpResponse:
    """Show what it means that somebody no longer acts for an organisation; do it when sent."""
    if request.method != "POST":
        acting = acting_looked_after_by(remit.user)
        representative = get_object_or_404(acting, pk=representative_id)
        people = representatives_of(representative.organisation)
        context = {
            "representative": representative,
            "is_last": not people.exclude(pk=representative.pk).exists(),
            "breadcrumbs": [
                {"title": _("Manage"), "url": reverse("manage")},
                {
                    "title": _("Who acts for organisations"),
                    "url": reverse("manage_representatives"),
                },
            ],
        }
        return render(request, "exchanges/manage/remove_representative.html", context)
    try:
        removed = representation.remove_representative(
            representative_id=representative_id,
            actor=Actor(user=remit.user, role=remit.role),
            at=timezone.now(),
        )
    except Representative.DoesNotExist as error:
        raise Http404 from error
    except representation.RepresentationError as error:
        messages.warning(request, str(error.problem.label))
    else:
        words = {"person": removed.user, "organisation": removed.organisation}
        messages.success(request, _("%(person)s no longer acts for %(organisation)s.") % words)
    return redirect("manage_representatives")
