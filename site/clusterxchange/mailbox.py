"""Reads the mails that development keeps as files (EMAIL_FILE_PATH), newest first."""

import datetime
import email
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default as modern_policy
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils import timezone

# Django's file backend writes this line after each mail.
SEPARATOR = b"-" * 79


@dataclass(frozen=True)
class StoredMail:
    """One mail of a file; a file holds all that one connection sent."""

    path: Path
    number: int
    source: bytes

    @property
    def key(self) -> str:
        """Names the mail in an address."""
        return f"{self.path.stem}-{self.number}"

    @property
    def written_at(self) -> datetime.datetime:
        """When the file was last written."""
        return datetime.datetime.fromtimestamp(
            self.path.stat().st_mtime, timezone.get_current_timezone()
        )

    @cached_property
    def message(self) -> EmailMessage:
        """The mail with its parts decoded."""
        return email.message_from_bytes(self.source, policy=modern_policy)

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The lines of the head that a reader looks for."""
        names = ("From", "To", "Cc", "Reply-To", "Subject", "Date")
        return [(name, str(self.message[name])) for name in names if self.message[name]]

    @property
    def text(self) -> str:
        """The plain part; empty when there is none."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The part with markup; empty when there is none."""
        return self._part("html")

    def _part(self, subtype: str) -> str:
        part = self.message.get_body(preferencelist=(subtype,))
        return str(part.get_content()) if part is not None else ""


def stored_mails() -> list[StoredMail]:
    """All mails, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "/nonexistent")
    if not folder.is_dir():
        return []
    mails = [mail for path in folder.glob("*.log") for mail in mails_of(path)]
    return sorted(mails, key=lambda mail: (mail.written_at, mail.number), reverse=True)


def mails_of(path: Path) -> list[StoredMail]:
    """The mails of one file, in the order they were sent."""
    pieces: list[list[bytes]] = [[]]
    for line in path.read_bytes().splitlines(keepends=True):
        if line.rstrip(b"\r\n") == SEPARATOR:
            pieces.append([])
        else:
            pieces[-1].append(line)
    sources = [b"".join(piece) for piece in pieces]
    return [
        StoredMail(path, number, source) for number, source in enumerate(sources) if source.strip()
    ]


def find_mail(key: str) -> StoredMail | None:
    """The mail of a key; only what lies in the folder can be found."""
    return next((mail for mail in stored_mails() if mail.key == key), None)
