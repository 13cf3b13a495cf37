"""The partnerships that an application can be handed over to, each with what speaks for it."""

from collections.abc import Collection
from dataclasses import dataclass

from exchanges.application_form.suggestion_wording import suggestion_reason
from exchanges.application_form.suggestions import suggest
from exchanges.models import Application
from partnerships.models import Partnership, PartnershipPage
from partnerships.selectors import partnership_coverage


@dataclass(frozen=True, slots=True)
class SuggestedPartnership:
    """A partnership, why it would suit (empty: nothing is known), and how much."""

    partnership: Partnership
    reason: str
    points: int


def suggested_partnerships(
    *, sector_codes: Collection[str], country_code: str | None, country: str
) -> list[SuggestedPartnership]:
    """All partnerships, the best first, each explained; those without a page come last."""
    suggestions = {
        one.partnership.acronym: one
        for one in suggest(
            partnership_coverage(PartnershipPage.objects.all()),
            sector_codes=sector_codes,
            country_code=country_code,
        )
    }
    found = []
    for partnership in Partnership.objects.order_by("acronym", "pk"):
        suggestion = suggestions.get(partnership.acronym)
        found.append(
            SuggestedPartnership(
                partnership,
                suggestion_reason(suggestion, country=country) if suggestion else "",
                suggestion.points if suggestion else 0,
            )
        )
    return sorted(found, key=lambda one: -one.points)


def partnerships_for(application: Application) -> list[SuggestedPartnership]:
    """The other partnerships for an application, the best first."""
    organisation = application.organisation
    country = organisation.country if organisation else None
    return [
        one
        for one in suggested_partnerships(
            sector_codes=application.answers.get("sectors") or [],
            country_code=country.code if country else None,
            country=str(country or ""),
        )
        if one.partnership.pk != application.partnership_id
    ]
