"""Keeps what is being typed, while it is typed; asked by a script, answered in JSON."""

import re
import uuid
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.models import User
from exchanges import permissions
from exchanges.domain.lifecycle import ActionNotAllowedError, Role
from exchanges.domain.questions import Step
from exchanges.services.actor import Actor
from exchanges.services.typed_answers import (
    StaleTypedAnswersError,
    TooMuchTypedError,
    keep_typed,
)
from exchanges.views.steps import typed_values

VERSION = re.compile(r"[0-9]{1,9}")


@never_cache
@require_POST
def keep_typing(request: HttpRequest, application_id: uuid.UUID, step: Step) -> JsonResponse:
    """Keep the fields as they are; the answer says so in words, or what is in the way."""
    if not isinstance(request.user, User):
        return reply(
            HTTPStatus.UNAUTHORIZED,
            _("You are signed out. Send the page: your text is kept while you sign in."),
        )
    if not permissions.applications_of(request.user).filter(pk=application_id).exists():
        return reply(HTTPStatus.NOT_FOUND, _("Not saved."))
    version = request.POST.get("typed_version", "")
    now = timezone.now()
    try:
        kept = keep_typed(
            application_id=application_id,
            actor=Actor(user=request.user, role=Role.APPLICANT),
            step=step,
            values=typed_values(request.POST),
            expected_version=int(version) if VERSION.fullmatch(version) else 0,
            at=now,
        )
    except StaleTypedAnswersError:
        return reply(
            HTTPStatus.CONFLICT,
            _("Not saved: you have typed here in another window too. Send the page you want."),
        )
    except TooMuchTypedError:
        return reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("Not saved: this is too long."))
    except ActionNotAllowedError:
        return reply(HTTPStatus.CONFLICT, _("Not saved: the application was sent meanwhile."))
    time = formats.time_format(timezone.localtime(now), "H:i")
    return reply(HTTPStatus.OK, _("Saved at %(time)s") % {"time": time}, version=kept.version)


def reply(status: HTTPStatus, words: str, **more: Any) -> JsonResponse:
    """What the script shows."""
    return JsonResponse({"words": words, **more}, status=status)
