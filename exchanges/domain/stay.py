"""How long a stay may be."""

from dataclasses import dataclass
from enum import Enum


class StayFinding(Enum):
    """What is wrong with a length of stay."""

    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    REVERSED = "REVERSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRules:
    """The shortest and the longest stay, in full working days without travel.

    The pilot's were three working days to one month (leaflet; ECCP "About ClusterXchange"). A
    month has at most 23 working days.
    """

    minimum_working_days: int
    maximum_working_days: int


def check_stay(
    rules: StayRules | None, *, minimum_working_days: int | None, maximum_working_days: int | None
) -> dict[str, StayFinding]:
    """What is wrong with an offered range of lengths, by the argument; empty if nothing is.

    Either end may be unknown (`None`) and is then not judged; so are both where no rules are in
    force, except for their order.
    """
    findings: dict[str, StayFinding] = {}
    given = {
        "minimum_working_days": minimum_working_days,
        "maximum_working_days": maximum_working_days,
    }
    for name, days in given.items():
        if days is None or rules is None:
            continue
        if days < rules.minimum_working_days:
            findings[name] = StayFinding.TOO_SHORT
        elif days > rules.maximum_working_days:
            findings[name] = StayFinding.TOO_LONG
    if (
        minimum_working_days is not None
        and maximum_working_days is not None
        and maximum_working_days < minimum_working_days
    ):
        findings.setdefault("maximum_working_days", StayFinding.REVERSED)
    return findings
