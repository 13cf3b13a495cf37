"""What a handler raises to say how a delivery failed, and how that is written down."""


class UndeliverableError(Exception):
    """Trying again cannot help: the message is given up at once. The text is shown to people."""


class DeliveryUncertainError(Exception):
    """The other side may have taken it: tried again, and marked as possibly delivered twice."""


class NoHandlerError(Exception):
    """Nobody registered a handler for the kind: the process may be older than the message."""


class SubjectFailedError(Exception):
    """A batch handler named the subject among those that failed."""


def describe(error: BaseException) -> str:
    """Say what went wrong in codes only: messages of others' errors may hold personal data."""
    if isinstance(error, UndeliverableError):
        return str(error)[:200]
    if isinstance(error, DeliveryUncertainError) and error.__cause__ is not None:
        error = error.__cause__
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    name = type(error).__name__
    return f"{name} {code}" if isinstance(code, int) else name
