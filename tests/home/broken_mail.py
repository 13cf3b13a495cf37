"""A mail server that refuses everything."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class BrokenBackend(BaseEmailBackend):
    """Fails as a server does that is away."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raise what a closed connection raises."""
        raise ConnectionRefusedError("nobody listens")
