"""Addresses of `core` in the admin."""

from django.urls import URLPattern, path

from core.emails.admin_views import DefaultWordsView, EmailsView, EmailView
from core.outbox.admin_views import OutboxView, RetryView
from core.second_factor.admin_views import RemoveSecondFactorView

urlpatterns: list[URLPattern] = [
    path("reports/outbox/", OutboxView.as_view(), name="outbox"),
    path("reports/outbox/results/", OutboxView.as_view(results_only=True), name="outbox_results"),
    path("reports/outbox/retry/", RetryView.as_view(), name="outbox_retry"),
    path(
        "users/<uuid:pk>/second-factor/",
        RemoveSecondFactorView.as_view(),
        name="remove_second_factor",
    ),
    path("emails/", EmailsView.as_view(), name="emails"),
    path("emails/<slug:code>/<slug:language>/", EmailView.as_view(), name="email"),
    path(
        "emails/<slug:code>/<slug:language>/default/",
        DefaultWordsView.as_view(),
        name="email_default",
    ),
]
