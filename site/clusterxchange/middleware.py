"""The content security policy of Wagtail's admin."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Wagtail's widgets need inline scripts and styles (measured: no unsafe-eval, no foreign host).
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-ancestors 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'"
)


class AdminContentSecurityPolicy:
    """Gives the admin its own policy; public pages get the strict one of the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY)
        return response
