"""Addresses of those who take part, below `/my/`."""

from django.urls import URLPattern, URLResolver, include, path

from exchanges.views import check, representation, steps, typing
from exchanges.views.my import (
    answers,
    application,
    curriculum_vitae,
    home,
    matches,
    offer,
    participation,
)

one_application: list[URLPattern | URLResolver] = [
    path("", application.application, name="my_application"),
    path("answers/", answers.answers, name="my_answers"),
    path("cv/", curriculum_vitae.curriculum_vitae, name="my_cv"),
    path("cv/file.pdf", curriculum_vitae.file, name="my_cv_file"),
    path("messages/", application.write, name="my_write"),
    path("hosts/", matches.hosts, name="my_hosts"),
    path("visitors/", matches.visitors, name="my_visitors"),
    path("offer/", offer.offer, name="my_offer"),
    path("offer/take-back/", offer.take_back, name="my_offer_take_back"),
    path("check/", check.check, name="application_check"),
    path("sent/", check.sent, name="application_sent"),
    path("do/<slug:word>/", participation.step, name="my_step"),
    path("<step:step>/", steps.application_step, name="application_step"),
    path("<step:step>/typing/", typing.keep_typing, name="application_typing"),
]
one_organisation: list[URLPattern | URLResolver] = [
    path("", representation.people, name="my_organisation"),
    path("invite/", representation.invite, name="my_organisation_invite"),
    path(
        "invitations/<uuid:invitation_id>/withdraw/",
        representation.withdraw_invitation,
        name="my_organisation_withdraw_invitation",
    ),
    path("leave/", representation.leave, name="my_organisation_leave"),
]
one_invitation: list[URLPattern | URLResolver] = [
    path("", representation.invitation, name="my_invitation"),
    path("accept/", representation.accept_invitation, name="my_invitation_accept"),
    path("decline/", representation.decline_invitation, name="my_invitation_decline"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="my"),
    path("applications/<uuid:application_id>/", include(one_application)),
    path("organisations/", representation.organisations, name="my_organisations"),
    path("organisations/<slug:slug>/", include(one_organisation)),
    path("invitations/<uuid:invitation_id>/", include(one_invitation)),
]
