"""Facts of the register as pages show them to people and to machines.

What is unknown is left out; what is only inferred stands in internal notes and is never shown.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.coverage import Coverage, Member
from partnerships.models.organisation import Organisation
from partnerships.models.partnership import Partnership
from partnerships.selectors import PartnershipProfile

Fact = tuple[str, Any, str]


def coverage_figures(coverage: Coverage) -> list[dict[str, Any]]:
    """How many partnerships and countries there are, and in how many ecosystems they work."""
    partnerships = len(coverage.partnerships)
    countries = len(coverage.by_country)
    ecosystems = len(coverage.ecosystems)
    return [
        {
            "value": partnerships,
            "label": ngettext("partnership", "partnerships", partnerships),
        },
        {"value": countries, "label": ngettext("country", "countries", countries)},
        {
            "value": ecosystems,
            "label": ngettext("industrial ecosystem", "industrial ecosystems", ecosystems),
        },
    ]


def members_label(partnership: Partnership, profile: PartnershipProfile) -> str:
    """How many members there are, and how many of them are known by name."""
    known = len(profile.members)
    stated = partnership.member_count
    if stated is None:
        if not known:
            return ""
        return ngettext(
            "%(known)d member known by name", "%(known)d members known by name", known
        ) % {"known": known}
    label = ngettext("%(stated)d member", "%(stated)d members", stated) % {"stated": stated}
    if stated <= known:
        return label
    return _("%(members)s, %(known)d known by name") % {"members": label, "known": known}


def partnership_facts(partnership: Partnership, profile: PartnershipProfile) -> list[Fact]:
    """The facts of a partnership for components/facts.html."""
    coordinator = profile.coordinator
    return [
        (_period_name(partnership), partnership.period, ""),
        (_("Members"), members_label(partnership, profile), ""),
        (
            _("Coordinator"),
            coordinator.name if coordinator else "",
            coordinator.url if coordinator else "",
        ),
        (_("Planned exchanges"), partnership.planned_exchanges, ""),
        (_("Grant agreement"), partnership.grant_agreement, ""),
        (_("Website"), bare_address(partnership.website), partnership.website),
    ]


def _period_name(partnership: Partnership) -> str:
    if partnership.end_date is None:
        return _("Start")
    return _("Period") if partnership.start_date else _("End")


def organisation_facts(organisation: Organisation) -> list[Fact]:
    """The facts of an organisation for components/facts.html; its kind stands over its name."""
    country = organisation.country
    return [
        (_("Short name"), organisation.short_name, ""),
        (_("City"), organisation.city, ""),
        (_("Region"), organisation.region if organisation.region != organisation.city else "", ""),
        (_("Country"), country.label if country else "", ""),
        (_("Website"), bare_address(organisation.website), organisation.website),
    ]


def bare_address(url: str) -> str:
    """An address as people write it: without scheme, "www." and the last slash."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def partnership_structured_data(
    partnership: Partnership, profile: PartnershipProfile, request: HttpRequest
) -> dict[str, Any]:
    """A partnership as a schema.org project."""
    return {
        "@type": "ResearchProject",
        "name": partnership.title or partnership.acronym,
        "alternateName": partnership.acronym if partnership.title else "",
        "sameAs": partnership.website,
        "foundingDate": str(partnership.start_date or ""),
        "dissolutionDate": str(partnership.end_date or ""),
        "identifier": partnership.grant_agreement,
        "knowsAbout": [sector.label for sector in profile.sectors],
        "areaServed": [
            {"@type": "Country", "name": country.label, "identifier": country.code}
            for country in profile.countries
        ],
        "member": [_member_data(member, request) for member in profile.members],
    }


def _member_data(member: Member, request: HttpRequest) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": member.name,
        "url": request.build_absolute_uri(member.url),
        "address": _address_data(member.city, "", member.country.code),
    }


def _address_data(city: str, region: str, country_code: str) -> dict[str, str]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": city,
        "addressRegion": region,
        "addressCountry": country_code,
    }
    return {key: value for key, value in address.items() if value}


def organisation_structured_data(
    organisation: Organisation, partnerships: list[Partnership], request: HttpRequest
) -> dict[str, Any]:
    """An organisation as schema.org knows it; nothing for an invented one."""
    if organisation.is_sample:
        return {}
    return {
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": organisation.short_name,
        "description": organisation.summary,
        "url": request.build_absolute_uri(organisation.get_absolute_url()),
        "sameAs": organisation.website,
        "address": _address_data(
            organisation.city,
            organisation.region,
            organisation.country.code if organisation.country else "",
        ),
        "memberOf": [
            {
                "@type": "ResearchProject",
                "name": partnership.acronym,
                **({"url": request.build_absolute_uri(partnership.url)} if partnership.url else {}),
            }
            for partnership in partnerships
        ],
    }
