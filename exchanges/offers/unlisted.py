"""Who may read the page of a host that did not agree to be in the catalogue.

The consent says: without it one is proposed to those who fit, but nobody finds one by looking. So
the page is there for the host, for staff, and for visitors in whose list it stands.
"""

import datetime

from core.models import User
from core.standing import WRITES_THE_SITE, has_standing
from exchanges.domain import lifecycle
from exchanges.models import Application, ExchangeOfferPage
from exchanges.my.matches import is_proposed
from exchanges.permissions import Visitor, managed_partnerships


def may_read(user: Visitor, page: ExchangeOfferPage, *, on: datetime.date) -> bool:
    """Whether somebody may read the page of an unlisted offer."""
    if not isinstance(user, User):
        return False
    if has_standing(user, WRITES_THE_SITE) or is_own_host(user, page) or looks_after(user, page):
        return True
    own = Application.objects.filter(
        applicant=user, status__in=lifecycle.IN_THE_MATCHING, is_visitor=True
    ).select_related("organisation__country")
    return any(is_proposed(page, application, on=on) for application in own)


def is_own_host(user: User, page: ExchangeOfferPage) -> bool:
    """Whether somebody applied for what the page offers."""
    return Application.objects.filter(applicant=user, profiles__offer=page.offer_id).exists()


def looks_after(user: User, page: ExchangeOfferPage) -> bool:
    """Whether somebody manages the partnership of the offer."""
    return managed_partnerships(user).filter(offers=page.offer_id).exists()
