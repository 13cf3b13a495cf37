"""Addresses of accounts: ours, then those of django-allauth."""

from django.urls import URLPattern, URLResolver, include, path

from core import account_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", account_views.overview, name="account_overview"),
    path("name/", account_views.name, name="account_name"),
    path("sessions/end/", account_views.end_sessions, name="account_end_sessions"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
