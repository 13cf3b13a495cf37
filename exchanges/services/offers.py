"""What a host does with the text of its offer, without an account for the admin."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import audit
from exchanges.models import Application, ExchangeOfferPage
from exchanges.offers.state import OfferTextState, text_state
from exchanges.services.actor import Actor
from exchanges.services.transitions import lock

WRITE_OFFER = "WRITE_OFFER"
SEND_OFFER = "SEND_OFFER"
TAKE_OFFER_BACK = "TAKE_OFFER_BACK"


class OfferTextError(Exception):
    """The text cannot be changed, sent or taken back as it stands; `state` is what it is."""

    def __init__(self, state: OfferTextState) -> None:
        super().__init__(state.value)
        self.state = state


def write_offer(
    *,
    application_id: uuid.UUID,
    actor: Actor,
    at: datetime.datetime,
    values: Mapping[str, Any],
    send: bool,
) -> ExchangeOfferPage:
    """Keep the text as a new draft and, with `send`, let moderators read it.

    What is published stays as it is until they approve. Raises `OfferTextError` while they read,
    `ValidationError` where the values contradict each other or the rules.
    """
    with transaction.atomic():
        application, page = _own_page(application_id)
        state = text_state(page)
        if not state.can_be_written:
            raise OfferTextError(state)
        draft = page.get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        draft.full_clean()
        draft.save_revision(user=actor.user)
        _record(WRITE_OFFER, application, actor, at)
        if send:
            page.refresh_from_db()
            _send(page, actor)
            _record(SEND_OFFER, application, actor, at)
        return page


def take_offer_back(
    *, application_id: uuid.UUID, actor: Actor, at: datetime.datetime
) -> ExchangeOfferPage:
    """Take a text out of the moderators' hands, to change it. Raises `OfferTextError`."""
    with transaction.atomic():
        application, page = _own_page(application_id)
        state = text_state(page)
        if state is not OfferTextState.WAITING:
            raise OfferTextError(state)
        page.current_workflow_state.cancel(user=actor.user)
        _record(TAKE_OFFER_BACK, application, actor, at)
        return page


def _own_page(application_id: uuid.UUID) -> tuple[Application, ExchangeOfferPage]:
    """The page of an application's offer, while the application takes part.

    Raises `Application.DoesNotExist` and `ExchangeOfferPage.DoesNotExist`.
    """
    application = lock(application_id)
    if not application.is_in_the_programme:
        raise ExchangeOfferPage.DoesNotExist
    return application, ExchangeOfferPage.objects.get(offer__profile__application=application)


def _send(page: ExchangeOfferPage, actor: Actor) -> None:
    """Begin the workflow, or go on with it where moderators have asked for changes."""
    workflow = page.current_workflow_state
    if workflow is not None:
        workflow.resume(user=actor.user)
        return
    page.get_workflow().start(page, actor.user)


def _record(action: str, application: Application, actor: Actor, at: datetime.datetime) -> None:
    audit.record(
        subject=application,
        action=action,
        at=at,
        actor=actor.user,
        role=actor.role,
        partnership=application.partnership.slug if application.partnership else "",
    )
