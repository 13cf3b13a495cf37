"""Where the answers are kept: in the visitor's session, and nowhere else."""

from typing import Any

from django.http import HttpRequest

KEY = "hosts_that_fit"


def stored_answers(request: HttpRequest) -> dict[str, Any] | None:
    """The answers that were given in this session."""
    answers = request.session.get(KEY)
    return answers if isinstance(answers, dict) else None


def store_answers(request: HttpRequest, answers: dict[str, Any]) -> None:
    """Keep the answers until the session ends."""
    request.session[KEY] = answers


def forget_answers(request: HttpRequest) -> None:
    """Forget the answers; a session that held nothing else goes with them."""
    request.session.pop(KEY, None)
    if not request.session.keys():
        request.session.flush()
