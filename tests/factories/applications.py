"""Makes calls and applications as rows; what leads to a status is made by the services."""

import datetime

import factory
from factory.django import DjangoModelFactory

from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, Call, ConsentKind, ConsentText, RuleSet
from tests.factories.exchanges import RuleSetFactory
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory
from tests.factories.people import UserFactory

LONG_AGO = datetime.datetime(2020, 9, 23, tzinfo=datetime.UTC)


class CallFactory(DjangoModelFactory[Call]):
    """A call without an end, as the pilot's."""

    class Meta:
        model = Call
        django_get_or_create = ("slug",)

    title = "Applications at any time"
    slug = "open-call"
    reference_prefix = "CXC"
    opens_at = LONG_AGO


class ConsentTextFactory(DjangoModelFactory[ConsentText]):
    """The first version of a text."""

    class Meta:
        model = ConsentText
        django_get_or_create = ("kind", "version")

    kind = ConsentKind.DATA_PROTECTION
    version = 1
    text = "<p>You may use what I wrote.</p>"
    valid_from = LONG_AGO


class ApplicationFactory(DjangoModelFactory[Application]):
    """A draft; with `submitted=True` one that a partnership has to check."""

    class Meta:
        model = Application

    class Params:
        submitted = factory.Trait(
            status=ApplicationStatus.SUBMITTED,
            is_visitor=True,
            organisation=factory.SubFactory(OrganisationFactory),
            partnership=factory.SubFactory(PartnershipFactory),
            rule_set=factory.LazyFunction(
                lambda: RuleSet.objects.first() or RuleSetFactory.create()
            ),
            submitted_at=LONG_AGO,
            due_at=LONG_AGO + datetime.timedelta(days=10),
        )

    reference = factory.Sequence(lambda number: f"CXC-2026-{number:05d}")
    call = factory.SubFactory(CallFactory)
    applicant = factory.SubFactory(UserFactory)
    created_at = LONG_AGO
    answers_changed_at = LONG_AGO
    status_changed_at = LONG_AGO
