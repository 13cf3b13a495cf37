"""Pages for developers: the mails that were sent, and every component of the pages."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from clusterxchange.mailbox import StoredMail, find_mail, stored_mails
from core.style_guide import style_guide

# A mail may hold anything: no scripts, no forms, nothing from elsewhere, no access to the site.
MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

View = Callable[..., HttpResponse]


def development_only(view: View) -> View:
    """Answer 404 outside development, wherever the addresses are included."""

    @wraps(view)
    def guarded(request: HttpRequest, **parameters: str) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request, **parameters)

    return guarded


@development_only
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mails, newest first."""
    return render(request, "development/mailbox.html", {"mails": stored_mails()})


@development_only
@never_cache
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail with its head and its parts."""
    return render(request, "development/mail.html", {"mail": get_mail(key)})


@development_only
@never_cache
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The part of a mail with markup, locked up so that it can do nothing."""
    response = HttpResponse(get_mail(key).html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


@development_only
def components(request: HttpRequest) -> HttpResponse:
    """The living style guide."""
    return style_guide(request)


def get_mail(key: str) -> StoredMail:
    """The mail of a key; raises `Http404` when there is none."""
    found = find_mail(key)
    if found is None:
        raise Http404
    return found
