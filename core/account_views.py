"""The page of one's account."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import account_trail
from core.account_forms import PersonForm
from core.models import User
from core.second_factor import is_required_of
from core.second_factor.session import has_second_factor
from core.sessions import sign_out_elsewhere
from core.standing import WRITES_THE_SITE, has_standing


@never_cache
def to_sign_in(request: HttpRequest) -> HttpResponse:
    """In place of Wagtail's own sign-in pages, to which it sends those who may not see a page.

    Who is signed in is told so: the sign-in would only send them back, again and again.
    """
    user = request.user
    if isinstance(user, User):
        if request.path == reverse("wagtailadmin_login") and has_standing(user, WRITES_THE_SITE):
            return redirect("wagtailadmin_home")
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('account_login')}?{query}" if query else "account_login")


@require_safe
@never_cache
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """What the account is, and what can be changed."""
    user = person(request)
    context = {
        "has_second_factor": has_second_factor(user),
        "needs_second_factor": is_required_of(user),
    }
    return render(request, "account/overview.html", context)


@never_cache
@login_required
def name(request: HttpRequest) -> HttpResponse:
    """Change how one is called."""
    user = person(request)
    form = PersonForm(
        request.POST or None,
        initial={"first_name": user.first_name, "last_name": user.last_name},
    )
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "account/name.html", {"form": form}, status=status)
    user.first_name = form.cleaned_data["first_name"]
    user.last_name = form.cleaned_data["last_name"]
    user.save(update_fields=["first_name", "last_name"])
    messages.success(request, _("Your name is changed."))
    return redirect("account_overview")


@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out of all other browsers."""
    sign_out_elsewhere(request)
    account_trail.record(person(request), "END_SESSIONS")
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("account_overview")


def person(request: HttpRequest) -> User:
    """Who is signed in; the views ask for a sign-in before."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user
