"""The whole journey in a real browser, on a phone: from the sign-up to the ranked list.

Nothing is there but what the loader of a tiny programme makes, and accounts for a manager and a
moderator. Everything else is made by pressing buttons.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django import DjangoDbBlocker

from core.account_forms import SignUpForm
from exchanges.domain.questions import Step
from home.editors import MODERATORS
from partnerships.models import Partnership, PartnershipManager
from tests.browser.filling_in import StepAnswers, fill_in, go_on
from tests.browser.test_accounts import PHONE
from tests.conftest import TINY_PROGRAMME
from tests.factories.people import PASSWORD, make_user
from tests.snapshot import Snapshot

MANAGER, MODERATOR = "mara@example.org", "moritz@example.org"
BELLS, CHEESE = "Cast a bell with us", "Ripen a wheel with us"
"""The titles of the two offers."""

ANSWERS: dict[Step, StepAnswers] = {
    Step.CLUSTER: StepAnswers(chosen={"Of which cluster": "Glocken Circle"}),
    Step.SOUGHT: StepAnswers(("Sound", "Apprenticeship")),
    Step.OFFERED: StepAnswers(("Sound", "Apprenticeship", "Patience")),
    Step.MOTIVATION: StepAnswers(
        typed={
            "Why do you want to take part?": "To meet colleagues.",
            "What should have come of it": "A plan.",
        }
    ),
    Step.LANGUAGES: StepAnswers(chosen={"Language 1": "English", "Level 1": "C1"}),
    Step.PREFERENCES: StepAnswers(("On site or virtual", "The same as ours")),
    Step.PLACES: StepAnswers(
        typed={"How many visitors at the same time?": "1", "How many visitors in all?": "2"}
    ),
    Step.PARTNERSHIP: StepAnswers(codes=("ring",)),
    Step.CONSENT: StepAnswers(
        (
            "I agree that my data are used like this.",
            "I agree to the rules of participation.",
            "Other participants may see us.",
        )
    ),
}
"""What all three answer alike."""


def answers_of(role: str, organisation: str, country: str, sector: str) -> dict[Step, StepAnswers]:
    """The answers of one of them."""
    return ANSWERS | {
        Step.ROLE: StepAnswers((role,)),
        Step.ORGANISATION: StepAnswers(
            ("Mine is not in the register: describe it", "SME"),
            chosen={"Country where it is registered": country},
            typed={"Name of the organisation": organisation},
        ),
        Step.SECTORS: StepAnswers((sector,)),
    }


@pytest.fixture(scope="session")
def tiny_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Snapshot:
    """A programme of three partnerships with an open call, and no application, offer or host."""
    with django_db_blocker.unblock():
        empty = Snapshot.take()
        call_command("load_programme", data=TINY_PROGRAMME, verbosity=0)
        manager = make_user(MANAGER, first_name="Mara", last_name="Manager")
        ring = Partnership.objects.get(acronym="RING")
        PartnershipManager.objects.create(partnership=ring, user=manager)
        make_user(MODERATOR, MODERATORS, first_name="Moritz", last_name="Moderator")
        loaded = Snapshot.take()
        empty.restore()
    return loaded


@pytest.fixture
def db(tiny_database: Snapshot, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Take the place of the demo content."""
    with django_db_blocker.unblock():
        empty = Snapshot.take()
        tiny_database.restore()
        cache.clear()
        yield
        empty.restore()


@pytest.fixture
def heard() -> list[str]:
    """What the consoles of all browsers said, as warnings or errors."""
    return []


@pytest.fixture
def open_phone(
    browser: Browser, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[bool], Page]]:
    """Give people a phone of their own, with JavaScript or without."""
    monkeypatch.setattr(SignUpForm, "shortest_seconds", 0)

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            heard.append(f"{message.location.get('url')}: {message.text}")

    with ExitStack() as phones:

        def open_one(has_script: bool) -> Page:
            context: BrowserContext = browser.new_context(
                viewport=PHONE, java_script_enabled=has_script
            )
            phones.callback(context.close)
            context.on("console", listen)
            return context.new_page()

        yield open_one


def sign_up(page: Page, site: str, name: str) -> None:
    """Open an account on the way to the application, with the link of the mail."""
    email = f"{name.lower()}@example.org"
    page.goto(f"{site}/apply/")
    page.locator("main").get_by_role("link", name="Open an account").click()
    page.get_by_label("First name").fill(name)
    page.get_by_label("Last name").fill("Applicant")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    [message] = [one for one in mail.outbox if one.to == [email]]
    link = re.search(r"/accounts/confirm-email/\S+", str(message.body))
    assert link is not None
    page.goto(site + link[0])
    page.get_by_role("button", name="Yes, confirm it").click()
    assert page.url == f"{site}/apply/"


def apply(page: Page, answers: dict[Step, StepAnswers]) -> None:
    """Fill in the form, step by step, and send it."""
    page.get_by_role("button", name="Start", exact=True).click()
    while (step := page.url.rstrip("/").rpartition("/")[2]) != "check":
        fill_in(page, answers.get(Step(step), StepAnswers()))
        go_on(page)
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application is sent")


def sign_in(page: Page, address: str, email: str) -> None:
    """Sign in on the way to a page."""
    page.goto(address)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()


def accept(page: Page, site: str, organisation: str) -> None:
    """Accept an application, as its partnership's manager."""
    page.goto(f"{site}/manage/")
    page.get_by_role("link", name=organisation).click()
    page.get_by_role("link", name="Accept", exact=True).click()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("The application is accepted.")


def write_offer(page: Page, site: str, title: str) -> None:
    """Complete the offer that the acceptance has drafted, and send it to the moderators."""
    page.goto(f"{site}/my/")
    page.get_by_role("link", name="Write the offer").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Summary").fill("Three days in our workshop.")
    page.get_by_label("Programme").fill("Look, then do.")
    page.get_by_role("button", name="Send to be approved").click()
    expect(page.locator(".messages")).to_contain_text("Your offer is sent.")


def approve(page: Page, title: str) -> None:
    """Publish an offer from the dashboard of the admin."""
    row = page.get_by_role("row").filter(has_text=title)
    row.get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Approve", exact=True).locator("visible=true").click()
    expect(row).to_have_count(0)


def ranked(page: Page) -> list[tuple[str, list[str]]]:
    """The hosts of the list from top to bottom, each with what the reasons say of the sectors."""
    found = []
    for host in page.locator(".fit-host").all():
        host.locator(".fit-why__summary").click()
        sectors = host.locator(".fit-why__row").filter(has=page.get_by_text("Sectors", exact=True))
        title = host.locator(".fit-host__title").inner_text()
        found.append((title, sectors.locator(".fit-why__words p").all_inner_texts()))
    return found


@pytest.mark.parametrize("has_script", [True, False], ids=["JavaScript", "without"])
def test_from_the_sign_up_to_the_ranked_list(
    open_phone: Callable[[bool], Page], demo_site: str, heard: list[str], has_script: bool
) -> None:
    founder, maker, visitor, manager = (open_phone(has_script) for _person in range(4))
    people = {
        founder: ("Frida", answers_of("Host visitors", "Ringing Yard", "Norway", "Bell founding")),
        maker: ("Mats", answers_of("Host visitors", "Cool Cellar", "Norway", "Cheese")),
        visitor: ("Vera", answers_of("Visit a host", "Alp Works", "Switzerland", "Bell founding")),
    }
    for page, (name, answers) in people.items():
        sign_up(page, demo_site, name)
        apply(page, answers)

    sign_in(manager, f"{demo_site}/manage/", MANAGER)
    for organisation in ("Ringing Yard", "Cool Cellar", "Alp Works"):
        accept(manager, demo_site, organisation)

    write_offer(founder, demo_site, BELLS)
    write_offer(maker, demo_site, CHEESE)
    visitor.goto(f"{demo_site}/offers/")
    assert visitor.locator(".card__title").all_inner_texts() == []

    # Wagtail's admin is nothing without JavaScript, whatever the others have.
    moderator = open_phone(True)
    sign_in(moderator, f"{demo_site}/admin/", MODERATOR)
    approve(moderator, BELLS)
    approve(moderator, CHEESE)

    visitor.goto(f"{demo_site}/offers/")
    assert sorted(visitor.locator(".card__title").all_inner_texts()) == [BELLS, CHEESE]

    visitor.goto(f"{demo_site}/my/")
    visitor.get_by_role("link", name="Show the list").click()
    assert ranked(visitor) == [
        (BELLS, ["In common: Craft and Bell founding"]),
        (CHEESE, ["Not in this offer: Craft and Bell founding"]),
    ]
    visitor.get_by_role("link", name="Change my answers").click()
    visitor.get_by_role("link", name=re.compile("Change ?: Your field")).click()
    visitor.get_by_label("Bell founding").uncheck()
    visitor.get_by_label("Cheese").check()
    visitor.get_by_role("button", name="Save the changed answers").click()
    visitor.locator("main").get_by_role("link", name="Hosts that fit you").click()
    assert ranked(visitor) == [
        (CHEESE, ["In common: Food and Cheese"]),
        (BELLS, ["Not in this offer: Food and Cheese"]),
    ]
    assert heard == []
