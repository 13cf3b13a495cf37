"""What a manager has written for the site, and how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.models import SitePage, User
from events.models import EventPage
from exchanges.offers.state import OfferTextState, reviewers_words, text_state, with_workflow_states
from news.models import NewsPage

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Contribution:
    """A page that somebody wrote; `comment` is why moderators sent it back."""

    page: SitePage
    address_name: str
    kind: str
    state: OfferTextState
    comment: str

    @property
    def is_published(self) -> bool:
        """Whether readers see it."""
        return bool(self.page.live)

    @property
    def can_be_changed(self) -> bool:
        """Whether it waits for its author."""
        return self.state.can_be_written and self.state.can_be_sent and not self.page.live


def contributions_of(author: User) -> list[Contribution]:
    """The news and events that somebody wrote, the latest first (a few queries)."""
    found = [
        *_of_type(NewsPage, "manage_news", author),
        *_of_type(EventPage, "manage_event", author),
    ]
    return sorted(found, key=lambda one: one.page.latest_revision_created_at, reverse=True)


def _of_type(page_type: type[SitePage], address_name: str, author: User) -> Iterator[Contribution]:
    pages = page_type.objects.filter(owner=author, latest_revision__isnull=False)
    latest = pages.order_by("-latest_revision_created_at", "-pk")
    for page in with_workflow_states(latest)[:MOST_SHOWN]:
        yield Contribution(
            page,
            address_name,
            str(page_type._meta.verbose_name),
            text_state(page),
            reviewers_words(page),
        )
