"""What happens when Wagtail publishes."""

from django.utils import timezone
from wagtail.signals import page_published

from exchanges.models import ApplicationPage
from exchanges.models.application_page import note_asked_questions


def connect() -> None:
    """Listen to the signals."""
    page_published.connect(
        on_application_page_published,
        sender=ApplicationPage,
        dispatch_uid="exchanges.on_application_page_published",
    )


def on_application_page_published(instance: ApplicationPage, **kwargs: object) -> None:
    """Note which extra questions are asked now."""
    note_asked_questions(instance, at=timezone.now())
