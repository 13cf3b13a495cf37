"""The settings of the processes that `tests.promises.outbox_processes` starts: short waits."""

import os

from clusterxchange.settings.base import SQLITE_OPTIONS
from clusterxchange.settings.test import *  # noqa: F403
from clusterxchange.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ["OUTBOX_DATABASE"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("OUTBOX_MAIL_PORT", "0"))
EMAIL_TIMEOUT = 0.5  # type: ignore[assignment]

OUTBOX_DELIVERY = os.environ.get("OUTBOX_DELIVERY", "worker")
OUTBOX_POLL_SECONDS = 0.02  # type: ignore[assignment]
OUTBOX_LEASE_SECONDS = 3
OUTBOX_FIRST_WAIT_SECONDS, OUTBOX_LONGEST_WAIT_SECONDS = 0.05, 0.5  # type: ignore[assignment]
OUTBOX_MAX_ATTEMPTS = int(os.environ.get("OUTBOX_MAX_ATTEMPTS", "1000"))
