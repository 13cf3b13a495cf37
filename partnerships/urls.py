"""Public pages of the register that are not Wagtail pages."""

from django.urls import URLPattern, path

from partnerships import views

urlpatterns: list[URLPattern] = [
    path("organisations/", views.organisation_list, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation_detail, name="organisation"),
]
