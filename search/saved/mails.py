"""The e-mail about new offers that fit a saved search."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.emails import EmailKind, Placeholder, register_email
from core.listing import clean_words
from exchanges.models import ExchangeOfferPage
from search.models import SavedSearch
from search.saved.services import unsubscribe_token

NEW_OFFERS = "saved-search-new-offers"
# A longer list nobody reads; the others are in the catalogue.
SHOWN = 20
BASE = settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def register() -> None:
    """Make the e-mail known; called once, when the app is ready."""
    register_email(KIND)


def context(search: SavedSearch, offers: Sequence[tuple[ExchangeOfferPage, str]]) -> dict[str, Any]:
    """What fills the e-mail; each offer with its path. In the language that is active."""
    return {
        "search": search.name,
        "number": ngettext("%(number)d new offer", "%(number)d new offers", len(offers))
        % {"number": len(offers)},
        "offers": "\n\n".join([*map(told, offers[:SHOWN]), *rest(len(offers) - SHOWN)]),
        "list": absolute(list_path(search)),
        "address": absolute(reverse("my_searches")),
        "unsubscribe": unsubscribe_url(search),
    }


def told(offer: tuple[ExchangeOfferPage, str]) -> str:
    """One offer: what, where, and its page."""
    page, path = offer
    place = ", ".join(part for part in (page.host and page.host.name, page.eyebrow) if part)
    words = f"{page.title} ({place})" if place else page.title
    if page.is_sample:
        words = _("Sample: %(offer)s") % {"offer": words}
    return f"{clean_words(words, 500)}\n{absolute(path)}"


def rest(number: int) -> list[str]:
    """How many more there are."""
    if number < 1:
        return []
    words = ngettext("And %(number)d more.", "And %(number)d more.", number)
    return [words % {"number": number}]


def list_path(search: SavedSearch) -> str:
    """Where the whole result of a search is, the newest first."""
    path = reverse("wagtail_serve", args=["offers/"])
    return f"{path}?{search.querystring}" if search.querystring else path


def unsubscribe_url(search: SavedSearch) -> str:
    """Where the e-mails about a search end, without signing in."""
    return absolute(reverse("my_search_unsubscribe", args=[unsubscribe_token(search)]))


def absolute(path: str) -> str:
    """A path of the site as it stands in an e-mail."""
    return f"{BASE}{path}"


KIND = EmailKind(
    NEW_OFFERS,
    gettext_lazy("New offers for a saved search"),
    gettext_lazy("To the person who saved the search, at once, daily or weekly."),
    (
        Placeholder(
            "search", gettext_lazy("The name of the search."), gettext_lazy("Wool in Spain")
        ),
        Placeholder("number", gettext_lazy("How many offers."), gettext_lazy("2 new offers")),
        Placeholder(
            "offers",
            gettext_lazy("The offers with their addresses."),
            f"Spin recycled wool (Example Mill, Spain)\n{BASE}/offers/spin/\n\n"
            f"Weave by hand (Example Looms, Spain)\n{BASE}/offers/weave/",
            is_required=True,
            is_multiline=True,
        ),
        Placeholder(
            "list", gettext_lazy("All offers of the search."), f"{BASE}/offers/?q=wool&country=ES"
        ),
        Placeholder(
            "address", gettext_lazy("Where the search is changed."), f"{BASE}/my/searches/"
        ),
        Placeholder(
            "unsubscribe",
            gettext_lazy("Ends these e-mails without signing in."),
            f"{BASE}/my/searches/unsubscribe/example/",
            is_required=True,
        ),
    ),
    gettext_lazy("{number} for “{search}”"),
    gettext_lazy(
        "Hello,\n\n"
        "There are new offers that fit your search “{search}”:\n\n"
        "{offers}\n\n"
        "See all offers of this search:\n{list}\n\n"
        "Change how often you are told, or delete the search: {address}\n\n"
        "No more e-mails about this search: {unsubscribe}"
    ),
)
