"""Presses the same buttons in many processes at once: run as a process of its own.

::

    python -m tests.promises.double_clicks '{"people": 5, "clicks": 8}'

It prints one line of JSON: what is there of each person afterwards.
"""

import os
import time
import uuid
from typing import Any

from tests.promises.applying import complete, found_of, make_people, make_programme
from tests.promises.process import fork, run_as_told

HEAD_START_SECONDS = 0.15
ANSWERS_TO_A_CLICK = {302, 409}


def press(email: str, address: str, moment: float) -> None:
    """Send an empty form to an address at a moment, as somebody who is signed in."""
    from django.test import Client

    from core.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    time.sleep(max(0.0, moment - time.monotonic()))
    assert client.post(address).status_code in ANSWERS_TO_A_CLICK


def press_at_once(email: str, address: str, clicks: int) -> int:
    """Press a button so many times in the same moment; how many clicks failed."""
    moment = time.monotonic() + HEAD_START_SECONDS
    children = [fork(lambda: press(email, address, moment)) for _click in range(clicks)]
    return sum(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0 for pid in children)


def take_away_the_lock() -> None:
    """Look for a draft and make one without holding anything in between."""
    from exchanges.models import Application
    from exchanges.views import entry

    def start(*, call: Any, user: Any, at: Any) -> Any:
        found = Application.objects.filter(call=call, applicant=user).first()
        time.sleep(0.1)
        return found or Application.objects.create(
            reference=uuid.uuid4().hex[:20],
            call=call,
            applicant=user,
            created_at=at,
            answers_changed_at=at,
            status_changed_at=at,
        )

    entry.start_application = start  # type: ignore[assignment]


def run(people: int, clicks: int, *, with_lock: bool = True) -> dict[str, Any]:
    """Let each of some people start and send an application with many clicks at once."""
    from django.urls import reverse

    from exchanges.models import Call

    make_programme()
    if not with_lock:
        take_away_the_lock()
    start = reverse("application_start", args=(Call.objects.get().slug,))
    failed, found = 0, []
    for email in make_people(people):
        failed += press_at_once(email, start, clicks)
        if with_lock:
            own = complete(email)
            failed += press_at_once(email, reverse("application_check", args=(own,)), clicks)
        found.append(found_of(email))
    return {"failed": failed, "found": found}


if __name__ == "__main__":
    run_as_told(run)
