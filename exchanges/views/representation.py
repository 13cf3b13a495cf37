"""Who acts for my organisations: the list, the people of one, inviting, answering, leaving."""

import contextlib
import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.models import User
from core.rate_limit import Limit
from exchanges import representation
from exchanges.domain.lifecycle import Role
from exchanges.forms.representation import InvitationForm, LeavingForm
from exchanges.models import Representative
from exchanges.services import representation as services
from exchanges.services.actor import Actor
from partnerships.models import Organisation

INVITATIONS = Limit("invitations", amount=20, seconds=3600)


@require_safe
@never_cache
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations that I act for or asked to, and my invitations."""
    user = person(request)
    context = {
        "representations": representation.representations_of(user),
        "invitations": representation.invitations_to(user, at=timezone.now()),
    }
    return render(request, "exchanges/organisations/list.html", context)


@require_safe
@never_cache
@login_required
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who acts for one of my organisations."""
    organisation = own_organisation(request, slug)
    return show_people(request, organisation, InvitationForm())


@require_POST
@never_cache
@login_required
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite a colleague."""
    organisation = own_organisation(request, slug)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return show_people(request, organisation, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    seconds = INVITATIONS.wait(str(person(request).pk))
    if seconds:
        form.add_error(None, _("These were many invitations. Please go on in an hour."))
        response = show_people(request, organisation, form, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(seconds)
        return response
    email = form.cleaned_data["email"]
    try:
        services.invite(
            organisation=organisation, email=email, actor=applicant(request), at=timezone.now()
        )
    except services.RepresentationError as error:
        form.add_error("email", str(error.problem.label))
        return show_people(request, organisation, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("We have sent an invitation to %(email)s.") % {"email": email})
    return redirect("my_organisation", slug=organisation.slug)


@require_POST
@login_required
def withdraw_invitation(request: HttpRequest, slug: str, invitation_id: uuid.UUID) -> HttpResponse:
    """Take back an invitation to one of my organisations."""
    organisation = own_organisation(request, slug)
    invitations = representation.invitations_from(organisation, at=timezone.now())
    invitation = get_object_or_404(invitations, pk=invitation_id)
    try:
        services.withdraw_invitation(
            invitation_id=invitation.pk, actor=applicant(request), at=timezone.now()
        )
        messages.success(request, _("The invitation is withdrawn."))
    except services.RepresentationError as error:
        messages.error(request, str(error.problem.label))
    return redirect("my_organisation", slug=organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave one of my organisations, or take back the wish to act for it."""
    own = representation.representations_of(person(request))
    representative = get_object_or_404(own, organisation__slug=slug)
    others = representation.representatives_of(representative.organisation).exclude(
        pk=representative.pk
    )
    is_last = representative.is_active and not others.exists()
    form = LeavingForm(request.POST if request.method == "POST" else None, is_last=is_last)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = {"representative": representative, "form": form, "is_last": is_last}
        return render(request, "exchanges/organisations/leave.html", context, status=status)
    # By a double click it may be done already.
    with contextlib.suppress(Representative.DoesNotExist):
        services.leave(
            organisation=representative.organisation, actor=applicant(request), at=timezone.now()
        )
    words = {"organisation": representative.organisation}
    messages.success(request, _("You no longer act for %(organisation)s.") % words)
    return redirect("my_organisations")


@require_safe
@never_cache
@login_required
def invitation(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """An invitation to me: to accept or decline, or what became of it."""
    now = timezone.now()
    own = get_object_or_404(representation.invitation_of(person(request), invitation_id))
    if own.is_active:
        return redirect("my_organisation", slug=own.organisation.slug)
    context = {"invitation": own, "is_open": own.is_open_invitation(at=now)}
    return render(request, "exchanges/organisations/invitation.html", context)


@require_POST
@login_required
def accept_invitation(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Act for the organisation from now on."""
    representative = answer(request, services.accept_invitation, invitation_id)
    if representative is None:
        return redirect("my_organisations")
    words = {"organisation": representative.organisation}
    messages.success(request, _("You now act for %(organisation)s.") % words)
    return redirect("my_organisation", slug=representative.organisation.slug)


@require_POST
@login_required
def decline_invitation(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Do not act for the organisation."""
    if answer(request, services.decline_invitation, invitation_id) is not None:
        messages.success(request, _("You have declined the invitation."))
    return redirect("my_organisations")


def answer(
    request: HttpRequest, service: Callable[..., Representative], invitation_id: uuid.UUID
) -> Representative | None:
    """Answer an invitation; `None`, with words for the person, where it is no longer open."""
    try:
        return service(invitation_id=invitation_id, actor=applicant(request), at=timezone.now())
    except Representative.DoesNotExist as error:
        raise Http404 from error
    except services.RepresentationError as error:
        messages.error(request, str(error.problem.label))
        return None


def show_people(
    request: HttpRequest,
    organisation: Organisation,
    form: InvitationForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of an organisation, with the form as it is now."""
    context = {
        "organisation": organisation,
        "people": representation.representatives_of(organisation),
        "invitations": representation.invitations_from(organisation, at=timezone.now()),
        "form": form,
    }
    return render(request, "exchanges/organisations/people.html", context, status=status)


def own_organisation(request: HttpRequest, slug: str) -> Organisation:
    """An organisation that the person acts for; any other is a 404."""
    own = representation.organisations_of(person(request)).select_related("country")
    return get_object_or_404(own, slug=slug)


def person(request: HttpRequest) -> User:
    """Who is signed in; the views ask for a sign-in before."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def applicant(request: HttpRequest) -> Actor:
    """The person, acting for themselves."""
    return Actor(user=person(request), role=Role.APPLICANT)
