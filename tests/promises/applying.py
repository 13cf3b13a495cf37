"""What the processes share that apply over and over: a programme, its people, what is found."""

import uuid

ONCE = {"applications": 1, "sent": 1, "organisations": 1, "mails": 1}


def make_programme() -> None:
    """A front page, rules, a call and the texts that one agrees to, if they are not there yet."""
    from exchanges.models import Call, ConsentKind
    from tests.factories.applications import CallFactory, ConsentTextFactory
    from tests.factories.exchanges import RuleSetFactory
    from tests.factories.home import make_home_page

    if Call.objects.exists():
        return
    make_home_page()
    RuleSetFactory.create()
    CallFactory.create()
    for kind in ConsentKind:
        ConsentTextFactory.create(kind=kind)


def make_people(number: int) -> list[str]:
    """So many people who have applied for nothing; their addresses."""
    from core.models import User

    people = [User(email=f"person-{uuid.uuid4()}@example.org") for _person in range(number)]
    User.objects.bulk_create(people)
    return [person.email for person in people]


def complete(email: str) -> uuid.UUID:
    """Give all answers and consents of somebody's draft; its key."""
    from django.utils import timezone

    from exchanges.domain.lifecycle import Role
    from exchanges.models import Application, ConsentKind
    from exchanges.services.actor import Actor
    from exchanges.services.drafts import give_consent, save_answers
    from tests.factories.answers import complete_answers

    application = Application.objects.get(applicant__email=email)
    actor, now = Actor(user=application.applicant, role=Role.APPLICANT), timezone.now()
    save_answers(
        application_id=application.pk,
        actor=actor,
        answers=complete_answers(organisation_name=f"Works of {email}"),
        expected_version=application.answers_version,
        at=now,
    )
    for kind in ConsentKind:
        give_consent(application_id=application.pk, actor=actor, kind=kind, at=now)
    return application.pk


def found_of(email: str) -> dict[str, int]:
    """What is there of somebody: `ONCE` if everything happened exactly once."""
    from core.models import AuditEntry, OutboxMessage
    from exchanges.domain.lifecycle import Action
    from exchanges.models import Application
    from partnerships.models import Organisation

    return {
        "applications": Application.objects.filter(applicant__email=email).count(),
        "sent": AuditEntry.objects.filter(actor__email=email, action=Action.SUBMIT).count(),
        "organisations": Organisation.objects.filter(name=f"Works of {email}").count(),
        "mails": OutboxMessage.objects.filter(
            payload__to=email, payload__code="application-submitted"
        ).count(),
    }
