"""What an acceptance makes, and what its end takes back: organisation, profiles, offer."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from exchanges.domain.eligibility import Side
from exchanges.domain.stay import check_stay
from exchanges.models import (
    Application,
    ConsentKind,
    ExchangeMode,
    ExchangeOfferPage,
    Offer,
    OfferLanguage,
    OfferStatus,
    Profile,
)
from exchanges.services.actor import Actor
from partnerships.models import (
    ActivityKind,
    Organisation,
    OrganisationState,
    Partnership,
    Sector,
    Technology,
    Topic,
)

PLACES = {"places_per_exchange", "places_total"}


def take_part(application: Application, *, actor: Actor, at: datetime.datetime) -> None:
    """Bring the organisation in and give each side its profile, a host an offer as well."""
    organisation, partnership = application.organisation, application.partnership
    if organisation is None or partnership is None:
        raise ValueError("An application without organisation or partnership cannot take part.")
    if not organisation.is_known:
        organisation.state = OrganisationState.ACCEPTED
        organisation.follows_consent = True
        organisation.full_clean()
        organisation.save()
    is_listed = application.consents.filter(
        text__kind=ConsentKind.CATALOGUE, withdrawn_at=None
    ).exists()
    for side in Side:
        if side not in application.sides:
            continue
        profile, _is_new = Profile.objects.get_or_create(
            application=application,
            side=side,
            defaults={"accepted_at": at, "is_listed": is_listed},
        )
        if side is Side.HOST:
            give_offer(application, profile, organisation, partnership)


def give_offer(
    application: Application,
    profile: Profile,
    organisation: Organisation,
    partnership: Partnership,
) -> None:
    """Open the host's offer, and write the draft of its page from the answers, once."""
    if profile.offer is not None:
        Offer.objects.filter(pk=profile.offer.pk).update(status=OfferStatus.OPEN)
        return
    answers = application.answers
    profile.offer = Offer.objects.create(
        host_organisation=organisation,
        partnership=partnership,
        places_per_exchange=answers["places_per_exchange"],
        places_total=answers["places_total"],
        is_sample=application.is_sample,
    )
    profile.save(update_fields=["offer"])
    draft_offer_page(application, profile.offer)


def draft_offer_page(application: Application, offer: Offer) -> ExchangeOfferPage:
    """The page of an offer as a draft that the host completes."""
    answers = application.answers
    page = ExchangeOfferPage(
        title=str(offer.host_organisation),
        slug=str(offer.pk),
        offer=offer,
        live=False,
        has_unpublished_changes=True,
        owner=application.applicant,
        is_sample=application.is_sample,
        mode=answers.get("mode") or ExchangeMode.EITHER,
        period_start=day(answers.get("period_start")),
        period_end=day(answers.get("period_end")),
        maximum_working_days=allowed_length(application),
        visitor_kinds=answers.get("preferred_kinds") or [],
    )
    page.activity_kinds = entries(ActivityKind, answers, "offered_activity_kinds")
    page.sectors = entries(Sector, answers, "sectors")
    page.topics = entries(Topic, answers, "offered_topics")
    page.technologies = entries(Technology, answers, "offered_technologies")
    page.languages = [
        OfferLanguage(language=language, level=level)
        for language, level in (answers.get("languages") or {}).items()
    ]
    catalogue = apps.get_model("search", "CataloguePage").objects.order_by("path").first()
    if catalogue is None:
        raise LookupError("There is no catalogue page to put offers under.")
    catalogue.add_child(instance=page)
    page.save_revision(user=application.applicant)
    return page


def allowed_length(application: Application) -> int | None:
    """The wanted length of a stay; left to the host where the rules now say otherwise."""
    days = application.answers.get("working_days")
    rules = application.rule_set.stay if application.rule_set else None
    found = check_stay(rules, minimum_working_days=None, maximum_working_days=days)
    return None if found else days


def entries(model: type[Model], answers: Mapping[str, Any], name: str) -> list[Any]:
    """The entries of a list of the register that an answer names by code."""
    return list(model._default_manager.filter(code__in=answers.get(name) or []))


def day(text: str | None) -> datetime.date | None:
    """A day as the answers hold it."""
    return datetime.date.fromisoformat(text) if text else None


def pause_offers(application: Application) -> None:
    """Take the application's offer out of the catalogue for a while."""
    offers_of(application).filter(status=OfferStatus.OPEN).update(status=OfferStatus.PAUSED)


def resume_offers(application: Application) -> None:
    """Bring a paused offer back."""
    offers_of(application).filter(status=OfferStatus.PAUSED).update(status=OfferStatus.OPEN)


def end_participation(application: Application) -> None:
    """Close the offer; the profiles stay on record and count no longer."""
    offers_of(application).update(status=OfferStatus.CLOSED)


def set_places(application: Application) -> None:
    """Let the offer have the places that the answers say."""
    offers_of(application).update(**{name: application.answers[name] for name in PLACES})


def offers_of(application: Application) -> Any:
    """The offers that came of an application."""
    return Offer.objects.filter(profile__application=application)
