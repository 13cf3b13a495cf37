"""News and events of a partnership, written by its managers and published by moderators."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from core.models import SitePage, User
from events.models import EventIndexPage, EventPage
from events.rules import check_event
from exchanges.offers.state import text_state
from exchanges.plain_prose import as_rich_text
from news.models import NewsIndexPage, NewsPage
from partnerships.models import Partnership

INDEX_OF: dict[type[SitePage], type[SitePage]] = {
    NewsPage: NewsIndexPage,
    EventPage: EventIndexPage,
}


class NoPlaceError(Exception):
    """There is no list in the tree under which such a page could stand."""


class BeingReadError(Exception):
    """Moderators are reading it, or it is published: its author cannot change it now."""


def contribute(
    *,
    page_type: type[SitePage],
    values: Mapping[str, Any],
    text: str,
    partnership: Partnership,
    author: User,
    once: uuid.UUID,
    at: datetime.datetime,
) -> SitePage:
    """Write a draft and send it to the moderators. The same `once` again is the same page.

    Raises `NoPlaceError`, and `ValidationError` where the values contradict each other.
    """
    with transaction.atomic():
        index = INDEX_OF[page_type].objects.live().order_by("path").first()
        if index is None:
            raise NoPlaceError
        # The list is the lock: a double click finds the page of the first.
        Page.objects.select_for_update().get(pk=index.pk)
        key = uuid.uuid5(author.pk, once.hex)
        found: SitePage | None = page_type.objects.filter(translation_key=key, owner=author).first()
        if found is not None:
            return found
        page = page_type(live=False, owner=author, translation_key=key, **values)
        if not slugify(page.title):
            page.slug = key.hex[:12]
        write_text(page, text)
        page.partnerships = [partnership]
        index.add_child(instance=page)
        check(page, at)
        page.save_revision(user=author)
        send(page, author)
        return page


def change_contribution(
    *,
    page: SitePage,
    values: Mapping[str, Any],
    text: str | None,
    author: User,
    at: datetime.datetime,
) -> None:
    """Change a draft that moderators sent back, and send it again; without `text` it stays.

    Raises `BeingReadError`, and `ValidationError` where the values contradict each other.
    """
    with transaction.atomic():
        locked = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
        if not can_be_changed(locked):
            raise BeingReadError
        draft = locked.get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        if text is not None:
            write_text(draft, text)
        check(draft, at)
        draft.save_revision(user=author)
        locked.refresh_from_db()
        send(locked, author)


def can_be_changed(page: SitePage) -> bool:
    """Whether its author may change it: it was never published, and nobody reads it now."""
    state = text_state(page)
    return state.can_be_written and state.can_be_sent and not page.live


def write_text(page: Any, text: str) -> None:
    """Let the body be this text."""
    page.body = [("text", as_rich_text(text))]


def check(page: SitePage, at: datetime.datetime) -> None:
    """Raise `ValidationError` for what could not be published, at its field."""
    page.full_clean()
    if isinstance(page, EventPage):
        findings = check_event(page, page.parsed_sessions(), now=at, is_complete=True)
        errors: dict[str, list[str]] = {}
        for finding in findings:
            errors.setdefault(finding.field, []).append(finding.message)
        if errors:
            raise ValidationError(errors)


def send(page: SitePage, author: User) -> None:
    """Begin the workflow, or go on with it where moderators have asked for changes."""
    state = page.current_workflow_state
    if state is not None:
        state.resume(user=author)
        return
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, author)
