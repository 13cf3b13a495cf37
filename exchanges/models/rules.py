"""The rules of participation as data, with their history."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import RevisionMixin

from exchanges.admin_forms import RuleSetForm
from exchanges.domain.eligibility import ParticipationRules
from exchanges.domain.stay import StayRules
from partnerships.models import OrganisationKind

ADMITTED_KINDS = (
    OrganisationKind.CLUSTER_ORGANISATION,
    OrganisationKind.SCALING_UP_SUPPORT,
    OrganisationKind.SME,
)
"""The pilot's three groups, for visitors and hosts (ECCP "How can I participate")."""


def admitted_kinds() -> list[str]:
    """The kinds of organisation that a new version of the rules admits."""
    return [kind.value for kind in ADMITTED_KINDS]


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Versions of the rules."""

    def in_force(self, *, on: datetime.date) -> "RuleSet | None":
        """The version that applies on a day; none before the first."""
        return self.filter(valid_from__lte=on).order_by("-valid_from").first()


class RuleSet(RevisionMixin, models.Model):
    """A version of the rules, in force from a day until the next version's."""

    valid_from = models.DateField(_("valid from"), unique=True)
    minimum_working_days = models.PositiveSmallIntegerField(
        _("shortest stay in working days"), help_text=_("Full days at the host, without travel.")
    )
    maximum_working_days = models.PositiveSmallIntegerField(_("longest stay in working days"))
    visitor_kinds = models.JSONField(_("who may visit"), default=admitted_kinds)
    host_kinds = models.JSONField(_("who may host"), default=admitted_kinds)
    non_member_sme_may_host = models.BooleanField(
        _("an SME outside any cluster may host after approval"),
        default=True,
        help_text=_("The support office approves case by case."),
    )
    physical_visits = models.PositiveSmallIntegerField(
        _("visits on site per organisation"),
        default=1,
        help_text=_("Virtual exchanges do not count."),
    )
    virtual_only_until = models.DateField(_("virtual exchanges only, until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RuleSetQuerySet.as_manager()

    base_form_class = RuleSetForm
    panels = [
        FieldPanel("valid_from"),
        FieldRowPanel([FieldPanel("minimum_working_days"), FieldPanel("maximum_working_days")]),
        MultiFieldPanel(
            [
                FieldPanel("visitor_kinds"),
                FieldPanel("host_kinds"),
                FieldPanel("non_member_sme_may_host"),
                FieldRowPanel([FieldPanel("physical_visits"), FieldPanel("virtual_only_until")]),
            ],
            heading=_("Who may take part"),
        ),
        FieldPanel("source"),
    ]

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_working_days__gte=1)
                & Q(maximum_working_days__gte=models.F("minimum_working_days")),
                name="exchanges_ruleset_stay_order",
                violation_error_message=_("The longest stay is shorter than the shortest."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"

    @property
    def stay(self) -> StayRules:
        """The rules on the length of a stay."""
        return StayRules(
            minimum_working_days=self.minimum_working_days,
            maximum_working_days=self.maximum_working_days,
        )

    def participation(self, *, on: datetime.date) -> ParticipationRules:
        """The rules on who may take part, on a day."""
        return ParticipationRules(
            visitor_kinds=frozenset(self.visitor_kinds),
            host_kinds=frozenset(self.host_kinds),
            kinds_without_membership=frozenset({OrganisationKind.CLUSTER_ORGANISATION.value}),
            sme_kind=OrganisationKind.SME.value,
            non_member_sme_may_host=self.non_member_sme_may_host,
            physical_visits=self.physical_visits,
            virtual_only=self.virtual_only_until is not None and on <= self.virtual_only_until,
        )
