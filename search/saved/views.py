"""`/my/searches/`: the searches that somebody keeps, and the end of the e-mails about one."""

import uuid
from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.listing import ListQuery
from core.models import User
from exchanges.calendar import programme_today
from search.catalogue.listing import read_address, reader_language
from search.labels import Labels, fetch_labels
from search.models import Frequency, SavedSearch
from search.models.saved_search import NAME_LENGTH, QUERY_LENGTH
from search.saved import services
from search.saved.forms import SavedSearchForm
from search.saved.mails import list_path
from search.saved.services import SavedSearchError

View = Callable[..., HttpResponse]


def of_owner(view: View) -> View:
    """Let a view see the searches of whoever is signed in; everybody else's are a 404."""

    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except SavedSearch.DoesNotExist as error:
            raise Http404 from error

    return answer


@require_safe
@of_owner
def searches(request: HttpRequest) -> HttpResponse:
    """My saved searches."""
    own = SavedSearch.objects.filter(owner=person(request)).annotate(number_told=Count("told"))
    labels = fetch_labels()
    rows = [
        {
            "search": search,
            "description": kept_description(search, labels),
            "list_url": list_path(search),
        }
        for search in own
    ]
    context = {"rows": rows, "catalogue_url": list_path(SavedSearch())}
    return render(request, "search/saved/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_owner
def new(request: HttpRequest) -> HttpResponse:
    """Save the search that the address holds, as the catalogue's own address does."""
    state = state_of(request.GET, fetch_labels())
    querystring = urlencode(state.pairs)
    summary = description(state)
    form = SavedSearchForm(
        request.POST or None,
        initial={"name": summary[:NAME_LENGTH].strip(), "frequency": Frequency.DAILY},
    )
    if request.method == "POST":
        if len(querystring) > QUERY_LENGTH:
            form.add_error(None, _("These are too many filters to save. Take some off."))
        if form.is_valid() and attempt(
            form,
            services.save,
            owner=person(request),
            querystring=querystring,
            language=reader_language(),
            at=timezone.now(),
        ):
            messages.success(request, _("Your search is saved."))
            return redirect("my_searches")
    context = {
        "form": form,
        "description": summary,
        "title": _("Save this search"),
        "back_url": list_path(SavedSearch(querystring=querystring)),
    }
    return show_form(request, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_owner
def change(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """Rename a search, or be told more or less often."""
    search = own_search(request, search_id)
    form = SavedSearchForm(
        request.POST or None, initial={"name": search.name, "frequency": search.frequency}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, services.change, owner=person(request), search_id=search_id, at=timezone.now()
        )
    ):
        messages.success(request, _("Your search is changed."))
        return redirect("my_searches")
    context = {
        "form": form,
        "description": kept_description(search, fetch_labels()),
        "title": _("Change a saved search"),
        "back_url": "",
    }
    return show_form(request, form, context)


@require_POST
@of_owner
def pause(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """No e-mails for now."""
    search = services.pause(owner=person(request), search_id=search_id)
    messages.success(request, _("No more e-mails about “%(search)s”.") % {"search": search})
    return redirect("my_searches")


@require_POST
@of_owner
def resume(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """E-mails again."""
    search = services.resume(owner=person(request), search_id=search_id, at=timezone.now())
    messages.success(
        request, _("You are told about what is new for “%(search)s” again.") % {"search": search}
    )
    return redirect("my_searches")


@require_http_methods(["GET", "HEAD", "POST"])
@of_owner
def delete(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """Ask first, then delete."""
    search = own_search(request, search_id)
    if request.method == "POST":
        services.delete(owner=person(request), search_id=search_id)
        messages.success(request, _("“%(search)s” is deleted.") % {"search": search})
        return redirect("my_searches")
    return render(request, "search/saved/delete.html", {"search": search})


# A mail program that ends e-mails for its user has no cookie and no form of ours (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End the e-mails about one search, without signing in; GET only asks."""
    try:
        services.search_of(token)
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        services.unsubscribe(token)
    return render(request, "search/saved/unsubscribe.html", {"is_done": request.method == "POST"})


def attempt(form: SavedSearchForm, service: Callable[..., SavedSearch], **arguments: Any) -> bool:
    """Do what a valid form asks for, or tell in it why not; whether it was done."""
    try:
        service(**form.chosen, **arguments)
    except SavedSearchError as error:
        form.add_error(error.field, error.words)
        return False
    return True


def show_form(request: HttpRequest, form: SavedSearchForm, context: dict[str, Any]) -> HttpResponse:
    """The form, with the status of what is wrong in it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "search/saved/form.html", context, status=status)


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    return cast("User", request.user)


def own_search(request: HttpRequest, search_id: uuid.UUID) -> SavedSearch:
    """One of one's own; anything else is a 404."""
    return get_object_or_404(SavedSearch, owner=person(request), pk=search_id)


def state_of(parameters: QueryDict, labels: Labels) -> ListQuery:
    """The state of the catalogue that some parameters hold."""
    return read_address(parameters, labels, day=programme_today())


def description(state: ListQuery, gone: Iterable[str] = ()) -> str:
    """What a search asks for, in words, and what is gone of it."""
    return ", ".join([*(chip["label"] for chip in state.chips()), *gone]) or _("All offers")


def kept_description(search: SavedSearch, labels: Labels) -> str:
    """What a saved search asks for; what has left the register since finds nothing, and is told."""
    state = state_of(search.parameters, labels)
    gone = (
        _("“%(value)s”, which is no longer there: nothing is found") % {"value": one.value}
        for one in state.left_out
    )
    return description(state, gone)
