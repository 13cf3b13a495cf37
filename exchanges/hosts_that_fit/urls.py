"""Addresses of the page "Hosts that fit you", under the catalogue."""

from django.urls import URLPattern, path

from exchanges.hosts_that_fit import views

urlpatterns: list[URLPattern] = [
    path("", views.questions, name="fit"),
    path("hosts/", views.hosts, name="fit_hosts"),
    path("forget/", views.forget, name="fit_forget"),
]
