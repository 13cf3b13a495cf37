"""A partnership and its members."""

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from core.addresses import page_address
from core.partial_dates import PartialDateField, period_label

HUES = 13


class MembershipRole(models.TextChoices):
    """What an organisation is in a partnership."""

    COORDINATOR = "COORDINATOR", _("Coordinator")
    PARTNER = "PARTNER", _("Partner")


class PartnershipsWithPages(models.Manager["Partnership"]):
    """Fetches partnerships together with the place of their public page."""

    def get_queryset(self) -> models.QuerySet["Partnership"]:
        """All partnerships, each knowing where its published page is (no further query)."""
        page = apps.get_model("partnerships", "PartnershipPage").objects.filter(
            partnership=models.OuterRef("pk"), live=True
        )
        return (
            super().get_queryset().annotate(page_path=models.Subquery(page.values("url_path")[:1]))
        )


class Partnership(index.Indexed, ClusterableModel):
    """A group of cluster organisations that runs exchanges together.

    Everything refers to this record; `PartnershipPage` is its public face and holds the prose.
    """

    acronym = models.CharField(_("acronym"), max_length=40, unique=True)
    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, help_text=_("Stands in addresses and filters.")
    )
    title = models.CharField(_("full title"), max_length=250, blank=True)
    hue = models.PositiveSmallIntegerField(
        _("hue"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(HUES)],
        help_text=_("Number of its colour, 1 to 13, by which people recognise it."),
    )
    website = models.URLField(_("website"), blank=True)
    start_date = PartialDateField(_("start"), null=True, blank=True)
    end_date = PartialDateField(_("end"), null=True, blank=True)
    grant_agreement = models.CharField(_("grant agreement"), max_length=40, blank=True)
    planned_exchanges = models.PositiveIntegerField(_("planned exchanges"), null=True, blank=True)
    member_count = models.PositiveSmallIntegerField(
        _("number of members"),
        null=True,
        blank=True,
        help_text=_("As published; may be more than the members known by name."),
    )
    sectors = ParentalManyToManyField(
        "partnerships.Sector", verbose_name=_("sectors"), blank=True, related_name="partnerships"
    )
    extra_countries = ParentalManyToManyField(
        "partnerships.Country",
        verbose_name=_("further countries"),
        blank=True,
        related_name="+",
        help_text=_("Countries that are known although the member there is not."),
    )
    note = models.TextField(
        _("internal note"), blank=True, help_text=_("Never shown to the public.")
    )

    objects = PartnershipsWithPages()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("acronym"),
                FieldRowPanel([FieldPanel("slug"), FieldPanel("hue")]),
                FieldPanel("title"),
                FieldPanel("website"),
            ],
            heading=_("Partnership"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldRowPanel([FieldPanel("grant_agreement"), FieldPanel("planned_exchanges")]),
                FieldPanel("member_count"),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("sectors"),
        InlinePanel("memberships", heading=_("Members"), label=_("Member")),
        FieldPanel("extra_countries"),
        FieldPanel("note"),
    ]
    search_fields = [
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.SearchField("title"),
    ]

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(hue__gte=1, hue__lte=HUES), name="partnerships_partnership_hue_known"
            )
        ]

    def __str__(self) -> str:
        return self.acronym

    @property
    def url(self) -> str:
        """The address of its published page; empty when there is none."""
        return page_address(getattr(self, "page_path", None))

    @property
    def period(self) -> str:
        """From when to when it runs, as exactly as it is known."""
        return period_label(self.start_date, self.end_date)


class Membership(Orderable):
    """An organisation's place in a partnership."""

    partnership = ParentalKey(
        Partnership,
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=MembershipRole.choices,
        default=MembershipRole.PARTNER,
    )
    note = models.CharField(
        _("internal note"), max_length=300, blank=True, help_text=_("Never shown to the public.")
    )

    panels = [
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("note")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "organisation"),
                name="partnerships_membership_unique",
                violation_error_message=_("This organisation is already a member."),
            ),
            models.UniqueConstraint(
                fields=("partnership",),
                condition=Q(role=MembershipRole.COORDINATOR),
                name="partnerships_membership_one_coordinator",
                violation_error_message=_("A partnership has one coordinator."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=MembershipRole.values),
                name="partnerships_membership_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.organisation}"


class PartnershipManager(models.Model):
    """A person who looks after a partnership's applicants and exchanges."""

    partnership = ParentalKey(
        Partnership,
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="managers",
    )
    user = models.ForeignKey(
        "core.User",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="managed_partnerships",
    )

    class Meta:
        verbose_name = _("partnership manager")
        verbose_name_plural = _("partnership managers")
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "user"), name="partnerships_manager_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.partnership}"
