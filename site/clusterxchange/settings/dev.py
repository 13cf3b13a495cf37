"""For `make run` on one's own machine: never for a server that others can reach."""

from clusterxchange.settings.base import *  # noqa: F403
from clusterxchange.settings.base import DATA_DIR, INSTALLED_APPS, MIDDLEWARE, STORAGES, env

DEBUG = True
SECRET_KEY = "development-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATA_DIR.mkdir(parents=True, exist_ok=True)

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

# Mails are kept as files and read at /dev/mailbox/.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mailbox")

# The people of `create_demo_logins` may exist here, and only here.
DEMO_LOGINS_ALLOWED = True
# Their password is known to all: a second factor would only be in the way of trying things out.
REQUIRE_SECOND_FACTOR = env.str("REQUIRE_SECOND_FACTOR", default="nobody")
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.styleguide"]
MIDDLEWARE = [*MIDDLEWARE, "clusterxchange.development_errors.NotFoundAsInProduction"]
