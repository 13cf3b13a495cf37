"""The Django app `exchanges`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangesConfig(AppConfig):
    """Offers of hosts and the rules of participation."""

    name = "exchanges"
    verbose_name = _("Exchanges")

    def ready(self) -> None:
        """Make known the mails and the places in the account menu; connect the receivers."""
        from core.standing import register_standing
        from core.workplaces import Workplace, register_workplace
        from exchanges import receivers
        from exchanges.hosts_that_fit.visitor import VISITS, visitors
        from exchanges.mails import applications as mails
        from exchanges.mails import interests as interest_mails
        from exchanges.mails import representation as representation_mails
        from exchanges.permissions import MANAGES, managers

        mails.register()
        representation_mails.register()
        interest_mails.register()
        receivers.connect()
        register_standing(MANAGES, managers())
        register_standing(VISITS, visitors())
        register_workplace(Workplace("manage", _("Manage"), MANAGES, order=20))
        register_workplace(Workplace("my", _("My place"), None, order=30))
