"""Lets people apply in a process that is killed over and over: run as a process of its own.

::

    python -m tests.promises.killed_submissions '{"people": 100, "kills": 5, "seed": 1}'

It prints one line of JSON: how often it was killed, who was told that the application has been
sent, and what is there of each person at the end.
"""

import os
import random
import signal
import time
from dataclasses import dataclass, field
from typing import Any

from tests.promises.applying import complete, found_of, make_people, make_programme
from tests.promises.process import fork, run_as_told

LONGEST_PAUSE_SECONDS = 0.2


@dataclass(slots=True)
class Pipe:
    """Carries the numbers of those who were answered from a child to its parent."""

    reading: int = -1
    writing: int = -1
    rest: bytes = b""
    heard: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reading, self.writing = os.pipe()

    def tell(self, number: int) -> None:
        """Say that somebody was answered; short enough to arrive whole or not at all."""
        os.write(self.writing, b"%d\n" % number)

    def listen(self, until: int) -> bool:
        """Wait until so many were answered in all; whether the child was still there."""
        while len(self.heard) < until:
            if not self.read():
                return False
        return True

    def read(self) -> bool:
        """Take what has come; whether anything had."""
        *lines, self.rest = (self.rest + (news := os.read(self.reading, 4096))).split(b"\n")
        self.heard += map(int, lines)
        return bool(news)

    def hang_up(self) -> None:
        """Leave writing to the child."""
        os.close(self.writing)


def apply_for(email: str) -> None:
    """Start, fill in and send an application as a browser would, or go on where one was cut off."""
    from django.test import Client
    from django.urls import reverse

    from core.models import User
    from exchanges.models import Application, Call

    client = Client()
    client.force_login(User.objects.get(email=email))
    # Who was cut off after sending finds it sent; to start again would be a second application.
    if not Application.objects.filter(applicant__email=email).exists():
        start = client.post(reverse("application_start", args=(Call.objects.get().slug,)))
        assert start.status_code == 302, start.status_code
    application = Application.objects.get(applicant__email=email)
    if application.is_draft:
        complete(email)
    sent = client.post(reverse("application_check", args=(application.pk,)))
    assert sent.status_code in {302, 409}, sent.status_code
    assert not Application.objects.get(pk=application.pk).is_draft


def apply_for_all(people: dict[int, str], pipe: Pipe, *, answers_too_early: bool) -> None:
    """Let people apply one after the other, and tell of each who was answered."""
    for number, email in people.items():
        if answers_too_early:
            pipe.tell(number)
        apply_for(email)
        if not answers_too_early:
            pipe.tell(number)


def run(people: int, kills: int, seed: int, *, answers_too_early: bool = False) -> dict[str, Any]:
    """Let people apply while the process that serves them is killed at random moments.

    Whoever was not answered tries again. `answers_too_early` is the control: people are told
    before anything is committed.
    """
    chance = random.Random(seed)
    make_programme()
    emails = dict(enumerate(make_people(people)))
    moments = sorted(chance.sample(range(1, people - 1), kills))
    answered: list[int] = []
    killed = 0
    for moment in [*moments, people]:
        left = {number: email for number, email in emails.items() if number not in set(answered)}
        pipe = Pipe()

        def serve(left: dict[int, str] = left, pipe: Pipe = pipe) -> None:
            apply_for_all(left, pipe, answers_too_early=answers_too_early)

        child = fork(serve)
        pipe.hang_up()
        if pipe.listen(moment - len(answered)) and moment < people:
            time.sleep(chance.uniform(0, LONGEST_PAUSE_SECONDS))
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        while pipe.read():
            pass
        os.close(pipe.reading)
        # A child may have come to its end before it was killed, but never ends in an error.
        assert status in {0, -signal.SIGKILL}, status
        killed += status != 0
        answered += pipe.heard
    return {
        "killed": killed,
        "answered": sorted(answered),
        "found": [found_of(email) for email in emails.values()],
    }


if __name__ == "__main__":
    run_as_told(run)
