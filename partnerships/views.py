"""Public pages of organisations."""

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.listing import Facet, ListQuery, Option, paginate
from core.querysets import OptionSource, fetch_options, visible
from core.structured_data import structured_data_text
from partnerships import activity, facts
from partnerships.models import (
    Country,
    MembershipRole,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipIndexPage,
)

PER_PAGE = 60
# Invented organisations stand after the real ones of their country.
LIST_ORDER = (F("country__name").asc(nulls_last=True), "is_sample", "name", "pk")


def breadcrumbs(request: HttpRequest, *, with_list: bool) -> list[dict[str, str]]:
    """The way from the front page to the organisations, as far as its pages are published."""
    crumbs = []
    site = Site.find_for_request(request)
    if site is not None:
        crumbs.append({"title": site.root_page.title, "url": site.root_page.get_url(request)})
        above = visible(PartnershipIndexPage.objects.child_of(site.root_page)).first()
        if above is not None:
            crumbs.append({"title": above.title, "url": above.get_url(request)})
    if with_list:
        crumbs.append({"title": _("Organisations"), "url": reverse("organisations")})
    return crumbs


def organisation_list(request: HttpRequest) -> HttpResponse:
    """All public organisations by country, filtered by country, partnership, kind and words."""
    query = parse_organisations(request)
    found = find_organisations(query)
    counts = found.aggregate(
        every=Count("pk", distinct=True),
        samples=Count("pk", distinct=True, filter=Q(is_sample=True)),
    )
    rows = found.distinct().select_related("country").prefetch_related("memberships__partnership")
    page_obj = paginate(rows.order_by(*LIST_ORDER), query, PER_PAGE, count=counts["every"])
    return render(
        request,
        "partnerships/organisation_list.html",
        {
            "query": query,
            "querystring": query.querystring(),
            "chips": query.chips(),
            "facet_groups": query.facet_groups(),
            "page_obj": page_obj,
            "real_count": counts["every"] - counts["samples"],
            "sample_count": counts["samples"],
            "breadcrumbs": breadcrumbs(request, with_list=False),
            "canonical_url": request.build_absolute_uri(reverse("organisations")),
        },
    )


def parse_organisations(request: HttpRequest) -> ListQuery:
    """What the address asks for; what no public organisation has is not offered (one query)."""
    public = Organisation.objects.public()
    options = fetch_options(
        {
            "country": OptionSource(
                Country.objects.filter(organisations__in=public).distinct(), translations="names"
            ),
            "partnership": OptionSource(Partnership.objects.all(), value="slug", label="acronym"),
        }
    )
    kinds = tuple(Option(kind.value.lower(), str(kind.label)) for kind in OrganisationKind)
    return ListQuery.parse(
        request.GET,
        [
            Facet("country", _("Country"), options["country"]),
            Facet("partnership", _("Partnership"), options["partnership"]),
            Facet("kind", _("Kind"), kinds),
        ],
    )


def find_organisations(query: ListQuery) -> QuerySet[Organisation]:
    """The public organisations that answer the query; one may be found several times."""
    found: QuerySet[Organisation] = Organisation.objects.public()
    if countries := query.values("country"):
        found = found.filter(country__code__in=countries)
    if partnerships := query.values("partnership"):
        found = found.filter(memberships__partnership__slug__in=partnerships)
    if kinds := query.values("kind"):
        found = found.filter(kind__in=[kind.upper() for kind in kinds])
    for word in query.words:
        found = found.filter(
            Q(name__icontains=word) | Q(short_name__icontains=word) | Q(city__icontains=word)
        )
    return found


def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One public organisation; others are not found."""
    organisation = get_object_or_404(
        Organisation.objects.public().select_related("country"), slug=slug
    )
    partnerships = list(
        Partnership.objects.filter(memberships__organisation=organisation)
        .annotate(role=F("memberships__role"))
        .order_by("acronym")
    )
    sectors = list(organisation.sectors.all())
    return render(
        request,
        "partnerships/organisation_detail.html",
        {
            "organisation": organisation,
            "facts": facts.organisation_facts(organisation),
            "memberships": [
                (partnership, MembershipRole(partnership.role).label)
                for partnership in partnerships
            ],
            "sectors": sectors,
            "breadcrumbs": breadcrumbs(request, with_list=True),
            "canonical_url": request.build_absolute_uri(organisation.get_absolute_url()),
            "structured_data": structured_data_text(
                facts.organisation_structured_data(organisation, partnerships, request)
            ),
            **activity.organisation_activity(organisation),
        },
    )
