"""The published text of an offer, with the facets by which visitors find it."""

import datetime
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from core.models import SitePage
from core.querysets import in_one_language, visible
from exchanges.admin_forms import VISITOR_KINDS, OfferPageForm
from exchanges.calendar import programme_today
from exchanges.domain.stay import StayFinding, check_stay
from exchanges.models.offer import Offer, OfferStatus, partnership_path
from exchanges.models.offer_details import ExchangeMode, OfferKeyword
from exchanges.models.rules import RuleSet
from exchanges.offers.wording import period_wording, stay_wording
from partnerships.models import KNOWN_STATES, PUBLIC_STATES, Organisation, Partnership

PROSE_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]
# These addresses under the catalogue are taken (exchanges/urls.py, search/catalogue/urls.py).
RESERVED_SLUGS = frozenset({"fit", "suggestions"})


def presentation() -> ModuleType:
    """What is shown of an offer; it reads these models, so it can only be imported later."""
    return import_module("exchanges.offers.presentation")


# What the lists of offers need: cards, rows, and the table of the whole result.
IN_BRIEF = (
    *("title", "slug", "url_path", "first_published_at", "summary", "is_sample"),
    *("mode", "period_start", "period_end", "minimum_working_days", "maximum_working_days"),
    *("offer__places_per_exchange", "offer__places_total"),
    "offer__host_organisation__name",
    "offer__host_organisation__state",
    "offer__host_organisation__city",
    "offer__host_organisation__region",
    "offer__host_organisation__country__code",
    "offer__host_organisation__country__name",
    "offer__host_organisation__country__names",
    "offer__partnership__acronym",
    "offer__partnership__slug",
    "offer__partnership__title",
    "offer__partnership__hue",
)


See = Callable[["ExchangeOfferPageQuerySet"], "ExchangeOfferPageQuerySet"]


class ExchangeOfferPageQuerySet(PageQuerySet):
    """Offers in public."""

    def current(self, *, on: datetime.date) -> "ExchangeOfferPageQuerySet":
        """Without those whose period is over; a period ends with its last day in Brussels."""
        return self.filter(Q(period_end__isnull=True) | Q(period_end__gte=on))

    def matchable(self, see: See = visible) -> "ExchangeOfferPageQuerySet":
        """What may be proposed to accepted visitors: published, and the host takes visitors.

        A host that is unverified is not shown, so neither is what it offers. For a handful of
        pages, here and below, `see` is `visible_few`.
        """
        return see(self).filter(
            offer__status=OfferStatus.OPEN, offer__host_organisation__state__in=KNOWN_STATES
        )

    def listable(self, see: See = visible) -> "ExchangeOfferPageQuerySet":
        """What the catalogue may show while its time lasts: of hosts that agreed to be in it."""
        return (
            self.matchable(see)
            .filter(offer__host_organisation__state__in=PUBLIC_STATES)
            .exclude(offer__profile__is_listed=False)
        )

    def matched(self, *, on: datetime.date) -> "ExchangeOfferPageQuerySet":
        """What is in the matching on a day, each in one language."""
        return in_one_language(self.matchable().current(on=on))

    def listed(self, *, on: datetime.date, see: See = visible) -> "ExchangeOfferPageQuerySet":
        """What a list of offers shows on a day, each in one language."""
        return in_one_language(self.listable(see).current(on=on))

    def in_brief(self) -> "ExchangeOfferPageQuerySet":
        """What lists show of each, with host, place and partnership and its page, in one query.

        The long texts and what else a list does not need are left out: anything else that is
        asked of such a page costs a query.
        """
        return (
            self.select_related("offer__host_organisation__country", "offer__partnership")
            .only(*IN_BRIEF)
            .annotate(partnership_path=partnership_path("offer__partnership"))
        )


class ExchangeOfferPage(SitePage):
    """What a visitor would find at a host: programme, subjects, languages, time, places."""

    offer = models.ForeignKey(
        "exchanges.Offer",
        verbose_name=_("offer"),
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("Host organisation, partnership and places; choose one or make a new one."),
    )
    programme = RichTextField(
        _("programme"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_("What a visitor would do, day by day."),
    )
    host_provides = models.TextField(_("what the host offers"), blank=True)
    looks_for = models.TextField(_("whom the host would like to meet"), blank=True)
    accommodation = models.TextField(_("where to stay"), blank=True)
    accessibility = models.TextField(
        _("accessibility"), blank=True, help_text=_("What a visitor with a disability should know.")
    )
    activity_kinds = ParentalManyToManyField(
        "partnerships.ActivityKind",
        verbose_name=_("kinds of activity"),
        blank=True,
        related_name="+",
    )
    sectors = ParentalManyToManyField(
        "partnerships.Sector", verbose_name=_("sectors"), blank=True, related_name="+"
    )
    topics = ParentalManyToManyField(
        "partnerships.Topic", verbose_name=_("topics"), blank=True, related_name="+"
    )
    technologies = ParentalManyToManyField(
        "partnerships.Technology", verbose_name=_("technologies"), blank=True, related_name="+"
    )
    keywords = ClusterTaggableManager(through=OfferKeyword, verbose_name=_("keywords"), blank=True)
    mode = models.CharField(
        _("mode"), max_length=10, choices=ExchangeMode.choices, default=ExchangeMode.EITHER
    )
    period_start = models.DateField(_("possible from"), null=True, blank=True)
    period_end = models.DateField(
        _("possible until"),
        null=True,
        blank=True,
        help_text=_("After this day the offer is no longer listed."),
    )
    minimum_working_days = models.PositiveSmallIntegerField(
        _("shortest stay in working days"), null=True, blank=True
    )
    maximum_working_days = models.PositiveSmallIntegerField(
        _("longest stay in working days"), null=True, blank=True
    )
    visitor_kinds = models.JSONField(
        _("for which organisations"),
        default=list,
        blank=True,
        help_text=_("Empty means all who may take part."),
    )

    objects = PageManager.from_queryset(ExchangeOfferPageQuerySet)()

    content_panels = [
        *SitePage.content_panels,
        SitePage.summary_panel,
        FieldPanel("offer"),
        MultiFieldPanel(
            [
                FieldPanel("programme"),
                FieldPanel("host_provides"),
                FieldPanel("looks_for"),
                FieldPanel("accommodation"),
                FieldPanel("accessibility"),
            ],
            heading=_("What awaits the visitor"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("activity_kinds"),
                FieldPanel("sectors"),
                FieldPanel("topics"),
                FieldPanel("technologies"),
                FieldPanel("keywords"),
            ],
            heading=_("Subjects"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("mode"),
                FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
                FieldRowPanel(
                    [FieldPanel("minimum_working_days"), FieldPanel("maximum_working_days")]
                ),
                FieldPanel("visitor_kinds"),
            ],
            heading=_("Conditions"),
        ),
        InlinePanel("languages", heading=_("Languages"), label=_("Language")),
        SitePage.sources_panel,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("programme"),
        index.SearchField("host_provides"),
        index.SearchField("looks_for"),
    ]

    base_form_class = OfferPageForm
    parent_page_types: ClassVar[list[str]] = ["search.CataloguePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("exchange offer")
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=ExchangeMode.values), name="exchanges_offerpage_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=models.F("period_start"))
                | Q(period_end__isnull=True)
                | Q(period_start__isnull=True),
                name="exchanges_offerpage_period_order",
            ),
            models.CheckConstraint(
                condition=Q(minimum_working_days__gte=1) | Q(minimum_working_days__isnull=True),
                name="exchanges_offerpage_stay_positive",
            ),
            models.CheckConstraint(
                condition=Q(maximum_working_days__gte=models.F("minimum_working_days"))
                | Q(maximum_working_days__isnull=True)
                | Q(minimum_working_days__isnull=True),
                name="exchanges_offerpage_stay_order",
            ),
        ]

    @property
    def host(self) -> Organisation | None:
        """The host organisation; None while a draft has no offer, or for an unverified one."""
        host = self.offer.host_organisation if self.offer else None
        return host if host is not None and host.is_known else None

    @property
    def partnership(self) -> Partnership | None:
        """The partnership that looks after the offer, knowing where its page is."""
        if self.offer is None:
            return None
        partnership: Partnership = self.offer.partnership
        for row in (self, self.offer):
            if hasattr(row, "partnership_path"):
                partnership.page_path = row.partnership_path
        return partnership

    @property
    def hue(self) -> int | None:
        """The hue of the partnership."""
        return self.partnership.hue if self.partnership else None

    @property
    def cover_hues(self) -> list[int]:
        """The hue of the partnership that looks after the offer."""
        return [self.partnership.hue] if self.partnership else []

    @property
    def badges(self) -> list[Partnership]:
        """What stands at the foot of its card."""
        return [self.partnership] if self.partnership else []

    @property
    def eyebrow(self) -> str:
        """Where it is, for its card."""
        return self.host.place if self.host else ""

    @property
    def stay(self) -> str:
        """How long a visitor may stay, in words; empty when it is not known."""
        return stay_wording(self.minimum_working_days, self.maximum_working_days)

    @property
    def period(self) -> str:
        """When a visit is possible, in words."""
        return period_wording(self.period_start, self.period_end)

    @property
    def meta(self) -> str:
        """How, how long and when, for its card."""
        how = ", ".join(part for part in (self.get_mode_display(), self.stay) if part)
        return f"{how} · {self.period}"

    def takes_visitors(self, *, on: datetime.date) -> bool:
        """Whether a visitor may still come: the host is open for it and time is left."""
        return (
            self.offer is not None
            and self.host is not None
            and self.offer.status == OfferStatus.OPEN
            and (self.period_end is None or self.period_end >= on)
        )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; a 404 for whom a host without consent to the catalogue is not proposed to."""
        self._read_host()
        is_unlisted = getattr(self.offer, "is_unlisted", False)
        if is_unlisted and not import_module("exchanges.offers.unlisted").may_read(
            request.user, self, on=programme_today()
        ):
            raise Http404
        response: HttpResponse = super().serve(request, *args, **kwargs)
        if is_unlisted:
            patch_cache_control(response, private=True, no_store=True)
            response["X-Robots-Tag"] = "noindex"
        return response

    def _read_host(self) -> None:
        """Read all that is shown of the offer's record, once (one query)."""
        if self.offer_id and not hasattr(self.offer, "is_unlisted"):
            self.offer = Offer.objects.with_host().get(pk=self.offer_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the host, the subjects, the conditions and what is similar."""
        self._read_host()
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | presentation().offer_context(self, request, context["breadcrumbs"])

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """What is offered, by whom and until when."""
        data = super().structured_data(request)
        return data | presentation().offer_structured_data(self, request)

    def clean(self) -> None:
        """Tell at the field what contradicts itself or the rules."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.period_start and self.period_end and self.period_end < self.period_start:
            errors["period_end"] = _("The end is before the start. Choose a later day.")
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("This address is taken by another page of the catalogue.")
        errors |= self._stay_errors()
        known = dict(VISITOR_KINDS)
        unknown = [str(kind) for kind in self.visitor_kinds if kind not in known]
        if unknown:
            errors["visitor_kinds"] = _("Unknown kind of organisation: %s") % ", ".join(unknown)
        if self.offer_id and (
            ExchangeOfferPage.objects.filter(offer_id=self.offer_id, locale_id=self.locale_id)
            .exclude(pk=self.pk)
            .exists()
        ):
            errors["offer"] = _("This offer already has a page.")
        if errors:
            raise ValidationError(errors)

    def _stay_errors(self) -> dict[str, Any]:
        """The length of the stay against the rules in force today."""
        rule_set = RuleSet.objects.in_force(on=programme_today())
        rules = rule_set.stay if rule_set else None
        findings = check_stay(
            rules,
            minimum_working_days=self.minimum_working_days,
            maximum_working_days=self.maximum_working_days,
        )
        messages = {
            StayFinding.TOO_SHORT: _("The rules ask for at least %(minimum)d working days."),
            StayFinding.TOO_LONG: _("The rules allow at most %(maximum)d working days."),
            StayFinding.REVERSED: _("The longest stay is shorter than the shortest."),
        }
        bounds = {
            "minimum": rules.minimum_working_days if rules else 0,
            "maximum": rules.maximum_working_days if rules else 0,
        }
        return {field: messages[finding] % bounds for field, finding in findings.items()}
