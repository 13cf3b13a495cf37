"""Managers write news and events of their partnership; moderators publish them."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.models import SitePage
from exchanges.forms.contributions import ContributionForm, EventForm, NewsForm
from exchanges.manage.contributions import contributions_of
from exchanges.offers.state import reviewers_words
from exchanges.permissions import Remit
from exchanges.services.contributions import (
    BeingReadError,
    NoPlaceError,
    can_be_changed,
    change_contribution,
    contribute,
)
from exchanges.views.manage.access import fill_in_interrupted, for_managers

FORMS: dict[str, type[NewsForm] | type[EventForm]] = {"news": NewsForm, "events": EventForm}


@require_safe
@for_managers
def contributions(request: HttpRequest, remit: Remit) -> HttpResponse:
    """What I wrote, and how far it has come."""
    context = {
        "contributions": contributions_of(remit.user),
        "breadcrumbs": [{"title": _("Manage"), "url": reverse("manage")}],
    }
    return render(request, "exchanges/manage/contributions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def new(request: HttpRequest, remit: Remit, kind: str) -> HttpResponse:
    """Write something and send it to the moderators."""
    if not remit.partnerships:
        raise Http404
    form = FORMS[kind](
        request.POST if request.method == "POST" else None, partnerships=remit.partnerships
    )
    if not form.is_bound:
        fill_in_interrupted(request, form, but_for=frozenset())
        return show(request, form, kind)
    if not form.is_valid():
        return show(request, form, kind, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        contribute(
            page_type=form.page_type,
            values=form.values(),
            text=form.cleaned_data["text"],
            partnership=form.partnership_chosen,
            author=remit.user,
            once=form.cleaned_data["once"],
            at=timezone.now(),
        )
    except ValidationError as error:
        form.tell(error)
        return show(request, form, kind, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except NoPlaceError:
        form.add_error(None, _("The site has no list for this at the moment. Ask an editor."))
        return show(request, form, kind, status=HTTPStatus.CONFLICT)
    return sent(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def change(request: HttpRequest, remit: Remit, kind: str, key: uuid.UUID) -> HttpResponse:
    """Change what moderators sent back, and send it again."""
    form_type = FORMS[kind]
    own = form_type.page_type.objects.filter(owner=remit.user)
    page: SitePage = get_object_or_404(own, translation_key=key)
    draft = page.get_latest_revision_as_object()
    form = form_type(
        request.POST if request.method == "POST" else None,
        partnerships=remit.partnerships,
        page=draft,
    )
    if not can_be_changed(page):
        return refuse(request, form, kind, page)
    if not form.is_bound:
        fill_in_interrupted(request, form, but_for=frozenset())
        return show(request, form, kind, page=page)
    if not form.is_valid():
        return show(request, form, kind, page=page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        change_contribution(
            page=page,
            values=form.values(),
            text=form.cleaned_data.get("text"),
            author=remit.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        form.tell(error)
        return show(request, form, kind, page=page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except BeingReadError:
        return refuse(request, form, kind, page)
    return sent(request)


def sent(request: HttpRequest) -> HttpResponse:
    """Back to the list, with a word."""
    messages.success(request, _("It is sent. It is published as soon as a moderator approves it."))
    return redirect("manage_contributions")


def refuse(request: HttpRequest, form: ContributionForm, kind: str, page: SitePage) -> HttpResponse:
    """Nothing was changed, and what was typed is still there."""
    problem = _("Moderators are reading this, or it is published: it cannot be changed here now.")
    return show(request, form, kind, page=page, status=HTTPStatus.CONFLICT, problem=problem)


def show(
    request: HttpRequest,
    form: ContributionForm,
    kind: str,
    *,
    page: SitePage | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    problem: str = "",
) -> HttpResponse:
    """The page with the form."""
    titles = {"news": _("Write news"), "events": _("Announce an event")}
    context = {
        "title": titles[kind],
        "form": form,
        "comment": reviewers_words(page) if page is not None else "",
        "problem": problem,
        "breadcrumbs": [
            {"title": _("Manage"), "url": reverse("manage")},
            {"title": _("News and events you wrote"), "url": reverse("manage_contributions")},
        ],
    }
    return render(request, "exchanges/manage/contribution.html", context, status=status)
