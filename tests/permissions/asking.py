"""Sends one request of one person, takes back what it wrote, and says what came of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

SIGN_IN = ("/accounts/login/", "/admin/login/")
WRITING = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
SESSIONS = "django_session"
"""What was typed before the sign-in waits in the session; it is nobody else's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person got.

    `code` is the status, "in" where one is led to the sign-in, and "no" where Wagtail's admin
    refuses, which leads to its front page. `wrote` are the tables written to.
    """

    code: str
    text: str
    wrote: frozenset[str]

    @property
    def is_refused(self) -> bool:
        """Whether the person got nothing."""
        return self.code in {"in", "no"} or self.code.startswith("4")


def ask(client: Client, method: str, address: str, body: Mapping[str, Any] | None = None) -> Answer:
    """Send a request; nothing of what it did is left in the database or the browser."""
    cookies = SimpleCookie(client.cookies)
    for part in (body or {}).values():
        if isinstance(part, SimpleUploadedFile):
            part.seek(0)  # Others have sent it before.
    if method == "POST":
        cache.clear()  # Nobody asks too often.
    try:
        with transaction.atomic(), written_tables() as wrote:
            response: Any = (
                client.post(address, body or {}) if method == "POST" else client.get(address)
            )
            text = b"".join(response).decode("utf-8", "replace")
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
    location = response.get("Location", "")
    if response.status_code == 302 and location.startswith(SIGN_IN):
        return Answer("in", text, frozenset(wrote))
    is_admin = address.startswith("/admin/") and address != "/admin/login/"
    if response.status_code == 302 and location == "/admin/" and is_admin:
        return Answer("no", text, frozenset(wrote))
    return Answer(str(response.status_code), text, frozenset(wrote))


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables that statements write to, but for the sessions."""
    found: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if match := WRITING.match(sql):
            found.add(match.group(1))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found
    found.discard(SESSIONS)
