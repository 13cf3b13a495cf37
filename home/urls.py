"""Addresses without a page: robots.txt and the like."""

from django.contrib.sitemaps import Sitemap as DjangoSitemap
from django.urls import URLPattern, path
from wagtail.contrib.sitemaps.views import sitemap

from exchanges.sitemaps import OfferSitemap
from home import views
from home.sitemaps import PageSitemap
from partnerships.sitemaps import OrganisationSitemap

SITEMAPS: dict[str, type[DjangoSitemap]] = {  # type: ignore[type-arg]
    "pages": PageSitemap,
    "offers": OfferSitemap,
    "organisations": OrganisationSitemap,
}

urlpatterns: list[URLPattern] = [
    path("robots.txt", views.robots_txt, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]
