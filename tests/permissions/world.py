"""Two partnerships that each hold one of everything, and the people around them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from core.confirmed_addresses import confirm_address
from core.models import User
from events.models import EventIndexPage, EventPage
from exchanges.domain.lifecycle import Role
from exchanges.models import Application, ApplicationPage, ExchangeOfferPage, InterestAim
from exchanges.services.actor import Actor
from exchanges.services.correspondence import send_message, write_note
from exchanges.services.curriculum_vitae import keep_curriculum_vitae
from exchanges.services.decisions import accept
from exchanges.services.interests import Wish, express_interest
from exchanges.services.participation import change_answers
from exchanges.services.representation import invite, request_representation
from exchanges.services.submission import submit
from home.editors import ADMINISTRATORS, EDITORS, MODERATORS, set_up_editors
from home.models import HomePage
from news.models import NewsIndexPage, NewsPage
from partnerships.models import EligibilityPeriod, Organisation, Partnership
from search.models import Frequency, SavedSearch
from search.saved.services import save
from tests.exchanges.services.conftest import Cast, complete_draft
from tests.factories.events import make_event_index
from tests.factories.news import make_news_index_page
from tests.factories.partnerships import CountryFactory, MembershipFactory
from tests.factories.pdf import pdf
from tests.factories.people import UserFactory, make_user
from tests.factories.representatives import RepresentativeFactory

PEOPLE = (
    "anonymous",
    "applicant",
    "other applicant",
    "own manager",
    "other manager",
    "editor",
    "moderator",
    "administrator",
)
READERS = {
    "motive": {"applicant", "own manager", "administrator"},
    "result": {"applicant", "own manager", "administrator"},
    "message": {"applicant", "own manager", "administrator"},
    "cv": {"applicant", "own manager", "administrator"},
    "note": {"own manager"},
    "draft": {"applicant"},
    "search": {"applicant"},
    "colleague": {"applicant", "administrator"},
    "asker": {"own manager", "administrator"},
    "wisher": {"own manager", "administrator"},
    "address": {"own manager", "administrator"},
    "question": {"own manager", "administrator"},
    "news": {"own manager", "editor", "moderator", "administrator"},
    "event": {"own manager", "editor", "moderator", "administrator"},
}
"""Who may ever read what. The administrator sees in the outbox to whom mail goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one partnership and its applicant have."""

    partnership: Partnership
    applicant: User
    manager: User
    accepted: Application
    draft: Application
    organisation: Organisation
    offer_page: ExchangeOfferPage
    interest: uuid.UUID
    search: SavedSearch
    invitation_sent: uuid.UUID
    invitation_got: uuid.UUID
    request: uuid.UUID
    news: NewsPage
    event: EventPage
    secrets: Mapping[str, str]
    """A word for each thing that not everybody may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Both holdings, and a browser for each kind of person."""

    cast: Cast
    first: Holding
    second: Holding
    browsers: Mapping[str, Client]


def make_world(cast: Cast, home_page: HomePage) -> World:
    """Everything, by the services that make it on the site."""
    lists = make_news_index_page(home_page), make_event_index(home_page)
    set_up_editors()
    make_application_page(home_page, cast)
    confirm_address(cast.applicant.user)
    for code in ("BE", "FR"):
        EligibilityPeriod.objects.get_or_create(country=CountryFactory.create(code=code))
    other = make_user("otto@example.org", first_name="Otto")
    first = hold(cast, cast.applicant.user, cast.manager, cast.partnership, "BE", lists)
    second = hold(cast, other, cast.other_manager, cast.other_partnership, "FR", lists)
    people = {
        "applicant": cast.applicant.user,
        "other applicant": other,
        "own manager": cast.manager.user,
        "other manager": cast.other_manager.user,
        "editor": make_user("edda@example.org", EDITORS),
        "moderator": make_user("moritz@example.org", MODERATORS),
        "administrator": make_user("ada.administrator@example.org", ADMINISTRATORS),
    }
    browsers = {"anonymous": Client()}
    for who, user in people.items():
        UserProfile.get_for_user(user)  # Wagtail makes it when it shows an editor anything.
        browsers[who] = Client()
        browsers[who].force_login(user)
    return World(cast=cast, first=first, second=second, browsers=browsers)


def hold(
    cast: Cast,
    user: User,
    manager: Actor,
    partnership: Partnership,
    country: str,
    lists: tuple[NewsIndexPage, EventIndexPage],
) -> Holding:
    """One of everything; the secrets bear the applicant's name."""
    now = timezone.now()
    secrets = {what: f"{what}-of-{user.first_name.lower()}" for what in READERS}

    actor = as_applicant(user)
    accepted = take_part(cast, actor, manager, partnership, country, secrets["motive"])
    change_answers(
        application_id=accepted.pk,
        actor=actor,
        answers={"expected_result": secrets["result"]},
        expected_version=accepted.answers_version,
        at=now,
    )
    keep_curriculum_vitae(
        application_id=accepted.pk, actor=actor, content=pdf(secrets["cv"]), at=now
    )
    writing: dict[str, Any] = {"application_id": accepted.pk, "at": now, "once": uuid.uuid4()}
    send_message(**writing, actor=actor, body=secrets["message"])
    write_note(**writing, actor=manager, body=secrets["note"])
    colleague = f"{secrets['colleague']}@example.org"
    own = Organisation.objects.get(applications=accepted)
    third = RepresentativeFactory.create()
    member = MembershipFactory.create(partnership=partnership).organisation
    asker = UserFactory.create(email=f"{secrets['asker']}@example.org")
    draft = complete_draft(
        cast, user, partnership=partnership.slug, organisation_name=secrets["draft"]
    )
    wish = Wish(
        aim=InterestAim.QUESTION,
        name=secrets["wisher"],
        email=f"{secrets['address']}@example.org",
        message=secrets["question"],
        partnership=partnership,
        was_suggested=False,
    )
    news = NewsPage(title=secrets["news"], owner=manager.user, live=False)
    event = EventPage(title=secrets["event"], owner=manager.user, live=False)
    for index, page in zip(lists, (news, event), strict=True):
        index.add_child(instance=page)
        page.save_revision(user=manager.user)
    return Holding(
        partnership=partnership,
        applicant=user,
        manager=manager.user,
        accepted=accepted,
        draft=draft,
        organisation=own,
        offer_page=publish_offer(accepted, f"Weave with {user.first_name}"),
        interest=express_interest(wish=wish, once=uuid.uuid4(), at=now).pk,
        search=save(
            owner=user,
            name=secrets["search"],
            querystring="",
            frequency=Frequency.DAILY,
            language="en",
            at=now,
        ),
        invitation_sent=invite(organisation=own, email=colleague, actor=actor, at=now).pk,
        invitation_got=invite(
            organisation=third.organisation,
            email=user.email,
            actor=as_applicant(third.user),
            at=now,
        ).pk,
        request=request_representation(organisation=member, actor=as_applicant(asker), at=now).pk,
        news=news,
        event=event,
        secrets=secrets,
    )


def make_application_page(home_page: HomePage, cast: Cast) -> None:
    """The page at /apply/, without which nobody can read the questions."""
    page = ApplicationPage(title="Apply", slug="apply", call=cast.call)
    home_page.add_child(instance=page)
    page.save_revision().publish()


def as_applicant(user: User) -> Actor:
    """Somebody who acts for themselves."""
    return Actor(user=user, role=Role.APPLICANT)


def take_part(
    cast: Cast,
    actor: Actor,
    manager: Actor,
    partnership: Partnership,
    country: str,
    motivation: str,
) -> Application:
    """An accepted application of somebody who hosts and visits."""
    draft = complete_draft(
        cast,
        actor.user,
        partnership=partnership.slug,
        organisation_name=f"Works of {actor.user.first_name}",
        organisation_country=country,
        motivation=motivation,
    )
    submit(application_id=draft.pk, actor=actor, at=timezone.now())
    return accept(application_id=draft.pk, actor=manager, at=timezone.now())


def publish_offer(application: Application, title: str) -> ExchangeOfferPage:
    """The page of an accepted host's offer, as visitors read it."""
    page = ExchangeOfferPage.objects.get(offer__profile__application=application)
    draft = page.get_latest_revision_as_object()
    draft.title = title
    draft.save_revision().publish()
    page.refresh_from_db()
    return page
