"""What people do with their saved searches; nobody else can do any of it."""

import datetime
import uuid

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from core.outbox import enqueue_subjects
from search.models import Frequency, SavedSearch
from search.saved.arrivals import NEW_OFFERS

SALT = "search.unsubscribe"


class SavedSearchError(Exception):
    """It cannot be done; `field` is where and `words` why, for people."""

    def __init__(self, field: str | None, words: str) -> None:
        super().__init__(words)
        self.field = field
        self.words = words


def save(
    *,
    owner: User,
    name: str,
    querystring: str,
    frequency: Frequency,
    language: str,
    at: datetime.datetime,
) -> SavedSearch:
    """Keep a search; what is in the catalogue now is not new.

    The same again, as by a double click, changes nothing. Raises `SavedSearchError` for another
    of the same name, and for one more than SAVED_SEARCHES_LIMIT.
    """
    with transaction.atomic():
        lock(owner)
        own = SavedSearch.objects.filter(owner=owner)
        before = own.filter(name=name).first()
        if before is not None and before.querystring == querystring:
            return before
        if before is not None:
            raise name_is_taken()
        if own.count() >= settings.SAVED_SEARCHES_LIMIT:
            raise SavedSearchError(
                None,
                _(
                    "You have %(number)d saved searches, and nobody can have more. Delete one that "
                    "you no longer need, then save this one."
                )
                % {"number": settings.SAVED_SEARCHES_LIMIT},
            )
        return SavedSearch.objects.create(
            owner=owner,
            name=name,
            querystring=querystring,
            frequency=frequency,
            language=language,
            created_at=at,
            since=at,
            looked_at=at,
        )


def change(
    *,
    owner: User,
    search_id: uuid.UUID,
    name: str,
    frequency: Frequency,
    at: datetime.datetime,
) -> SavedSearch:
    """Give a search another name, or tell of it more or less often.

    Who wants to know at once from now on is told at once of what a later day would have brought.

    Raises `SavedSearch.DoesNotExist` for somebody else's, `SavedSearchError` for a name in use.
    """
    with transaction.atomic():
        lock(owner)
        search = SavedSearch.objects.get(owner=owner, pk=search_id)
        if SavedSearch.objects.filter(owner=owner, name=name).exclude(pk=search_id).exists():
            raise name_is_taken()
        is_sooner = frequency is Frequency.AT_ONCE and search.frequency != frequency
        search.name, search.frequency = name, frequency
        search.save(update_fields=["name", "frequency"])
        if is_sooner:
            enqueue_subjects(kind=NEW_OFFERS, subjects=[str(search.pk)], at=at)
        return search


def pause(*, owner: User, search_id: uuid.UUID) -> SavedSearch:
    """Send no e-mails about a search for now; raises `SavedSearch.DoesNotExist`."""
    search = SavedSearch.objects.get(owner=owner, pk=search_id)
    search.is_paused = True
    search.save(update_fields=["is_paused"])
    return search


def resume(*, owner: User, search_id: uuid.UUID, at: datetime.datetime) -> SavedSearch:
    """Send e-mails again, about what is new from now on; raises `SavedSearch.DoesNotExist`."""
    with transaction.atomic():
        lock(owner)
        search = SavedSearch.objects.get(owner=owner, pk=search_id)
        if search.is_paused:
            search.is_paused, search.since, search.looked_at = False, at, at
            search.save(update_fields=["is_paused", "since", "looked_at"])
        return search


def delete(*, owner: User, search_id: uuid.UUID) -> None:
    """Forget a search and what was told of it; raises `SavedSearch.DoesNotExist`."""
    SavedSearch.objects.get(owner=owner, pk=search_id).delete()


def unsubscribe(token: str) -> None:
    """End the e-mails about the search that a link of ours names; again changes nothing.

    Raises `signing.BadSignature` for a link that is not ours. One whose search is gone is fine:
    there are no e-mails about it.
    """
    SavedSearch.objects.filter(pk=search_of(token)).update(is_paused=True)


def unsubscribe_token(search: SavedSearch) -> str:
    """What stands in the link with which e-mails about a search are ended without signing in."""
    return signing.dumps(search.pk.hex, salt=SALT)


def search_of(token: str) -> uuid.UUID:
    """The key of the search that a link names; raises `signing.BadSignature`."""
    return uuid.UUID(hex=signing.loads(token, salt=SALT))


def lock(owner: User) -> None:
    """Let what one person does at the same time happen one after the other."""
    User.objects.select_for_update().get(pk=owner.pk)


def name_is_taken() -> SavedSearchError:
    """The refusal of a name."""
    return SavedSearchError("name", _("You have a saved search of this name. Give it another."))
