"""What a visitor is shown of an offer: facts, conditions, subjects and the same for machines."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.listing import Option
from exchanges.admin_forms import VISITOR_KINDS
from exchanges.calendar import programme_today
from exchanges.models import ExchangeOfferPage
from exchanges.selectors import (
    OfferSubjects,
    draft_subjects,
    published_subjects,
)
from partnerships.models import Organisation


@dataclass(frozen=True, slots=True)
class LeadingFact:
    """One of the three facts that stand first: a question, its answer, and more below."""

    label: str
    value: str
    detail: str = ""
    url: str = ""


def offer_context(
    page: ExchangeOfferPage, request: HttpRequest, breadcrumbs: list[dict[str, str]]
) -> dict[str, Any]:
    """Everything that the page of an offer shows beside its own text."""
    subjects = (
        draft_subjects(page) if getattr(request, "is_preview", False) else published_subjects(page)
    )
    catalogue_url = breadcrumbs[-1]["url"] if breadcrumbs else ""
    return {
        "host": page.host,
        "partnership": page.partnership,
        "takes_visitors": page.takes_visitors(on=programme_today()),
        "leading_facts": leading_facts(page, subjects, catalogue_url),
        "conditions": conditions(page, subjects),
        "sector_chips": filter_chips(subjects.sectors, catalogue_url, "sector"),
        "subjects": subjects,
        "subject_groups": subject_groups(subjects),
        "catalogue_url": catalogue_url,
    }


def leading_facts(
    page: ExchangeOfferPage, subjects: OfferSubjects, catalogue_url: str
) -> list[LeadingFact]:
    """Where, how long and when, how and in which languages."""
    facts = []
    if page.host:
        country = page.host.country
        facts.append(
            LeadingFact(
                _("Where"),
                place_wording(page.host),
                page.host.name,
                f"{catalogue_url}?{urlencode({'country': country.code})}" if country else "",
            )
        )
    stay = page.stay
    facts.append(
        LeadingFact(_("How long and when"), stay, page.period)
        if stay
        else LeadingFact(_("When"), page.period)
    )
    languages = get_text_list(
        [str(language.get_language_display()) for language in subjects.languages], _("or")
    )
    facts.append(
        LeadingFact(
            _("How and in which language"),
            str(page.get_mode_display()),
            _("In %(languages)s") % {"languages": languages} if languages else "",
        )
    )
    return facts


def place_wording(host: Organisation) -> str:
    """Where a host is, short: city or else region, and country."""
    parts = [host.city or host.region, str(host.country or "")]
    return ", ".join(part for part in parts if part)


def conditions(page: ExchangeOfferPage, subjects: OfferSubjects) -> list[tuple[str, str]]:
    """What a visit is bound to, for components/facts.html."""
    return [
        (_("Length"), page.stay),
        (_("Possible"), page.period),
        (_("How"), str(page.get_mode_display())),
        (_("Places"), places_wording(page)),
        (_("For"), visitor_kinds_wording(page)),
        (_("Languages"), ", ".join(str(language) for language in subjects.languages)),
    ]


def places_wording(page: ExchangeOfferPage) -> str:
    """How many visitors the host takes."""
    if page.offer is None:
        return ""
    at_once, total = page.offer.places_per_exchange, page.offer.places_total
    if at_once == total:
        return ngettext("%(total)d visitor", "%(total)d visitors", total) % {"total": total}
    return ngettext(
        "%(at_once)d visitor at a time, %(total)d in all",
        "Up to %(at_once)d visitors at a time, %(total)d in all",
        at_once,
    ) % {"at_once": at_once, "total": total}


def visitor_kinds_wording(page: ExchangeOfferPage) -> str:
    """Which organisations may come."""
    labels = [str(label) for value, label in VISITOR_KINDS if value in page.visitor_kinds]
    if not labels or len(labels) == len(VISITOR_KINDS):
        return _("All organisations that may take part")
    return "; ".join(labels)


def filter_chips(
    options: tuple[Option, ...], catalogue_url: str, parameter: str
) -> list[dict[str, str]]:
    """Subjects that lead to all offers with the same one."""
    return [
        {
            "label": option.label,
            "url": f"{catalogue_url}?{urlencode({parameter: option.value})}",
        }
        for option in options
    ]


def subject_groups(subjects: OfferSubjects) -> list[tuple[str, list[dict[str, str]]]]:
    """The subjects beside the sectors, under their headings; empty ones are left out."""
    groups = [
        (_("Kinds of activity"), subjects.activity_kinds),
        (_("Topics"), subjects.topics),
        (_("Technologies"), subjects.technologies),
        (_("Keywords"), subjects.keywords),
    ]
    return [
        (label, [{"label": option.label} for option in options])
        for label, options in groups
        if options
    ]


def offer_structured_data(page: ExchangeOfferPage, request: HttpRequest) -> dict[str, Any]:
    """The offer in the vocabulary of schema.org; no price, because hosts ask none."""
    data: dict[str, Any] = {
        "@type": "Offer",
        "itemOffered": {"@type": "Service", "name": page.title},
    }
    if page.period_start:
        data["availabilityStarts"] = page.period_start.isoformat()
    if page.period_end:
        data["availabilityEnds"] = page.period_end.isoformat()
    if page.host:
        data["offeredBy"] = organisation_data(page.host, request)
    return data


def organisation_data(organisation: Organisation, request: HttpRequest) -> dict[str, Any]:
    """An organisation with its address as far as it is known, and its page if it has one."""
    address = {
        "@type": "PostalAddress",
        "addressLocality": organisation.city,
        "addressRegion": organisation.region,
        "addressCountry": organisation.country.code if organisation.country else "",
    }
    data: dict[str, Any] = {
        "@type": "Organization",
        "name": organisation.name,
        "address": {key: value for key, value in address.items() if value},
    }
    if organisation.is_public:
        data["url"] = request.build_absolute_uri(organisation.get_absolute_url())
    return data
