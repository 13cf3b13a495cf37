"""From a first message to an accepted applicant, on a phone without JavaScript; pages audited."""

import uuid
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from core.models import SitePage
from events.models import EventPage
from exchanges.domain.lifecycle import ApplicationStatus, Role
from exchanges.forms.interest import InterestForm
from exchanges.models import AnswerChange, Application, Call, Interest, PrivateNote
from exchanges.services.actor import Actor
from exchanges.services.contributions import contribute
from exchanges.services.correspondence import send_message
from exchanges.services.interests import answer_interest
from home.editors import set_up_editors
from home.sample_applications import SampleApplications
from news.models import NewsPage
from partnerships.models import Organisation, Partnership, PartnershipManager
from tests.browser import pages
from tests.browser.audit import View, audit_pages
from tests.browser.test_accounts import PHONE, express, signed_in, take_over
from tests.factories.people import PASSWORD, make_user
from tests.factories.representatives import RepresentativeFactory


@pytest.fixture
def phone(browser: Browser, demo_site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A phone without JavaScript, on which a test may be as quick as it is."""
    monkeypatch.setattr(InterestForm, "shortest_seconds", 0)
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def waiting(demo_site: str) -> Application:
    """One of forty invented applications that waits to be checked."""
    now = timezone.now()
    call = Call.objects.order_by("opens_at")[0]
    list(SampleApplications(call=call, seed=5, now=now).make(40))
    waits = Application.objects.filter(status=ApplicationStatus.SUBMITTED, is_host=True)
    return waits.select_related("partnership", "applicant").order_by("reference")[0]


def manager_of(partnership: Partnership | None) -> Actor:
    """Somebody who looks after a partnership."""
    user = make_user("mara@example.org", first_name="Mara", last_name="Mill")
    PartnershipManager.objects.create(partnership=partnership, user=user)
    return Actor(user=user, role=Role.MANAGER)


def contribution(
    page_type: type[SitePage], actor: Actor, partnership: Partnership, **values: object
) -> SitePage:
    """A page that a manager wrote, and that nobody reads any more: it can be changed."""
    page = contribute(
        page_type=page_type,
        values={"title": "Looms", "summary": "We have new ones.", **values},
        text="Four of them.",
        partnership=partnership,
        author=actor.user,
        once=uuid.uuid4(),
        at=timezone.now(),
    )
    page.current_workflow_state.cancel(user=actor.user)
    return page


def sign_in(phone: Page, site: str) -> None:
    phone.goto(f"{site}/accounts/login/?next=/manage/")
    phone.get_by_label("E-mail address").fill("mara@example.org")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in").click()


def test_a_message_is_answered(phone: Page, demo_site: str) -> None:
    partnership = Partnership.objects.order_by("acronym")[0]
    manager_of(partnership)
    phone.goto(demo_site)
    phone.get_by_role("link", name="Say that you are interested").click()
    phone.get_by_role("button", name="Send", exact=True).click()
    assert "Choose what you would like to do." in phone.inner_text(".error-summary")
    phone.get_by_label("Ask a question").check()
    phone.get_by_label("Your name").fill("Zoé Zephyr")
    phone.get_by_label("Your e-mail address").fill("zoe@example.org")
    phone.get_by_label("Your message").fill("May we come?")
    phone.get_by_label("To which partnership").select_option(partnership.slug)
    phone.get_by_role("button", name="Send", exact=True).click()
    assert phone.inner_text("h1") == "Thank you"
    assert Interest.objects.get().partnership == partnership

    sign_in(phone, demo_site)
    phone.get_by_role("link", name="1 Expressions of interest").click()
    phone.get_by_role("link", name="Zoé Zephyr").click()
    phone.get_by_label("Your answer").fill("You are welcome.")
    phone.get_by_role("button", name="Send the answer").click()
    assert "Your answer is sent." in phone.inner_text(".messages")
    assert Interest.objects.get().is_answered


def test_an_application_is_asked_about_noted_and_accepted(
    phone: Page, demo_site: str, waiting: Application
) -> None:
    manager_of(waiting.partnership)
    sign_in(phone, demo_site)
    phone.locator(".filters-fold__summary").click()
    phone.get_by_label("Words").fill(waiting.reference)
    phone.get_by_role("button", name="Show these applications").click()
    phone.locator(".worklist__title a").click()
    assert waiting.reference in phone.inner_text(".page-header")

    phone.get_by_label("Your note").fill("Knows Ana.")
    phone.get_by_role("button", name="Keep the note").click()
    assert PrivateNote.objects.get().body == "Knows Ana."
    phone.get_by_label("Your message").fill("When would it suit you?")
    phone.get_by_role("button", name="Send the message").click()
    assert "When would it suit you?" in phone.inner_text("#messages")

    phone.get_by_role("link", name="Reject", exact=True).click()
    phone.get_by_role("button", name="Reject").click()
    assert "Give a reason." in phone.inner_text(".error-summary")
    phone.get_by_role("link", name="Back without a decision").click()

    phone.get_by_role("link", name="Accept", exact=True).click()
    phone.get_by_label("A word of welcome").fill("Glad to have you.")
    phone.get_by_role("button", name="Read the e-mail first").click()
    assert "Glad to have you." in phone.inner_text("#preview")
    phone.get_by_role("button", name="Accept", exact=True).click()
    assert "The application is accepted." in phone.inner_text(".messages")
    waiting.refresh_from_db()
    assert waiting.is_in_the_matching


def test_the_pages_of_managers_stand_every_check(
    page: Page, demo_site: str, waiting: Application
) -> None:
    set_up_editors()
    actor = manager_of(waiting.partnership)
    applicant = Actor(user=waiting.applicant, role=Role.APPLICANT)
    for writer in (applicant, actor):
        send_message(
            application_id=waiting.pk,
            actor=writer,
            at=timezone.now(),
            body="Hello",
            once=uuid.uuid4(),
        )
    AnswerChange.objects.create(
        application=waiting,
        changed_at=timezone.now(),
        before={"motivation": "Before"},
        after={"motivation": "After"},
    )
    partnership = waiting.partnership
    assert partnership is not None
    today = timezone.localdate()
    member = Organisation.objects.filter(memberships__partnership=partnership)[0]
    answered = express(partnership, "W" * 60 + " " + "words " * 60)
    answer_interest(
        interest_id=answered.pk, actor=actor, at=timezone.now(), answer="You are welcome."
    )
    take_over(page.context, signed_in(actor.user), demo_site)
    addresses = pages.filled(
        pages.OF_A_MANAGER,
        application_id=waiting.pk,
        interest_id=express(partnership).pk,
        answered_id=answered.pk,
        representative_id=RepresentativeFactory.create(organisation=member).pk,
        news=contribution(NewsPage, actor, partnership, date=today).translation_key,
        event=contribution(EventPage, actor, partnership, start_date=today).translation_key,
    )
    accepted = Application.objects.filter(status=ApplicationStatus.ACCEPTED)[0]
    Application.objects.filter(pk=accepted.pk).update(partnership=partnership)
    addresses += pages.filled(pages.OF_A_MANAGER_LATER, application_id=accepted.pk)
    views = (View(320), View(1280), View(320, "dark"))
    problems = audit_pages(page, demo_site, addresses, views=views)
    assert problems == [], "\n".join(problems)
