"""What can be chosen in an application beside the register's lists.

The names of the values are those of `matching.answers`, where they are compared.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EcosystemWish(models.TextChoices):
    """Whether the other side should work in one's own industrial ecosystem."""

    SAME = "SAME", _("The same as ours")
    DIFFERENT = "DIFFERENT", _("Another than ours")
    EITHER = "EITHER", _("Either")


class Development(models.TextChoices):
    """Level of economic development of a region, as the EU's cohesion policy names it."""

    LESS_DEVELOPED = "LESS_DEVELOPED", _("Less developed region")
    TRANSITION = "TRANSITION", _("Transition region")
    MORE_DEVELOPED = "MORE_DEVELOPED", _("More developed region")


class Maturity(models.TextChoices):
    """How far a cluster has come."""

    EMERGING = "EMERGING", _("New: being set up")
    DEVELOPING = "DEVELOPING", _("Growing: first joint projects")
    MATURE = "MATURE", _("Established: years of joint work")
