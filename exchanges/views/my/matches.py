"""Who fits me: hosts for a visitor, visitors for a host."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchanges.calendar import programme_today
from exchanges.models import Application
from exchanges.my.matches import hosts_for, visitors_for
from exchanges.services.actor import Actor
from exchanges.views.my.access import for_applicants
from exchanges.views.ways import way_to


@require_safe
@for_applicants
def hosts(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """The hosts that fit me; a 404 for who is not in the matching as a visitor."""
    if not (application.is_in_the_matching and application.is_visitor):
        raise Http404
    context = {
        "application": application,
        "results": hosts_for(application, on=programme_today()),
        "breadcrumbs": way_to(application),
    }
    return render(request, "exchanges/my/hosts.html", context)


@require_safe
@for_applicants
def visitors(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """The visitors that fit me; a 404 for who is not in the matching as a host."""
    if not (application.is_in_the_matching and application.is_host):
        raise Http404
    context = {
        "application": application,
        "found": visitors_for(application, on=programme_today()),
        "breadcrumbs": way_to(application),
    }
    return render(request, "exchanges/my/visitors.html", context)
