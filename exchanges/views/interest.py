"""The interest form: for anybody, without an account."""

import uuid
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.models import User
from core.rate_limit import Limit, client_address, client_browser
from exchanges.calendar import programme_today
from exchanges.forms.interest import InterestForm, best_partnership, public_offers
from exchanges.matching_module.register import fetch_register_lists
from exchanges.models import Interest, InterestAim, Offer
from exchanges.services.interests import express_interest

# As the contact form: an office may share an address, so that it gets more than a browser.
BROWSER_LIMIT = Limit("interest-browser", amount=5, seconds=600)
ADDRESS_LIMIT = Limit("interest-address", amount=60, seconds=600)
# Nobody is flooded with receipts by whoever types their address.
RECEIPT_LIMIT = Limit("interest-receipt", amount=3, seconds=24 * 60 * 60)
NAMESPACE = uuid.UUID("5f1c7b1e-6d0b-4f0e-9d43-0b6a4f0a6c55")
PREFILLED = ("partnership", "aim", "country", "sector")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest) -> HttpResponse:
    """Show the form, filled in as far as the address says; or take it in."""
    lists = fetch_register_lists(on=programme_today())
    if request.method != "POST":
        offer = offer_of(request.GET)
        return show(request, InterestForm(initial=prefilled(request, offer), lists=lists), offer)
    form = InterestForm(request.POST, lists=lists)
    if not form.is_valid():
        return show(request, form, form.chosen_offer, HTTPStatus.UNPROCESSABLE_ENTITY)
    once = uuid.uuid5(NAMESPACE, form.nonce)
    if not Interest.objects.filter(once=once).exists():
        seconds = BROWSER_LIMIT.wait(client_browser(request)) or ADDRESS_LIMIT.wait(
            client_address(request)
        )
        if seconds:
            return too_many(request, form, seconds)
    wish = form.wish()
    kept = express_interest(
        wish=wish,
        once=once,
        at=timezone.now(),
        with_receipt=not RECEIPT_LIMIT.wait(wish.email.casefold()),
    )
    response = redirect("interest_thanks", kept.pk)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


@never_cache
@require_safe
def thanks(request: HttpRequest, interest_id: uuid.UUID) -> HttpResponse:
    """Say to whom it went and why; nothing of what was written."""
    kept = get_object_or_404(
        Interest.objects.select_related("partnership", "country", "sector"), pk=interest_id
    )
    reason = ""
    if kept.was_suggested:
        best = best_partnership(
            kept.country.code if kept.country else "",
            kept.sector.code if kept.sector else "",
            country=str(kept.country or ""),
        )
        reason = best.reason if best and best.partnership == kept.partnership else ""
    context = {
        "partnership": kept.partnership,
        "reason": reason,
        "may_apply": kept.aim != InterestAim.QUESTION,
    }
    return render(request, "exchanges/interest_thanks.html", context)


def offer_of(parameters: QueryDict) -> Offer | None:
    """The offer that the address names, if anybody may read it."""
    try:
        offer_id = uuid.UUID(parameters.get("offer", ""))
    except ValueError:
        return None
    return public_offers().filter(pk=offer_id).first()


def prefilled(request: HttpRequest, offer: Offer | None) -> dict[str, Any]:
    """What the address and the account say; unknown values choose nothing."""
    initial: dict[str, Any] = {name: request.GET.get(name, "") for name in PREFILLED}
    initial["aim"] = initial["aim"].upper()
    if offer is not None:
        initial |= {"offer": offer.pk, "partnership": offer.partnership.slug}
        initial["aim"] = initial["aim"] or InterestAim.VISIT.value
    if isinstance(request.user, User):
        initial |= {"name": request.user.get_full_name(), "email": request.user.email}
    return initial


def show(
    request: HttpRequest,
    form: InterestForm,
    offer: Offer | None,
    status: HTTPStatus = HTTPStatus.OK,
    problem: str = "",
) -> HttpResponse:
    """The page with the form."""
    context = {"form": form, "offer": offer, "problem": problem}
    return render(request, "exchanges/interest.html", context, status=status)


def too_many(request: HttpRequest, form: InterestForm, seconds: int) -> HttpResponse:
    """The limit is reached; what was typed stays in the form."""
    minutes = -(-seconds // 60)
    problem = ngettext(
        "There were too many messages. Your text is still here: send it in a minute.",
        "There were too many messages. Your text is still here: send it in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
    response = show(request, form, form.chosen_offer, HTTPStatus.TOO_MANY_REQUESTS, problem)
    response.headers["Retry-After"] = str(seconds)
    return response
