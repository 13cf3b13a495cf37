"""Addresses of partnership managers and the support office, below `/manage/`."""

from django.urls import URLPattern, URLResolver, include, path

from exchanges.views.manage import (
    application,
    contributions,
    correspondence,
    decision,
    interests,
    overview,
    representatives,
)

one_application: list[URLPattern | URLResolver] = [
    path("", application.application, name="manage_application"),
    path("messages/", correspondence.send_message, name="manage_send_message"),
    path("cv.pdf", application.curriculum_vitae, name="manage_cv"),
    path("notes/", correspondence.write_note, name="manage_write_note"),
    path("changes/seen/", correspondence.mark_changes_seen, name="manage_changes_seen"),
    path("<slug:word>/", decision.decision, name="manage_decision"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="manage"),
    path("applications.csv", overview.table, name="manage_table"),
    path("applications/<uuid:application_id>/", include(one_application)),
    path("contributions/", contributions.contributions, name="manage_contributions"),
    path("news/new/", contributions.new, {"kind": "news"}, name="manage_news_new"),
    path("news/<uuid:key>/", contributions.change, {"kind": "news"}, name="manage_news"),
    path("events/new/", contributions.new, {"kind": "events"}, name="manage_event_new"),
    path("events/<uuid:key>/", contributions.change, {"kind": "events"}, name="manage_event"),
    path("interests/", interests.interests, name="manage_interests"),
    path("interests/<uuid:interest_id>/", interests.interest, name="manage_interest"),
    path("interests/<uuid:interest_id>/close/", interests.close, name="manage_close_interest"),
    path("representatives/", representatives.requests, name="manage_representatives"),
    path(
        "representatives/<uuid:representative_id>/remove/",
        representatives.remove,
        name="manage_remove_representative",
    ),
    path(
        "representatives/<uuid:representative_id>/<slug:word>/",
        representatives.decide,
        name="manage_decide_representative",
    ),
]
