"""Who may come to `/manage/`: everybody else is told that there is no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import Form, MultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from exchanges.interruptions import ask_to_sign_in, take_interrupted
from exchanges.permissions import remit_of

NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


def for_managers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view what the person looks after, as it is at this request.

    Anonymous visitors sign in first, and find what they had typed; a 404 for whoever looks after
    nothing.
    """

    @never_cache
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            sent = {name: request.POST.getlist(name) for name in request.POST}
            return ask_to_sign_in(
                request, {name: sent[name] for name in sent if name not in NOT_KEPT}
            )
        remit = remit_of(request.user)
        if remit is None:
            raise Http404
        return view(request, remit, *args, **kwargs)

    return wrapper


def fill_in_interrupted(request: HttpRequest, form: Form, *, but_for: frozenset[str]) -> None:
    """Put back into a form what somebody sent to this address after their session had ended."""
    kept = take_interrupted(request) if request.method == "GET" else None
    if kept is None:
        return
    for name, field in form.fields.items():
        values = kept.values.get(form.add_prefix(name))
        if values and name not in but_for:
            takes_many = isinstance(field, MultipleChoiceField)
            form.initial[name] = values if takes_many else values[0]
    messages.info(
        request,
        _(
            "You had been signed out, so nothing was done yet. What you typed is here: look it "
            "over and send it again."
        ),
    )
