"""The first page of `/my/`: the one next thing to do, everything else below."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import User
from exchanges.models import Call
from exchanges.my.place import next_step, own_applications
from exchanges.representation import representations_of
from exchanges.services.interests import adopt_interests


@require_safe
@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Where I stand."""
    user, now = cast("User", request.user), timezone.now()
    if adopt_interests(user=user, at=now) is not None:
        messages.info(request, _("What you wrote to us before is in your application now."))
    own = own_applications(user)
    context = {
        "next_step": next_step(user, own, at=now),
        "applications": [one for one in own if not one.application.has_ended],
        "ended": [one for one in own if one.application.has_ended],
        "representations": representations_of(user),
        "can_apply": not any(one.application.is_draft for one in own)
        and Call.objects.open(at=now).exists(),
    }
    return render(request, "exchanges/my/home.html", context)
