"""A mail server on this machine that answers like a bad one: refuses, hangs, hangs up."""

import random
import re
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

HANG_SECONDS = 1.5  # longer than EMAIL_TIMEOUT of the processes


class Mood(Enum):
    """What one connection comes to."""

    TAKE = auto()
    REFUSE_AT_ONCE = auto()
    REFUSE_THE_MAIL = auto()
    HANG_AT_ONCE = auto()
    HANG_AFTER_TAKING = auto()
    HANG_UP_AT_THE_RECIPIENT = auto()
    HANG_UP_BEFORE_TAKING = auto()
    HANG_UP_AFTER_TAKING = auto()


# How often; hanging costs half a second each time.
WEIGHTS = dict.fromkeys(Mood, 10) | {
    Mood.TAKE: 50,
    Mood.HANG_AT_ONCE: 3,
    Mood.HANG_AFTER_TAKING: 3,
}


@dataclass
class MailServer:
    """What arrived, by the local part of its Message-ID, and how often it was in each mood."""

    chance: random.Random
    port: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    moods: Counter[Mood] = field(default_factory=Counter)
    is_holding: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_mood(self) -> Mood:
        """How the next connection is treated."""
        with self.lock:
            mood = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            self.moods[mood] += 1
            return mood

    def take(self, mail: bytes) -> None:
        """Keep a mail."""
        found = re.search(rb"^Message-ID: <([0-9a-f-]{36})@", mail, re.MULTILINE)
        with self.lock:
            self.taken[found[1].decode() if found else "unknown"] += 1


class Conversation(socketserver.StreamRequestHandler):
    """One connection, as far as the mood allows."""

    server: "Listener"

    def handle(self) -> None:
        """Talk; whoever calls may go away at any time."""
        try:
            self._talk(self.server.mails)
        except (ConnectionError, TimeoutError, BrokenPipeError):
            return

    def _talk(self, mails: MailServer) -> None:
        mood = mails.next_mood()
        if mails.may_go_on is not None:
            mails.is_holding.set()
            mails.may_go_on.wait(30)
        if mood is Mood.REFUSE_AT_ONCE:
            return self._say("421 too busy")
        if mood is Mood.HANG_AT_ONCE:
            return self._hang()
        self._say("220 hello")
        while line := self.rfile.readline(2000):
            command = line[:4].upper().strip()
            if command == b"QUIT":
                return self._say("221 bye")
            if command == b"RCPT" and mood is Mood.HANG_UP_AT_THE_RECIPIENT:
                return None
            if command == b"DATA":
                self._say("354 go on")
                if not self._receive(mails, mood):
                    return None
            else:
                self._say("250 fine")
        return None

    def _receive(self, mails: MailServer, mood: Mood) -> bool:
        """Read a mail to its end; whether the conversation goes on."""
        lines = []
        while (line := self.rfile.readline(20_000)) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        if mood is Mood.HANG_UP_BEFORE_TAKING:
            return False
        if mood is Mood.REFUSE_THE_MAIL:
            self._say("451 later")
            return True
        mails.take(b"".join(lines))
        if mood is Mood.HANG_UP_AFTER_TAKING:
            return False
        if mood is Mood.HANG_AFTER_TAKING:
            self._hang()
            return False
        self._say("250 taken")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def _hang(self) -> None:
        threading.Event().wait(HANG_SECONDS)


class Listener(socketserver.ThreadingTCPServer):
    """Accepts connections."""

    daemon_threads = True
    allow_reuse_address = True
    mails: MailServer


@contextmanager
def serving(mails: MailServer) -> Iterator[MailServer]:
    """Listen on a free port of the loopback interface."""
    with Listener(("127.0.0.1", 0), Conversation) as listener:
        listener.mails = mails
        mails.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield mails
        finally:
            listener.shutdown()
            thread.join(10)
