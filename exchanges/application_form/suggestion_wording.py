"""Why a partnership is suggested, in words."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from exchanges.application_form.suggestions import Suggestion


def suggestion_reason(suggestion: Suggestion, *, country: str) -> str:
    """What a partnership shares with the applicant, of whose country this is the name.

    “Covers Technical textiles and Italy”; empty when it shares nothing.
    """
    shared = [sector.label for sector in suggestion.sectors]
    if suggestion.covers_country and country:
        shared.append(country)
    if not shared:
        return ""
    return _("Covers %(what)s") % {"what": get_text_list(shared, _("and"))}
