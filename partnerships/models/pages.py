"""The public face of the register."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from core.models import SitePage
from partnerships import activity, facts, finder, selectors
from partnerships.blocks import BodyBlock

PROSE_FEATURES = ["bold", "italic", "ol", "ul", "link"]
PER_PAGE = 24
# These addresses under the list of partnerships are taken (partnerships/urls.py).
RESERVED_SLUGS = frozenset({"organisations"})


class PartnershipIndexPage(SitePage):
    """Answers "which partnership covers my sector or my country?"."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text below the list"))

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("lead"),
        SitePage.summary_panel,
        FieldPanel("body"),
        SitePage.sources_panel,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["partnerships.PartnershipPage"]
    max_count_per_parent = 1
    page_description = _("All partnerships with filters, map and coverage of sectors by country.")

    class Meta:
        verbose_name = _("partnership list")

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A list of pages."""
        return super().structured_data(request) | {"@type": "CollectionPage"}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the coverage, and the partnerships that the address asks for."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        coverage = selectors.partnership_coverage(
            PartnershipPage.objects.filter(locale_id=self.locale_id)
        )
        query = finder.parse_finder(request.GET, coverage)
        sectors, countries = query.values(finder.SECTOR), query.values(finder.COUNTRY)
        found = finder.find(query, coverage)
        page_obj = Paginator(found, PER_PAGE).get_page(query.page)
        context |= {
            "coverage": coverage,
            "query": query,
            "querystring": query.querystring(),
            "chips": query.chips(),
            "facet_groups": finder.finder_groups(query, coverage),
            "page_obj": page_obj,
            "results": [(one, one.members_in(countries)) for one in page_obj],
            "map_entries": finder.map_entries(coverage),
            "matrix": coverage.matrix(sectors, countries),
            "chosen_countries": countries,
            "figures": facts.coverage_figures(coverage),
        }
        return context


class PartnershipPageQuerySet(PageQuerySet):
    """Partnership pages, which come together with their partnership."""

    def only(self, *fields: str) -> "PartnershipPageQuerySet":
        """Leave the partnership out where single fields are asked for, as Wagtail's admin does."""
        return PageQuerySet.only(super().select_related(None), *fields)


class PartnershipPageManager(
    PageManager.from_queryset(PartnershipPageQuerySet)  # type: ignore[misc]
):
    """Fetches partnership pages together with their partnership."""

    def get_queryset(self) -> PartnershipPageQuerySet:
        """One query for both, wherever a partnership page is fetched as such."""
        return super().get_queryset().select_related("partnership")


class PartnershipPage(SitePage):
    """A partnership in public: its facts come from the register, the prose is written here."""

    partnership = models.ForeignKey(
        "partnerships.Partnership",
        verbose_name=_("partnership"),
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("Name, members, sectors, period and figures come from the register."),
    )
    objectives = RichTextField(
        _("objectives"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_("What the partnership wants to reach."),
    )
    target_groups = RichTextField(
        _("target groups"), blank=True, features=PROSE_FEATURES, help_text=_("Whom it works for.")
    )
    core_activities = StreamField(
        [("activity", CharBlock(label=_("Activity"), max_length=250))],
        blank=True,
        verbose_name=_("core activities"),
        help_text=_("What it does, a few words each."),
    )
    body = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("body"),
        help_text=_("Stands below the facts. Its offers, events and news appear by themselves."),
    )

    objects = PartnershipPageManager()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("partnership"),
        SitePage.summary_panel,
        MultiFieldPanel(
            [
                FieldPanel("objectives"),
                FieldPanel("target_groups"),
                FieldPanel("core_activities"),
            ],
            heading=_("What it does"),
        ),
        FieldPanel("body"),
        SitePage.sources_panel,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("objectives"),
        index.SearchField("target_groups"),
        index.SearchField("core_activities"),
        index.SearchField("body"),
        index.RelatedFields(
            "partnership", [index.SearchField("acronym"), index.SearchField("title")]
        ),
    ]

    parent_page_types: ClassVar[list[str]] = ["partnerships.PartnershipIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("The public page of a partnership of the register.")

    class Meta:
        verbose_name = _("partnership page")
        base_manager_name = "objects"

    @property
    def cover_hues(self) -> list[int]:
        """Its own hue."""
        return [self.partnership.hue] if self.partnership else []

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Take the slug of the partnership where the editor gave none."""
        if self.partnership and not self.slug:
            self.slug: str = self._get_autogenerated_slug(self.partnership.slug)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """A partnership has one page in each language, and some addresses are taken."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("This address is taken by the list of organisations.")
        if self.partnership_id is not None:
            others = PartnershipPage.objects.filter(
                partnership_id=self.partnership_id, locale_id=self.locale_id
            ).exclude(pk=self.pk)
            if others.exists():
                errors["partnership"] = _("This partnership already has a page.")
        if errors:
            raise ValidationError(errors)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A project with the members that are known."""
        data = super().structured_data(request)
        if self.partnership is None or self.profile is None:
            return data
        return data | facts.partnership_structured_data(self.partnership, self.profile, request)

    @cached_property
    def profile(self) -> selectors.PartnershipProfile | None:
        """What the register knows of the partnership; None while none is chosen."""
        return selectors.partnership_profile(self.partnership) if self.partnership else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the register and the other apps know of the partnership."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.partnership is None or self.profile is None:
            return context
        context |= {
            "partnership": self.partnership,
            "profile": self.profile,
            "facts": facts.partnership_facts(self.partnership, self.profile),
            "members_label": facts.members_label(self.partnership, self.profile),
            "map_entries": finder.member_map_entries(self.profile),
            **activity.partnership_activity(self.partnership),
        }
        return context
