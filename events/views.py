"""What is not a page of its own."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from core.serving import serve
from events.calendar_file import CALENDAR_PATH


@require_safe
def calendar_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Let the page at this address answer, with all that Wagtail checks before a page is shown."""
    return serve(request, f"{path}{CALENDAR_PATH}/")
