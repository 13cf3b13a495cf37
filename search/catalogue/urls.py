"""Addresses beside the pages of the catalogue."""

from django.urls import URLPattern, URLResolver, include, path

from search.catalogue import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("offers/export.csv", views.export, name="offers_export"),
    path("offers/suggestions/", views.suggestions, name="offer_suggestions"),
    path("my/searches/", include("search.saved.urls")),
]
