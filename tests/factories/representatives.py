"""Makes people who act for organisations, as rows; what leads there is made by the services."""

import datetime

import factory
from factory.django import DjangoModelFactory

from exchanges.models import Representative, RepresentativeState
from tests.factories.partnerships import OrganisationFactory
from tests.factories.people import UserFactory

LONG_AGO = datetime.datetime(2020, 9, 23, tzinfo=datetime.UTC)


class RepresentativeFactory(DjangoModelFactory[Representative]):
    """Somebody who acts for an organisation."""

    class Meta:
        model = Representative

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    state = RepresentativeState.ACTIVE
    created_at = LONG_AGO
    state_changed_at = LONG_AGO
