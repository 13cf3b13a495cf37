"""What every installation shares. Safe by default: dev.py and test.py relax it, never the reverse.

Every environment variable read here is described in docs/configuration.md (a test compares them).
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()

PROJECT_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PROJECT_DIR.parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "home",
    "search",
    "exchanges",
    "events",
    "news",
    "partnerships",
    "core",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "clusterxchange.middleware.AdminContentSecurityPolicy",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.account_limits.LimitStatus",
    "allauth.account.middleware.AccountMiddleware",
    "core.second_factor.guard.SecondFactorGuard",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "clusterxchange.urls"
WSGI_APPLICATION = "clusterxchange.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site_frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database -----------------------------------------------------------------------------------
# SQLite is for one process group on one machine: WAL lets readers go on while somebody writes,
# IMMEDIATE makes writers queue instead of failing, synchronous FULL keeps an acknowledged commit.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache --------------------------------------------------------------------------------------
# Counts sign-in attempts and messages, and knows which forms were sent. Local memory is exact for
# one process (and drops a third when it is full); several processes need one that they share.
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith(".LocMemCache"):
    # Others hand unknown options on to their client, which refuses them.
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 20_000)

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "core.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "core.account_forms.SignUpForm",
    "login": "core.account_forms.LoginForm",
    "change_password": "core.account_forms.ChangePasswordForm",
    "set_password": "core.account_forms.SetPasswordForm",
    "reset_password": "core.account_forms.ResetPasswordForm",
    "reset_password_from_key": "core.account_forms.ResetPasswordKeyForm",
    "add_email": "core.account_forms.AddEmailForm",
    "reauthenticate": "core.account_forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# In the browser that signed up, the link in the mail signs in as well.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Before address or second factor are changed the password is asked for once more.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# "ip": from one place, which may be a whole office or conference and gets enough for thirty people
# who try a few times each; "key": for one e-mail address, wherever it is typed. All over the same
# five minutes (`core.account_limits`); the mail that confirms an address is sent once in three.
ACCOUNT_RATE_LIMITS = {
    "login": "150/5m/ip",
    "login_failed": "60/5m/ip,5/5m/key",
    "signup": "90/5m/ip",
    "reset_password": "60/5m/ip,3/5m/key",
    "reset_password_from_key": "90/5m/ip",
    "confirm_email": "1/3m/key",
    "reauthenticate": "10/5m/user",
    "change_password": "10/5m/user",
    "manage_email": "20/5m/user",
}
# Who must have a second factor: "nobody", "managers" (of partnerships, and administrators) or
# "staff" (editors and moderators too). See core/second_factor.
REQUIRE_SECOND_FACTOR = env.str("REQUIRE_SECOND_FACTOR", default="managers")
MFA_ADAPTER = "core.second_factor.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "core.second_factor.forms.AuthenticateForm",
    "reauthenticate": "core.second_factor.forms.ReauthenticateForm",
    "activate_totp": "core.second_factor.forms.ActivateForm",
}
# Half a minute before and after: clocks differ, and people type slowly.
MFA_TOTP_TOLERANCE = 1
# How many proxies stand in front, so that attempts are counted for the person and not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# --- Languages and time -------------------------------------------------------------------------
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["clusterxchange.formats"]
WAGTAIL_I18N_ENABLED = True
LANGUAGES = [("en", _("English")), ("de", _("German")), ("fr", _("French")), ("es", _("Spanish"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "core.stylesheets.JoinedStylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Programme ----------------------------------------------------------------------------------
# The folder whose data files `load_programme` reads. Another programme brings its own folder.
PROGRAMME_DATA = Path(
    env.str("PROGRAMME_DATA", default=str(BASE_DIR / "home" / "programmes" / "clusterxchange"))
)

# --- Wagtail ------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="ClusterXchange")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Address and password are changed on the pages of the account, where they are confirmed.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "core.rich_text.ProseArea"}}
WAGTAILIMAGES_IMAGE_MODEL = "core.SiteImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.uploads.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.SiteDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.uploads.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAILSEARCH_HITS_MAX_AGE = 30
# Who answers the catalogue and the search of the site: `database`, or `elasticsearch` with the
# database behind it (docs/search.md). Wagtail's own search above serves its admin alone.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="database")
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="http://127.0.0.1:9200")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="clusterxchange")
# Somebody waits for the page. Twice this is still under the second within which the database has
# to have answered instead.
ELASTICSEARCH_TIMEOUT_SECONDS = 0.4
# How many searches one person may save.
SAVED_SEARCHES_LIMIT = 20
# How often one client may search in so many seconds: a browser known by its cookie, all browsers
# of one make and address without a cookie, all of one address. Thirty people may share the last
# two (search/limits.py). What is not named here has no limit.
SEARCH_LIMIT_SECONDS = 60
SEARCH_LIMITS = {
    "pages": (60, 300, 600),
    "suggestions": (240, 1_200, 2_400),
    "exports": (6, 60, 60),
}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

# --- Security -----------------------------------------------------------------------------------
SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
# Public pages run nothing inline and ask nobody else. Wagtail's admin cannot live under this
# policy (its widgets use inline scripts) and gets its own in clusterxchange.middleware.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

# --- Mail ---------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Outbox (docs/adr/0009-outbox.md) -----------------------------------------------------------
# Who delivers what changes leave in the outbox: `embedded`, a thread of the process that serves
# the pages; `worker`, the command `run_outbox`; `at-commit`, whoever committed (for tests).
OUTBOX_DELIVERY = env.str("OUTBOX_DELIVERY", default="embedded")
OUTBOX_POLL_SECONDS = env.float("OUTBOX_POLL_SECONDS", default=5.0)
# A mail server has EMAIL_TIMEOUT for each of its dozen answers; a lease must outlast them all.
OUTBOX_LEASE_SECONDS = 300
# Half a minute, one, two … up to four hours, twenty times: two days.
OUTBOX_FIRST_WAIT_SECONDS = 30
OUTBOX_LONGEST_WAIT_SECONDS = 4 * 60 * 60
OUTBOX_MAX_ATTEMPTS = 20
OUTBOX_KEEP_DAYS = 14

# --- Log ----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Each saved page is several tasks; only what goes wrong is worth a line.
    "loggers": {"django_tasks": {"level": "WARNING"}, "wagtail": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
