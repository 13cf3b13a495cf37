"""Addresses of those who look for a host, take part (`/my/`), or look after them (`/manage/`)."""

from django.urls import include, path, register_converter

from exchanges.converters import StepConverter
from exchanges.views import entry, interest

register_converter(StepConverter, "step")

urlpatterns = [
    path("apply/questions/", entry.all_questions, name="application_questions"),
    path("apply/start/<slug:call_slug>/", entry.start, name="application_start"),
    path("offers/fit/", include("exchanges.hosts_that_fit.urls")),
    path("interest/", interest.interest, name="interest"),
    path("interest/<uuid:interest_id>/thanks/", interest.thanks, name="interest_thanks"),
    path("my/", include("exchanges.my.urls")),
    path("manage/", include("exchanges.manage.urls")),
]
