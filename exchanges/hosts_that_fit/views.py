"""Ten questions, the hosts that fit, and how to forget the answers.

What somebody answered is private: it stands in the session and never in an address, and no page of
this part is kept by a browser or a proxy, or found by a search engine.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from core.rate_limit import Limit, client_address, client_browser
from core.serving import fetch_way
from exchanges.calendar import programme_today
from exchanges.hosts_that_fit.form import FitForm, form_data
from exchanges.hosts_that_fit.results import find_hosts
from exchanges.hosts_that_fit.session import forget_answers, store_answers, stored_answers
from exchanges.hosts_that_fit.summary import summarise
from exchanges.matching_module.engine import stay_rules
from exchanges.matching_module.reasons import option_labels
from exchanges.matching_module.register import fetch_register_lists

CATALOGUE_SLUG = "offers"
# Every answer makes a list and perhaps a session. A whole office may share an address.
BROWSER_LIMIT = Limit("fit-browser", amount=60, seconds=600)
ADDRESS_LIMIT = Limit("fit-address", amount=600, seconds=600)

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Nobody keeps what is answered, and no search engine reads it."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@private
def questions(request: HttpRequest) -> HttpResponse:
    """Ask the ten questions, filled in as they were answered before; keep what is sent."""
    if request.method == "POST":
        return receive(request)
    answers = stored_answers(request)
    form = make_form(form_data(answers) if answers is not None else None)
    return render(request, "exchanges/fit_questions.html", question_context(request, form))


def receive(request: HttpRequest) -> HttpResponse:
    """Keep the answers and lead to the list, or tell what is wrong with them."""
    form = make_form(request.POST)
    seconds = BROWSER_LIMIT.wait(client_browser(request)) or ADDRESS_LIMIT.wait(
        client_address(request)
    )
    if seconds:
        context = question_context(request, form) | {"problem": too_many(seconds)}
        status = HTTPStatus.TOO_MANY_REQUESTS
        response = render(request, "exchanges/fit_questions.html", context, status=status)
        response.headers["Retry-After"] = str(seconds)
        return response
    if not form.is_valid():
        context = question_context(request, form)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "exchanges/fit_questions.html", context, status=status)
    store_answers(request, form.answers())
    return redirect("fit_hosts")


@require_safe
@private
def hosts(request: HttpRequest) -> HttpResponse:
    """The hosts that fit; without answers, or with some that no longer hold, the questions."""
    answers = stored_answers(request)
    if answers is None:
        return redirect("fit")
    form = make_form(form_data(answers))
    if not form.is_valid():
        return redirect("fit")
    answers = form.answers()
    crumbs = breadcrumbs(request)
    context: dict[str, Any] = {
        "results": find_hosts(form, answers, on=form.today),
        "answered": summarise(answers, option_labels(form.lists)),
        "catalogue_url": catalogue_url(crumbs),
        "breadcrumbs": [*crumbs, {"title": _("Hosts that fit you"), "url": reverse("fit")}],
    }
    return render(request, "exchanges/fit_hosts.html", context)


@require_POST
@private
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the answers."""
    forget_answers(request)
    messages.success(request, _("Your answers are forgotten."))
    return redirect("fit")


def make_form(data: Any) -> FitForm:
    """The form with today's options and rules (two queries)."""
    today = programme_today()
    return FitForm(data, fetch_register_lists(on=today), stay_rules(on=today), today=today)


def question_context(request: HttpRequest, form: FitForm) -> dict[str, Any]:
    """What the page of questions shows."""
    crumbs = breadcrumbs(request)
    return {
        "form": form,
        "questions": form.questions(),
        "sector_tree": form.sector_tree(),
        "has_answers": stored_answers(request) is not None,
        "catalogue_url": catalogue_url(crumbs),
        "breadcrumbs": crumbs,
    }


def breadcrumbs(request: HttpRequest) -> list[dict[str, str]]:
    """The way from the front page to the catalogue, as far as its pages are published."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    return [
        {"title": page.title, "url": page.get_url(request) or "/"}
        for page in fetch_way(request, site, [CATALOGUE_SLUG])
        if page.live and not page.is_restricted
    ]


def catalogue_url(crumbs: list[dict[str, str]]) -> str:
    """Where all offers stand; empty when the catalogue is not published."""
    return crumbs[-1]["url"] if len(crumbs) > 1 else ""


def too_many(seconds: int) -> str:
    """How long to wait; nothing that was typed is lost."""
    minutes = -(-seconds // 60)
    return ngettext(
        "You have asked very often. Your answers are still here: try again in a minute.",
        "You have asked very often. Your answers are still here: try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
