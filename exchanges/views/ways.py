"""The ways between the pages of one application."""

from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.domain.questions import Step
from exchanges.models import Application


def way_to(application: Application) -> list[dict[str, str]]:
    """The way from my place to an application."""
    return [
        {"title": _("My place"), "url": reverse("my")},
        {"title": application.reference, "url": reverse("my_application", args=[application.pk])},
    ]


def way_back(application: Application, before: Step | None) -> str:
    """From a step: to the one before, or to the answers where it was chosen from them."""
    if not application.is_open_for_answers:
        return reverse("my_answers", args=[application.pk])
    if before is None:
        return reverse("my_application", args=[application.pk])
    return reverse("application_step", args=[application.pk, before])
