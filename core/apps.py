"""The Django app `core`."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """What every page and every person shares; knows no programme word."""

    name = "core"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Guard what Wagtail offers no setting for; connect the outbox and receivers."""
        import core.confirmed_addresses
        import core.second_factor.receivers  # noqa: F401  both connect their receivers
        from core import account_mails, account_trail, checks
        from core.account_picture import use_account_picture_form
        from core.emails.sending import EMAIL, send
        from core.indexes import make_indexes
        from core.outbox import embedded, register_handler
        from core.standing import WRITES_THE_SITE, register_standing, writers
        from core.workplaces import ADMIN, register_workplace

        use_account_picture_form()
        register_standing(WRITES_THE_SITE, writers())
        register_workplace(ADMIN)
        account_mails.register()
        account_trail.connect()
        register_handler(EMAIL, send)
        embedded.connect()
        post_migrate.connect(make_indexes, sender=self, dispatch_uid="core.indexes")
        register(checks.check_outbox)
        register(checks.check_second_factor)
        register(checks.check_outbox_of_a_server, deploy=True)
