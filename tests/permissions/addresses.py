"""Every address that the site answers, as its pattern, and which of them are Wagtail's own."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

WAGTAIL_PREFIXES = ("admin/", "documents/", "_util/")
FRAMEWORKS = ("wagtail", "django")
SERVE = r"^((?:[\w\-]+/)*)$"
"""What Wagtail's pages answer: everything that nothing else does."""


class Pattern(NamedTuple):
    """The whole pattern of an address, and the package whose view answers it."""

    route: str
    package: str

    @property
    def is_wagtails(self) -> bool:
        """Whether Wagtail decides who may come here: its admin, its documents, its pages."""
        if self.route == SERVE:
            return True
        return self.route.startswith(WAGTAIL_PREFIXES) and self.package in FRAMEWORKS


def all_patterns() -> list[Pattern]:
    """Every pattern of the site once, the first where one hides another."""
    found: dict[str, Pattern] = {}
    for pattern in _walk(get_resolver(), ""):
        found.setdefault(pattern.route, pattern)
    return list(found.values())


def _walk(resolver: URLResolver, before: str) -> Iterator[Pattern]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, route)
        elif isinstance(one, URLPattern):
            view = getattr(one.callback, "view_class", one.callback)
            yield Pattern(route, view.__module__.split(".", maxsplit=1)[0])
