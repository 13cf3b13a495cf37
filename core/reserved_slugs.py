"""Addresses right under the front page that belong to one part of the site.

A page that took one of them would hide that part, or be hidden by it.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

FRONT_PAGE_DEPTH = 2

# First segment -> the type of the page that is meant to stand there ("" for none).
RESERVED_SLUGS = {
    "accounts": "",
    "admin": "",
    "apply": "exchanges.ApplicationPage",
    "dev": "",
    "documents": "",
    "events": "events.EventIndexPage",
    "healthz": "",
    "interest": "",
    "manage": "",
    "media": "",
    "my": "",
    "news": "news.NewsIndexPage",
    "offers": "search.CataloguePage",
    "partnerships": "partnerships.PartnershipIndexPage",
    "readyz": "",
    "search": "",
    "static": "",
    "_util": "",
}


def is_reserved(page: Page, slug: str, parent_depth: int) -> bool:
    """Whether a page may not have this slug under a parent of this depth."""
    if parent_depth != FRONT_PAGE_DEPTH:
        return False
    slug = slug.lower()
    if slug in dict(settings.LANGUAGES):
        return True
    return slug in RESERVED_SLUGS and page.specific_class._meta.label != RESERVED_SLUGS[slug]


def reserved_message(slug: str) -> str:
    """What the editor is told."""
    return _("The address “/%(slug)s/” is kept for another part of the site.") % {"slug": slug}


def check_slug(page: Page, slug: str, parent_depth: int) -> None:
    """Raise a `ValidationError` at the slug when it is reserved."""
    if slug and is_reserved(page, slug, parent_depth):
        raise ValidationError({"slug": reserved_message(slug)})
