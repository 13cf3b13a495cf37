"""For the tests: fast hashing, mails in memory, no files left behind."""

import tempfile
from pathlib import Path

from clusterxchange.settings.base import *  # noqa: F403
from clusterxchange.settings.base import STORAGES, env

SECRET_KEY = "test-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": env.db("DATABASE_URL", default="sqlite:///:memory:")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}

DATA_DIR = Path(tempfile.mkdtemp(prefix="clusterxchange-test-"))
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_DELIVERY = "at-commit"
WAGTAILADMIN_BASE_URL = "http://testserver"
DEMO_LOGINS_ALLOWED = True
REQUIRE_SECOND_FACTOR = "nobody"
WAGTAIL_AUTOSAVE_INTERVAL = 0
LOGGING = {"version": 1, "disable_existing_loggers": False}
