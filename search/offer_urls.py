"""Addresses beside the pages of the catalogue."""

from django.urls import URLPattern, URLResolver, include, path

from search import offer_views, suggestion_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("offers/export.csv", offer_views.export, name="offers_export"),
    path("offers/suggestions/", suggestion_views.suggestions, name="offer_suggestions"),
    path("my/searches/", include("search.saved.urls")),
]
