"""Makes the people of a demonstration."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.confirmed_addresses import confirm_address
from core.models import User
from home.demo_people import DEMO_PASSWORD, DEMO_PEOPLE, DemoPerson
from partnerships.models import Partnership, PartnershipManager


class Command(BaseCommand):
    """Makes one person for each role; on a developer's machine only."""

    help = (
        "Makes an applicant, two managers of different partnerships, an editor, a moderator and "
        "an administrator, and prints how they sign in. Refused outside development settings."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make or renew the people and print the list."""
        if not getattr(settings, "DEMO_LOGINS_ALLOWED", False):
            raise CommandError(
                "Demo logins have known passwords, so they exist with development settings only."
            )
        partnerships = list(Partnership.objects.order_by("acronym"))
        for person in DEMO_PEOPLE:
            self._make(person, partnerships)
        self.stdout.write("Sign in at /accounts/login/ (one password for all):")
        for person in DEMO_PEOPLE:
            self.stdout.write(f"  {person.email:28} {DEMO_PASSWORD}  {person.role}")

    @transaction.atomic
    def _make(self, person: DemoPerson, partnerships: list[Partnership]) -> None:
        user = User.objects.filter(email=person.email).first() or User(email=person.email)
        user.first_name, user.last_name = person.first_name, person.last_name
        user.is_superuser = user.is_staff = person.is_superuser
        user.set_password(DEMO_PASSWORD)
        user.save()
        confirm_address(user)
        user.groups.set(Group.objects.filter(name__in=person.groups))
        if person.partnership_number is not None and partnerships:
            partnership = partnerships[person.partnership_number % len(partnerships)]
            PartnershipManager.objects.get_or_create(user=user, partnership=partnership)
