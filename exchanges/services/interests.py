"""Expressions of interest: taken in, answered or closed, and taken over into an application."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core import audit
from core.confirmed_addresses import has_confirmed_address
from core.emails.sending import queue_email
from core.models import User
from exchanges.admin_forms import VISITOR_KINDS
from exchanges.application_form.findings import EMPTY
from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import Role
from exchanges.domain.questions import NEW_ORGANISATION
from exchanges.mails import interests as interest_mails
from exchanges.models import Application, Call, Interest, InterestAim, InterestStatus, Offer
from exchanges.services.actor import Actor
from exchanges.services.drafts import save_answers, start_application
from exchanges.services.transitions import lock
from partnerships.managers import addresses_of
from partnerships.models import Country, Partnership, Sector

ANSWER = "ANSWER"
CLOSE = "CLOSE"
SIDES_OF_AIM = {
    InterestAim.VISIT: [Side.VISITOR.value],
    InterestAim.HOST: [Side.HOST.value],
    InterestAim.BOTH: [Side.VISITOR.value, Side.HOST.value],
}
"""A question alone is no wish to apply."""


class InterestOverError(Exception):
    """It was answered or closed meanwhile; `interest` is as it is now."""

    def __init__(self, interest: Interest) -> None:
        super().__init__(interest.status)
        self.interest = interest


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wrote."""

    aim: InterestAim
    name: str
    email: str
    partnership: Partnership
    was_suggested: bool
    organisation_name: str = ""
    organisation_kind: str = ""
    country: Country | None = None
    sector: Sector | None = None
    message: str = ""
    offer: Offer | None = None


def express_interest(
    *, wish: Wish, once: uuid.UUID, at: datetime.datetime, with_receipt: bool = True
) -> Interest:
    """Keep what somebody wrote, tell those who answer, and send a receipt.

    The same `once` again is the same expression of interest.
    """
    with transaction.atomic():
        interest, is_new = Interest.objects.get_or_create(
            once=once,
            defaults={
                "aim": wish.aim,
                "name": wish.name,
                "email": wish.email,
                "organisation_name": wish.organisation_name,
                "organisation_kind": wish.organisation_kind,
                "country": wish.country,
                "sector": wish.sector,
                "message": wish.message,
                "partnership": wish.partnership,
                "was_suggested": wish.was_suggested,
                "offer": wish.offer,
                "received_at": at,
            },
        )
        if is_new:
            for address in addresses_of(interest.partnership):
                queue_email(
                    code=interest_mails.TO_ANSWER,
                    to=address,
                    context=interest_mails.to_answer_context(interest),
                    at=at,
                )
            if with_receipt:
                queue_email(
                    code=interest_mails.RECEIVED,
                    to=interest.email,
                    context=interest_mails.received_context(interest),
                    at=at,
                )
        return interest


def answer_interest(
    *, interest_id: uuid.UUID, actor: Actor, at: datetime.datetime, answer: str
) -> Interest:
    """Answer by mail; what the person writes back goes to the one who answers.

    Raises `InterestOverError` when it was answered or closed before.
    """
    with transaction.atomic():
        interest = _lock_new(interest_id)
        interest.answer = answer
        interest.answered_at = at
        interest.answered_by = actor.user
        _end(interest, InterestStatus.ANSWERED, ANSWER, actor, at)
        queue_email(
            code=interest_mails.ANSWER,
            to=interest.email,
            context=interest_mails.answer_context(interest, words=answer),
            at=at,
            reply_to=actor.user.email,
        )
        return interest


def close_interest(*, interest_id: uuid.UUID, actor: Actor, at: datetime.datetime) -> Interest:
    """Close without an answer. Raises `InterestOverError`."""
    with transaction.atomic():
        interest = _lock_new(interest_id)
        _end(interest, InterestStatus.CLOSED, CLOSE, actor, at)
        return interest


def _lock_new(interest_id: uuid.UUID) -> Interest:
    interest = (
        Interest.objects.select_for_update(of=("self",))
        .select_related("partnership")
        .get(pk=interest_id)
    )
    if not interest.is_new:
        raise InterestOverError(interest)
    return interest


def _end(
    interest: Interest, status: InterestStatus, action: str, actor: Actor, at: datetime.datetime
) -> None:
    interest.status = status
    interest.save(update_fields=["status", "answer", "answered_at", "answered_by"])
    audit.record(
        subject=interest,
        action=action,
        at=at,
        actor=actor.user,
        role=actor.role,
        from_status=InterestStatus.NEW,
        to_status=status,
        partnership=interest.partnership.slug,
    )


def adopt_interests(*, user: User, at: datetime.datetime) -> Application | None:
    """Take over what somebody wrote before having an account; the application, if one begins.

    Only for a confirmed address. The latest wish fills a draft's answers that are still empty; one
    is started where the person has none and a call is open. Each expression of interest is taken
    over once; questions, which are no wish to apply, stay as they are.
    """
    if not has_confirmed_address(user):
        return None
    wanted = Interest.objects.filter(email__iexact=user.email, application=None).exclude(
        aim=InterestAim.QUESTION
    )
    if not wanted.exists():
        return None
    with transaction.atomic():
        application = _application_for(user, at)
        if application is None:
            return None
        latest = (
            wanted.select_for_update(of=("self",))
            .select_related("country", "sector", "partnership")
            .order_by("-received_at", "-pk")
            .first()
        )
        if latest is None:  # somebody was quicker in another window
            return None
        application = lock(application.pk)
        if application.is_draft:
            application = save_answers(
                application_id=application.pk,
                actor=Actor(user=user, role=Role.APPLICANT),
                answers=missing_in(application.answers, answers_of(latest)),
                expected_version=application.answers_version,
                at=at,
            )
        wanted.update(application=application)
        return application


def _application_for(user: User, at: datetime.datetime) -> Application | None:
    """The person's live application, else a new draft in the call that opened last."""
    own = Application.objects.live().filter(applicant=user).order_by("-created_at", "-pk").first()
    if own is not None:
        return own
    call = Call.objects.open(at=at).order_by("-opens_at", "-pk").first()
    return start_application(call=call, user=user, at=at) if call is not None else None


def missing_in(answers: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What an application does not say yet; an organisation is taken over whole or not at all."""
    names_organisation = answers.get("organisation") not in EMPTY
    return {
        name: value
        for name, value in wanted.items()
        if answers.get(name) in EMPTY
        and not (names_organisation and name.startswith("organisation"))
    }


def answers_of(interest: Interest) -> dict[str, Any]:
    """What was written, as answers of an application; only what was given."""
    answers: dict[str, Any] = {
        "sides": SIDES_OF_AIM[InterestAim(interest.aim)],
        "motivation": interest.message,
        "partnership": interest.partnership.slug,
    }
    if interest.sector is not None:
        answers["sectors"] = [interest.sector.code]
    if interest.organisation_name:
        answers["organisation"] = NEW_ORGANISATION
        answers["organisation_name"] = interest.organisation_name
        if interest.organisation_kind in dict(VISITOR_KINDS):
            answers["organisation_kind"] = interest.organisation_kind
        if interest.country is not None:
            answers["organisation_country"] = interest.country.code
    return {name: value for name, value in answers.items() if value not in EMPTY}
