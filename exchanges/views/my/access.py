"""Who may come to `/my/`: signed-in people, each to what is their own."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from exchanges import permissions
from exchanges.domain.lifecycle import Role
from exchanges.models import Application
from exchanges.services.actor import Actor


def for_applicants(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the application of its address and its applicant; a 404 for everybody else's."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapper(
        request: HttpRequest, application_id: uuid.UUID, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        own = permissions.applications_of(request.user).select_related(
            "organisation__country", "partnership", "call", "rule_set", "applicant"
        )
        application: Application = get_object_or_404(own, pk=application_id)
        actor = Actor(user=application.applicant, role=Role.APPLICANT)
        return view(request, application, actor, *args, **kwargs)

    return wrapper
