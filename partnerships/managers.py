"""Who looks after a partnership."""

from core.models import User
from core.sender import programme_settings
from partnerships.models import Partnership, PartnershipManager


def is_partnership_manager(user: User) -> bool:
    """Whether a person manages any partnership."""
    return PartnershipManager.objects.filter(user=user).exists()


def addresses_of(partnership: Partnership) -> list[str]:
    """To whom mails to a partnership go: its managers, or the support office where it has none."""
    managers = partnership.managers.filter(user__is_active=True).order_by("pk")
    found = list(managers.values_list("user__email", flat=True))
    if found:
        return found
    programme = programme_settings(None)
    office = programme.support_email or programme.contact_email
    return [office] if office else []
