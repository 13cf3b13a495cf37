"""E-mails: what they say, and sending them through the outbox.

An app registers an `EmailKind` for each e-mail in its `AppConfig.ready`. A service calls
`core.emails.sending.queue_email` in the transaction of its change. Administrators may change the
words (`EmailTemplate`).
"""

from core.emails.kinds import EmailKind, Placeholder, register_email

__all__ = ["EmailKind", "Placeholder", "register_email"]
