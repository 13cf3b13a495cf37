"""By what the catalogue is filtered and counted, and how the values of an offer are found."""

from collections.abc import Iterator
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchanges.models import ExchangeMode


class FacetName(StrEnum):
    """The filters; the value is the parameter in the address."""

    COUNTRY = "country"
    PARTNERSHIP = "partnership"
    SECTOR = "sector"
    ACTIVITY = "activity"
    TOPIC = "topic"
    TECHNOLOGY = "technology"
    ORGANISATION_TYPE = "organisation_type"
    LANGUAGE = "language"
    MODE = "mode"
    LENGTH = "length"
    MONTH = "month"


# All but the month, which follows from the dates of an entry.
TERM_FACETS = tuple(facet for facet in FacetName if facet is not FacetName.MONTH)


LEGENDS = {
    FacetName.COUNTRY: _("Country of the host"),
    FacetName.PARTNERSHIP: _("Partnership"),
    FacetName.SECTOR: _("Sector"),
    FacetName.ACTIVITY: _("Kind of activity"),
    FacetName.TOPIC: _("Topic"),
    FacetName.TECHNOLOGY: _("Technology"),
    FacetName.ORGANISATION_TYPE: _("Type of host"),
    FacetName.LANGUAGE: _("Language"),
    FacetName.MODE: _("On site or virtual"),
    FacetName.LENGTH: _("Length of stay"),
    FacetName.MONTH: _("Month"),
}


class StayLength(StrEnum):
    """How long a visitor wants to stay: in working days, as the rules count."""

    WEEK = "up-to-5"
    FORTNIGHT = "6-to-10"
    MONTH = "over-10"

    @property
    def bounds(self) -> tuple[int, int]:
        """The shortest and the longest stay of this length, in working days."""
        return LENGTH_BOUNDS[self]

    @property
    def label(self) -> Promise:
        """What people read."""
        return LENGTH_LABELS[self]


LENGTH_BOUNDS = {
    StayLength.WEEK: (1, 5),
    StayLength.FORTNIGHT: (6, 10),
    StayLength.MONTH: (11, 32_767),
}
LENGTH_LABELS = {
    StayLength.WEEK: _("Up to 5 working days"),
    StayLength.FORTNIGHT: _("6 to 10 working days"),
    StayLength.MONTH: _("More than 10 working days"),
}
MODES = (ExchangeMode.PHYSICAL, ExchangeMode.VIRTUAL)


def lengths_of(minimum: int | None, maximum: int | None) -> Iterator[StayLength]:
    """The lengths that an offer allows; where it leaves an end open, it excludes nobody."""
    for length in StayLength:
        shortest, longest = length.bounds
        if (minimum is None or minimum <= longest) and (maximum is None or maximum >= shortest):
            yield length


def modes_of(mode: str) -> tuple[ExchangeMode, ...]:
    """The ways of meeting that an offer allows: one, or both where it says "either"."""
    return MODES if mode == ExchangeMode.EITHER else (ExchangeMode(mode),)
