"""The organisations that make up and use the programme."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import SourceBlock


class OrganisationKind(models.TextChoices):
    """Who may take part (leaflet of the programme; ECCP "How can I participate")."""

    CLUSTER_ORGANISATION = "CLUSTER_ORGANISATION", _("Cluster organisation")
    SCALING_UP_SUPPORT = "SCALING_UP_SUPPORT", _("Scaling-up support organisation")
    SME = "SME", _("SME")
    PLATFORM = "PLATFORM", _("Programme body or platform")


class OrganisationState(models.TextChoices):
    """How much we know about an organisation."""

    UNVERIFIED = "UNVERIFIED", _("Unverified")
    ACCEPTED = "ACCEPTED", _("Accepted, not public")
    VERIFIED = "VERIFIED", _("Verified")
    PROGRAMME = "PROGRAMME", _("Member of the programme")


PUBLIC_STATES = frozenset({OrganisationState.VERIFIED, OrganisationState.PROGRAMME})
"""Shown to anybody."""
KNOWN_STATES = PUBLIC_STATES | {OrganisationState.ACCEPTED}
"""Somebody made sure of them: they take part, whether they are shown or not."""
FOLLOWING_STATES = frozenset({OrganisationState.ACCEPTED, OrganisationState.VERIFIED})
"""Between these the consent of an applicant moves an organisation."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, filtered by who may see them."""

    def public(self) -> "OrganisationQuerySet":
        """Those that have a public page."""
        return self.filter(state__in=PUBLIC_STATES)

    def known(self) -> "OrganisationQuerySet":
        """Those that may take part; for people who act for them or look after them."""
        return self.filter(state__in=KNOWN_STATES)


class Organisation(index.Indexed, ClusterableModel):
    """A legal entity of one country: member of a partnership, host or visitor."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Stands in the address of its page.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=OrganisationKind.choices,
        default=OrganisationKind.CLUSTER_ORGANISATION,
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=OrganisationState.choices,
        default=OrganisationState.UNVERIFIED,
        help_text=_("Only verified ones and members of the programme are shown to the public."),
    )
    follows_consent = models.BooleanField(
        _("shown while the applicant agrees"),
        default=False,
        editable=False,
        help_text=_("An application brought it in. Ends when somebody changes the state here."),
    )
    country = models.ForeignKey(
        "partnerships.Country",
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    region = models.CharField(_("region"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)
    summary = models.TextField(_("summary"), blank=True, max_length=600)
    sectors = ParentalManyToManyField(
        "partnerships.Sector", verbose_name=_("sectors"), blank=True, related_name="organisations"
    )
    note = models.TextField(
        _("internal note"), blank=True, help_text=_("Never shown to the public.")
    )
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented; kept out of the figures.")
    )

    objects = OrganisationQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
                FieldPanel("follows_consent", read_only=True),
                FieldPanel("summary"),
            ],
            heading=_("Organisation"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("country"),
                FieldRowPanel([FieldPanel("region"), FieldPanel("city")]),
                FieldPanel("website"),
            ],
            heading=_("Where"),
        ),
        FieldPanel("sectors"),
        FieldPanel("sources"),
        MultiFieldPanel([FieldPanel("note"), FieldPanel("is_sample")], heading=_("Internal")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("short_name"),
        index.FilterField("state"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OrganisationState.values),
                name="partnerships_organisation_state_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values),
                name="partnerships_organisation_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(country__isnull=False) | Q(state=OrganisationState.UNVERIFIED),
                name="partnerships_organisation_public_has_country",
                violation_error_message=_("A verified organisation needs a country."),
            ),
            models.CheckConstraint(
                condition=Q(follows_consent=False) | Q(state__in=sorted(FOLLOWING_STATES)),
                name="partnerships_organisation_follows_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Tell a missing country at its field, not above the form as the constraint would."""
        super().clean()
        if self.is_known and self.country_id is None:
            raise ValidationError({"country": _("A verified organisation needs a country.")})

    @property
    def is_public(self) -> bool:
        """Whether it has a public page."""
        return self.state in PUBLIC_STATES

    @property
    def is_known(self) -> bool:
        """Whether somebody made sure of it, so that it may take part."""
        return self.state in KNOWN_STATES

    def get_absolute_url(self) -> str:
        """Its public page; a 404 while it is not public."""
        return reverse("organisation", kwargs={"slug": self.slug})

    @property
    def place(self) -> str:
        """City, region and country as far as they are known."""
        parts: list[Any] = [
            self.city,
            self.region if self.region != self.city else "",
            self.country,
        ]
        return ", ".join(str(part) for part in parts if part)
