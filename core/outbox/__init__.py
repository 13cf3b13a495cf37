"""The outbox: what a change sets going outside the database (ADR 0009).

A service calls `enqueue` (or `core.emails.queue_email`) in the transaction of its change. After
the commit the message is delivered by a handler that an app registered, again and again until it
succeeds or is given up; given-up ones are shown to administrators, who may retry them.
"""

from core.outbox.delivery import Summary, deliver_due, purge, retry
from core.outbox.errors import DeliveryUncertainError, UndeliverableError
from core.outbox.registry import register_batch_handler, register_handler
from core.outbox.writing import enqueue, enqueue_subjects

__all__ = [
    "DeliveryUncertainError",
    "Summary",
    "UndeliverableError",
    "deliver_due",
    "enqueue",
    "enqueue_subjects",
    "purge",
    "register_batch_handler",
    "register_handler",
    "retry",
]
