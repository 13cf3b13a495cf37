"""How the conditions of an offer are said in words."""

import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.partial_dates import PartialDate, period_label


def stay_wording(minimum: int | None, maximum: int | None) -> str:
    """How long a visitor may stay; empty when it is not known."""
    if minimum is None and maximum is None:
        return ""
    if minimum is None or maximum is None:
        only = minimum if maximum is None else maximum
        text = (
            ngettext(
                "At least %(days)d working day", "At least %(days)d working days", int(only or 0)
            )
            if maximum is None
            else ngettext(
                "Up to %(days)d working day", "Up to %(days)d working days", int(only or 0)
            )
        )
        return text % {"days": only}
    if minimum == maximum:
        return ngettext("%(days)d working day", "%(days)d working days", minimum) % {
            "days": minimum
        }
    return _("%(minimum)d to %(maximum)d working days") % {"minimum": minimum, "maximum": maximum}


def period_wording(start: datetime.date | None, end: datetime.date | None) -> str:
    """When a visit is possible; an offer without a period stands all the time."""
    if start and end:
        return period_label(PartialDate.from_date(start), PartialDate.from_date(end))
    if start:
        return _("From %(day)s") % {"day": formats.date_format(start, "j F Y")}
    if end:
        return _("Until %(day)s") % {"day": formats.date_format(end, "j F Y")}
    return _("At any time")
