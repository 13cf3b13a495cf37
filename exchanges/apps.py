"""The Django app `exchanges`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangesConfig(AppConfig):
    """Offers of hosts and the rules of participation."""

    name = "exchanges"
    verbose_name = _("Exchanges")

    def ready(self) -> None:
        """Make known the mails and the places in the account menu; connect the receivers."""
        from core.workplaces import Workplace, register_workplace
        from exchanges import receivers
        from exchanges.mails import applications as mails
        from exchanges.mails import interests as interest_mails
        from exchanges.mails import representation as representation_mails
        from exchanges.permissions import may_manage

        mails.register()
        representation_mails.register()
        interest_mails.register()
        receivers.connect()
        register_workplace(Workplace("manage", _("Manage"), may_manage, order=20))
        register_workplace(Workplace("my", _("My place"), lambda _user: True, order=30))
