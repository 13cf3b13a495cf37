"""Addresses that exist on a developer's machine only."""

from django.urls import URLPattern, path

from clusterxchange import development_views as views

urlpatterns: list[URLPattern] = [
    path("mailbox/", views.mailbox, name="development_mailbox"),
    path("mailbox/<slug:key>/", views.mail, name="development_mail"),
    path("mailbox/<slug:key>/html/", views.mail_html, name="development_mail_html"),
    path("components/", views.components, name="development_components"),
]
