"""Expressions of interest: the list, and one with its answer."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.listing import Facet, ListQuery, Option, paginate
from exchanges.forms.interest import InterestAnswerForm
from exchanges.models import Interest, InterestAim, InterestStatus
from exchanges.permissions import Remit
from exchanges.services.actor import Actor
from exchanges.services.interests import InterestOverError, answer_interest, close_interest
from exchanges.views.manage.access import fill_in_interrupted, for_managers

PER_PAGE = 25


@require_safe
@for_managers
def interests(request: HttpRequest, remit: Remit) -> HttpResponse:
    """The list, the new ones first."""
    facets = [
        Facet(name, legend, tuple(Option(one.value.lower(), str(one.label)) for one in choices))
        for name, legend, choices in (
            ("status", _("Status"), InterestStatus),
            ("aim", _("Aim"), InterestAim),
        )
    ]
    query = ListQuery.parse(request.GET, facets)
    found = remit.interests()
    for name in ("status", "aim"):
        if chosen := query.values(name):
            found = found.filter(**{f"{name}__in": [value.upper() for value in chosen]})
    rows = found.select_related("country", "partnership", "application").order_by(
        # By the alphabet, new ones come last of all statuses.
        "-status",
        "-received_at",
        "pk",
    )
    page_obj = paginate(rows, query, PER_PAGE)
    context = {
        "remit": remit,
        "query": query,
        "querystring": query.querystring(),
        "chips": query.chips(),
        "facet_groups": query.facet_groups(),
        "page_obj": page_obj,
        "breadcrumbs": [{"title": _("Manage"), "url": reverse("manage")}],
    }
    return render(request, "exchanges/manage/interests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def interest(request: HttpRequest, remit: Remit, interest_id: uuid.UUID) -> HttpResponse:
    """What somebody wrote, and the answer."""
    kept = scoped(remit, interest_id)
    form = InterestAnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        fill_in_interrupted(request, form, but_for=frozenset())
        return show(request, remit, kept, form)
    if not form.is_valid():
        return show(request, remit, kept, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        answer_interest(
            interest_id=kept.pk,
            actor=Actor(user=remit.user, role=remit.role),
            at=timezone.now(),
            answer=form.cleaned_data["answer"],
        )
    except InterestOverError:
        return show_over(request, remit, interest_id, form)
    messages.success(request, _("Your answer is sent."))
    return redirect("manage_interests")


@require_POST
@for_managers
def close(request: HttpRequest, remit: Remit, interest_id: uuid.UUID) -> HttpResponse:
    """Close without an answer."""
    kept = scoped(remit, interest_id)
    try:
        close_interest(
            interest_id=kept.pk,
            actor=Actor(user=remit.user, role=remit.role),
            at=timezone.now(),
        )
    except InterestOverError:
        return show_over(request, remit, interest_id, InterestAnswerForm())
    messages.success(request, _("It is closed without an answer."))
    return redirect("manage_interests")


def scoped(remit: Remit, interest_id: uuid.UUID) -> Interest:
    """One that was sent to somebody's partnerships; a 404 for any other."""
    mine = remit.interests().select_related(
        "country", "sector", "partnership", "offer__host_organisation", "answered_by", "application"
    )
    return get_object_or_404(mine, pk=interest_id)


def show_over(
    request: HttpRequest, remit: Remit, interest_id: uuid.UUID, form: InterestAnswerForm
) -> HttpResponse:
    """Somebody was faster: what was written is still there."""
    problem = _("Somebody else has answered or closed this meanwhile. Nothing was sent.")
    return show(
        request, remit, scoped(remit, interest_id), form, HTTPStatus.CONFLICT, problem=problem
    )


def show(
    request: HttpRequest,
    remit: Remit,
    kept: Interest,
    form: InterestAnswerForm,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    problem: str = "",
) -> HttpResponse:
    """The page of one."""
    application = kept.application
    may_see = application is not None and remit.applications().filter(pk=application.pk).exists()
    context = {
        "interest": kept,
        "facts": facts_of(kept),
        "form": form,
        "problem": problem,
        "application": application if may_see else None,
        "breadcrumbs": [
            {"title": _("Manage"), "url": reverse("manage")},
            {"title": _("Expressions of interest"), "url": reverse("manage_interests")},
        ],
    }
    return render(request, "exchanges/manage/interest.html", context, status=status)


def facts_of(kept: Interest) -> list[tuple[str, str, str]]:
    """Who wrote, and about what: label, value and perhaps an address."""
    return [
        (_("Name"), kept.name, ""),
        (_("E-mail address"), kept.email, f"mailto:{kept.email}"),
        (_("Organisation"), kept.organisation_name, ""),
        (_("Kind of organisation"), kept.get_organisation_kind_display(), ""),
        (_("Country"), str(kept.country or ""), ""),
        (_("Sector"), str(kept.sector or ""), ""),
        (_("Offer"), kept.offer.host_organisation.name if kept.offer else "", ""),
        (_("Partnership"), kept.partnership.acronym, ""),
    ]
