"""Addresses without a page, for machines: what to read, what to leave, whether the site is well."""

import datetime
import logging
from http import HTTPStatus

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from core.models import ProgrammeSettings

logger = logging.getLogger(__name__)

# What search engines find nothing in: forms, lists of results without end, other people's work.
DISALLOWED_PATHS = ("/admin/", "/accounts/", "/search/", "/offers/fit/", "/offers/export.csv")
SECURITY_CONTACT_DAYS = 180


@require_safe
@cache_control(max_age=3600, public=True)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What search engines may read, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED_PATHS)]
    lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return plain_text("\n".join(lines))


@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for those who ask without reading the page."""
    return redirect(static("img/favicon.ico"))


@require_safe
@cache_control(max_age=86400, public=True)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); not there while no contact is known."""
    contact = ProgrammeSettings.for_request(request).contact_email
    if not contact:
        raise Http404
    # The same for a whole day, so that a cached copy and the next one agree.
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = today + datetime.timedelta(days=SECURITY_CONTACT_DAYS)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}",
        "",
    ]
    return plain_text("\n".join(lines))


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Whether the process runs; asks nothing else, so that no other fault restarts it."""
    return plain_text("ok\n")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the process can answer people: 503 while the database is away.

    What is wrong stands in the log, not in the answer.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        logger.exception("The database does not answer")
        return plain_text("not ready\n", HTTPStatus.SERVICE_UNAVAILABLE)
    return plain_text("ready\n")


def plain_text(text: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """An answer without markup."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
