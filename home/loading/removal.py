"""Takes the samples away."""

import datetime

from django.db import models, transaction
from wagtail.models import get_page_models

from core.audit import remove_entries
from core.models import SitePage, User
from exchanges.models import Application, Interest, Offer, Representative
from home.models import LoadedObject
from home.sample_applications import SAMPLE_DOMAIN
from partnerships.models import Organisation

SAMPLE = "sample"
"""Why their entries leave the audit trail."""


def sample_models() -> list[type[models.Model]]:
    """What can be a sample, in the order in which one thing lets go of the next."""
    pages = [model for model in get_page_models() if issubclass(model, SitePage)]
    return [*pages, Interest, Application, Offer, Organisation]


@transaction.atomic
def remove_samples(*, at: datetime.datetime) -> dict[str, int]:
    """Delete every object marked as a sample; the numbers by what they are.

    All or nothing: raises `ProtectedError` when something real refers to a sample.
    """
    removed: dict[str, int] = {}
    people = User.objects.filter(email__endswith=f"@{SAMPLE_DOMAIN}")
    # A real person who acts for a sample keeps it.
    acting = Representative.objects.filter(organisation__is_sample=True, user__in=people)
    remove_entries(subjects=acting, reason=SAMPLE, at=at)
    acting.delete()
    remove_entries(subjects=Application.objects.filter(is_sample=True), reason=SAMPLE, at=at)
    for model in sample_models():
        samples = list(model._default_manager.filter(is_sample=True))
        for sample in samples:
            sample.delete()
        if samples:
            removed[str(model._meta.verbose_name_plural)] = len(samples)
    if number := people.count():
        people.delete()
        removed[str(User._meta.verbose_name_plural)] = number
    LoadedObject.objects.filter(is_sample=True).delete()
    return removed
