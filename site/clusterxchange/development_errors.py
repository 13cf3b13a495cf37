"""On a developer's machine: an address without a page looks as it will look in production."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found


class NotFoundAsInProduction:
    """Answers with our page where Django in debug mode would list all addresses it knows.

    An address that no pattern matches still gets Django's list: that is a mistake in the code.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Our page for what a view did not find; everything else goes its way."""
        if isinstance(exception, Http404):
            answer: HttpResponse = page_not_found(request, exception)
            return answer
        return None
