"""What every change of an application has in common."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from core import audit
from core.emails.rendering import EmailDraft
from core.emails.sending import queue_email
from exchanges.domain import lifecycle
from exchanges.domain.lifecycle import Action, Guard, Role, Transition
from exchanges.mails import applications as mails
from exchanges.models import Application, CurriculumVitae
from exchanges.services.actor import Actor
from exchanges.services.publicity import follow_consent
from partnerships.managers import addresses_of
from partnerships.models import Partnership


def lock(application_id: uuid.UUID) -> Application:
    """The application, held until the transaction ends; raises `Application.DoesNotExist`.

    SQLite has one writer at a time anyway: there its transactions begin with the lock.
    """
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("call", "organisation__country", "partnership", "applicant", "rule_set")
        .get(pk=application_id)
    )


def begin(
    application: Application, action: Action, actor: Actor, satisfied: Collection[Guard]
) -> Transition:
    """The row of the table, once all that it needs is there.

    Raises `ActionNotAllowedError` or `GuardError`.
    """
    transition = lifecycle.find(application.current_status, action, actor.role)
    lifecycle.check(transition, satisfied)
    return transition


def finish(
    application: Application,
    transition: Transition,
    *,
    actor: Actor,
    at: datetime.datetime,
    changed: Iterable[str] = (),
    detail: Mapping[str, Any] | None = None,
    mail: EmailDraft | None = None,
    words: str = "",
) -> Application:
    """Write the new status, the audit entry and the mails; `changed` names other fields set.

    `mail` is the mail to the applicant as somebody edited it, `words` what its default quotes.
    """
    application.status = transition.next_status
    application.status_changed_at = at
    application.save(update_fields=["status", "status_changed_at", *changed])
    if application.has_ended:
        # Nobody has to read it any more.
        CurriculumVitae.objects.filter(application=application).delete()
    follow_consent(application.organisation)
    audit.record(
        subject=application,
        action=transition.action,
        at=at,
        actor=actor.user,
        role=actor.role,
        from_status=transition.status,
        to_status=transition.next_status,
        partnership=application.partnership.slug if application.partnership else "",
        detail=detail,
    )
    if transition.mail_to_applicant:
        queue_email(
            code=transition.mail_to_applicant,
            to=application.applicant.email,
            context=mails.applicant_context(application, words=words),
            at=at,
            subject=mail.subject if mail else None,
            body=mail.body if mail else None,
        )
    if transition.mail_to_partnership and application.partnership:
        tell_managers(application, application.partnership, transition.mail_to_partnership, at=at)
    return application


def tell_managers(
    application: Application, partnership: Partnership, code: str, *, at: datetime.datetime
) -> None:
    """Write to everybody who looks after a partnership's applicants."""
    for address in addresses_of(partnership):
        queue_email(
            code=code,
            to=address,
            context=mails.manager_context(application, partnership),
            at=at,
        )


def is_staff(role: Role) -> bool:
    """Whether somebody acts for the partnership or the support office."""
    return role in {Role.MANAGER, Role.ADMINISTRATOR}
