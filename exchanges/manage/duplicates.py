"""Applications and organisations that look like the one that is being checked.

Somebody learns of the applications of their own partnerships only; of others just that there is
one, so that they can ask the support office.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from exchanges.models import Application
from exchanges.permissions import Remit
from partnerships.coverage import fold
from partnerships.models import Organisation

# Domains at which anybody has an address: a shared one says nothing.
PUBLIC_MAIL_DOMAINS = frozenset(
    {"aol.com", "free.fr", "gmail.com", "gmx.at", "gmx.de", "gmx.net", "googlemail.com"}
    | {"hotmail.com", "icloud.com", "laposte.net", "libero.it", "live.com", "me.com", "msn.com"}
    | {"orange.fr", "outlook.com", "proton.me", "protonmail.com", "seznam.cz", "t-online.de"}
    | {"tiscali.it", "wanadoo.fr", "web.de", "wp.pl", "yahoo.com", "yahoo.co.uk", "yahoo.fr"}
)


# Names for examples (RFC 2606), which all samples have.
EXAMPLE_DOMAINS = ("example.org", "example.com", "example.net")
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Traits:
    """By what two organisations are found to look alike."""

    name: str
    host: str
    mail_domain: str = ""

    def shared_with(self, other: "Traits") -> list[str]:
        """What both have, in words."""
        words = [
            (self.name, other.name, _("same name")),
            (self.host, other.host, _("same website")),
            (self.mail_domain, other.mail_domain, _("same e-mail domain")),
        ]
        return [word for mine, theirs, word in words if mine and mine == theirs]


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An application or organisation of the reader's own, and what is the same."""

    title: str
    reasons: tuple[str, ...]
    application_id: uuid.UUID | None = None
    organisation_slug: str = ""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What looks alike: what the reader may see, and whether there is more elsewhere."""

    found: tuple[Lookalike, ...]
    is_elsewhere: bool

    @property
    def shown(self) -> tuple[Lookalike, ...]:
        """The first few."""
        return self.found[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.found) - len(self.shown)


def find_duplicates(application: Application, remit: Remit) -> Duplicates:
    """What looks like this application (two queries, whatever there is).

    Names are compared folded, which no database does alike, so that all rows are read; each is a
    handful of short texts.
    """
    mine = application_traits(application)
    if mine is None:
        return Duplicates((), is_elsewhere=False)
    allowed = {partnership.pk for partnership in remit.partnerships}
    found, is_elsewhere = [], False
    for other in others(application):
        pk, reference, partnership, organisation, name, website, email = other
        traits = Traits(fold_name(name), website_host(website), mail_domain(email))
        reasons = mine.shared_with(traits)
        if organisation == application.organisation_id:
            reasons = [_("same organisation")]
        if not reasons:
            continue
        if partnership in allowed:
            found.append(Lookalike(f"{reference}, {name}", tuple(reasons), application_id=pk))
        else:
            is_elsewhere = True
    found += register_lookalikes(application, mine)
    return Duplicates(tuple(found), is_elsewhere)


def others(application: Application) -> Iterable[tuple[Any, ...]]:
    """The other applications that were sent, as rows of what is compared."""
    sent = Application.objects.seen_by_partnerships().exclude(pk=application.pk)
    return (
        sent.filter(organisation__isnull=False, partnership__isnull=False)
        .order_by("reference")
        .values_list(
            "pk",
            "reference",
            "partnership",
            "organisation",
            "organisation__name",
            "organisation__website",
            "applicant__email",
        )
    )


def register_lookalikes(application: Application, mine: Traits) -> list[Lookalike]:
    """Public organisations of the register that look like a new one."""
    rows = (
        Organisation.objects.public()
        .exclude(pk=application.organisation_id)
        .order_by("name", "pk")
        .values_list("slug", "name", "website")
    )
    found = []
    for slug, name, website in rows:
        reasons = mine.shared_with(Traits(fold_name(name), website_host(website)))
        if reasons:
            found.append(Lookalike(name, tuple(reasons), organisation_slug=slug))
    return found


def application_traits(application: Application) -> Traits | None:
    """What others are compared with; nothing before there is an organisation."""
    organisation = application.organisation
    if organisation is None:
        return None
    return Traits(
        fold_name(organisation.name),
        website_host(organisation.website),
        mail_domain(application.applicant.email),
    )


def fold_name(name: str) -> str:
    """A name without case, accents, punctuation and spaces: “Linen-Works” is “linen works”."""
    return "".join(character for character in fold(name) if character.isalnum())


def website_host(website: str) -> str:
    """The host of a website without `www`; nothing for what is no address."""
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return "" if is_example(host) else host


def mail_domain(email: str) -> str:
    """The domain of an e-mail address, unless anybody can have an address there."""
    domain = email.rpartition("@")[2].casefold()
    return "" if domain in PUBLIC_MAIL_DOMAINS or is_example(domain) else domain


def is_example(domain: str) -> bool:
    """Whether a domain is one of those that stand for any."""
    return any(domain == one or domain.endswith(f".{one}") for one in EXAMPLE_DOMAINS)
