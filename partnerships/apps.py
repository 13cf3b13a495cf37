"""The Django app `partnerships`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    """The register and its pages."""

    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """Ask managers for a second factor: they see other people's data."""
        from core.second_factor import require_second_factor_of
        from partnerships.managers import is_partnership_manager

        require_second_factor_of(is_partnership_manager)
