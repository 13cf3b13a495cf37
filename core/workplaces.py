"""The places where people work, as the account menu and the sign-in know them.

An app registers its place in `AppConfig.ready`; what nobody registered, or whose address is not
there, is not shown.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.standing import WRITES_THE_SITE, standing_of


@dataclass(frozen=True, slots=True)
class Workplace:
    """A place for those with a standing (`core.standing`), or for everybody with an account.

    `url_name` is the name of its address. After a sign-in people come to their place of the lowest
    `order`.
    """

    url_name: str
    title: str | Promise
    standing: str | None
    order: int


@dataclass(frozen=True, slots=True)
class WorkplaceLink:
    """An entry of somebody's menu."""

    title: str
    url: str


_workplaces: dict[str, Workplace] = {}


def register_workplace(workplace: Workplace) -> None:
    """Make a place known; a second one with the same address takes its place."""
    _workplaces[workplace.url_name] = workplace


def workplaces_of(request: HttpRequest) -> list[WorkplaceLink]:
    """The places of the person who asks, the first one first; no query for anonymous visitors."""
    if not request.user.is_authenticated:
        return []
    standing = {None, *standing_of(request)}
    links = []
    for workplace in sorted(_workplaces.values(), key=lambda workplace: workplace.order):
        try:
            url = reverse(workplace.url_name)
        except NoReverseMatch:
            continue
        if workplace.standing in standing:
            links.append(WorkplaceLink(str(workplace.title), url))
    return links


ADMIN = Workplace("wagtailadmin_home", _("Admin"), WRITES_THE_SITE, order=10)
