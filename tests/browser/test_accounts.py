"""Accounts in a real browser: the way in without JavaScript on a phone, and each page audited."""

import re
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core.account_forms import SignUpForm
from core.models import User
from exchanges.domain.lifecycle import Role
from exchanges.models import Interest, InterestAim, Representative
from exchanges.services import representation
from exchanges.services.actor import Actor
from exchanges.services.interests import Wish, express_interest
from partnerships.models import Organisation, Partnership
from search.models import Frequency, SavedSearch
from search.saved.services import pause, save, unsubscribe_token
from tests.browser import pages
from tests.browser.audit import audit_pages, axe_violations
from tests.factories.people import PASSWORD, make_user
from tests.factories.representatives import RepresentativeFactory
from tests.factories.second_factors import set_up_second_factor, totp_code

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(browser: Browser, demo_site: str) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Machines that test may be as quick as they are."""
    monkeypatch.setattr(SignUpForm, "shortest_seconds", 0)


def take_over(context: BrowserContext, client: Client, site: str) -> None:
    """Let a browser go on with the session of a test's client."""
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def signed_in(user: User) -> Client:
    """A client that has just given the password, so that nothing asks for it again."""
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def kept_search(user: User, name: str = "Weavers") -> SavedSearch:
    """A search of the catalogue that somebody keeps."""
    return save(
        owner=user,
        name=name,
        querystring="q=weaving&country=IT",
        frequency=Frequency.DAILY,
        language="en",
        at=timezone.now(),
    )


def express(partnership: Partnership, message: str = "May we come?") -> Interest:
    """A question to a partnership, from somebody whose address breaks nowhere."""
    wish = Wish(
        aim=InterestAim.QUESTION,
        name="Zoé Zephyr",
        email="zoe_zephyr_of_the_weavers_and_spinners_of_the_north@example.org",
        organisation_name="W" * 60,
        message=message,
        partnership=partnership,
        was_suggested=False,
    )
    return express_interest(wish=wish, once=uuid.uuid4(), at=timezone.now())


def test_from_the_sign_up_to_the_wanted_page_without_javascript(
    phone: Page, demo_site: str, quick: None
) -> None:
    phone.goto(f"{demo_site}/my/organisations/")
    phone.get_by_role("link", name="Open an account").click()
    phone.get_by_label("First name").fill("Nora")
    phone.get_by_label("E-mail address").fill("nora@example.org")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Open the account").click()
    assert "Enter your last name." in phone.inner_text(".error-summary")
    assert phone.get_by_label("First name").input_value() == "Nora"

    phone.get_by_label("Last name").fill("Nováková")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Open the account").click()
    assert phone.inner_text("h1") == "Look into your mailbox"
    [message] = mail.outbox
    link = re.search(r"/accounts/confirm-email/\S+", str(message.body))
    assert link is not None
    phone.goto(demo_site + link[0])
    phone.get_by_role("button", name="Yes, confirm it").click()

    assert phone.url == f"{demo_site}/my/organisations/"
    assert phone.inner_text("h1") == "My organisations"
    phone.locator(".menu__summary").click()
    phone.locator(".menu__tools .account-menu > summary").click()
    phone.get_by_role("link", name="Account", exact=True).click()
    assert "Nora Nováková" in phone.inner_text("main")


def test_a_manager_sets_up_a_second_factor_and_signs_in_with_it(
    phone: Page, demo_site: str
) -> None:
    manager = User.objects.create_superuser("mara@example.org", PASSWORD)
    with time_machine.travel(timezone.now()):
        secret = set_up_second_factor(signed_in(manager), PASSWORD)

    phone.goto(f"{demo_site}/accounts/login/?next=/accounts/")
    phone.get_by_label("E-mail address").fill("mara@example.org")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in").click()
    assert phone.inner_text("h1") == "Enter your code"
    phone.get_by_label("Code").fill("12")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    assert "The code is not right" in phone.inner_text(".error-summary")
    phone.get_by_label("Code").fill(totp_code(secret, 1))
    phone.get_by_role("button", name="Sign in", exact=True).click()

    assert phone.inner_text("h1") == "Your account"


def test_the_pages_before_the_sign_in_stand_every_check(page: Page, demo_site: str) -> None:
    assert audit_pages(page, demo_site, pages.FOR_EVERYBODY) == []


def test_the_pages_behind_links_stand_every_check(page: Page, demo_site: str) -> None:
    ana = make_user("ana@example.org")
    Client().post("/accounts/password/reset/", {"email": ana.email})
    link = re.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[0].body))
    assert link is not None
    page.goto(demo_site + link[0])
    other = EmailAddress.objects.create(user=ana, email="other@example.org")

    addresses = pages.filled(
        pages.WITH_A_LINK,
        confirmation=EmailConfirmationHMAC(other).key,
        user=user_pk_to_url_str(ana),
        interest_id=express(Partnership.objects.order_by("pk")[0]).pk,
        token=unsubscribe_token(kept_search(ana)),
    )
    assert audit_pages(page, demo_site, addresses) == []
    page.goto(demo_site + addresses[-1])
    page.locator("main").get_by_role("button").click()
    assert "You get no more e-mails" in page.inner_text("main")
    assert axe_violations(page) == []


def test_the_pages_of_an_account_stand_every_check(page: Page, demo_site: str) -> None:
    ana = make_user("ana@example.org", first_name="Ana", last_name="Ábel")
    take_over(page.context, signed_in(ana), demo_site)

    assert audit_pages(page, demo_site, pages.OF_AN_ACCOUNT) == []


def test_the_first_password_of_an_account_stands_every_check(page: Page, demo_site: str) -> None:
    ana = make_user("ana@example.org")
    ana.set_unusable_password()
    ana.save()
    client = Client()
    client.force_login(ana)
    take_over(page.context, client, demo_site)

    assert audit_pages(page, demo_site, pages.WITHOUT_PASSWORD) == []


def test_the_pages_of_representatives_stand_every_check(page: Page, demo_site: str) -> None:
    ana = make_user("ana@example.org", first_name="Ana", last_name="Ábel")
    organisation = Organisation.objects.order_by("pk")[0]
    RepresentativeFactory.create(organisation=organisation, user=ana)
    RepresentativeFactory.create(organisation=organisation)
    other = RepresentativeFactory.create(organisation=Organisation.objects.order_by("pk")[1])
    for email, row in (("colleague@example.org", ana), ("ana@example.org", other.user)):
        own = Representative.objects.get(user=row).organisation
        representation.invite(
            organisation=own,
            email=email,
            actor=Actor(user=row, role=Role.APPLICANT),
            at=timezone.now(),
        )
    invitation = Representative.objects.get(invited_email="ana@example.org")
    take_over(page.context, signed_in(ana), demo_site)

    addresses = pages.filled(
        pages.OF_A_REPRESENTATIVE, slug=organisation.slug, invitation_id=invitation.pk
    )
    assert audit_pages(page, demo_site, addresses) == []


def test_the_pages_of_saved_searches_stand_every_check(page: Page, demo_site: str) -> None:
    ana = make_user("ana@example.org")
    take_over(page.context, signed_in(ana), demo_site)
    problems = audit_pages(page, demo_site, pages.WITHOUT_SEARCHES)

    search, paused = kept_search(ana), kept_search(ana, "A second one, with a long" + "g" * 60)
    pause(owner=ana, search_id=paused.pk)
    addresses = pages.filled(pages.OF_WHO_SEARCHES, search_id=search.pk)
    assert problems + audit_pages(page, demo_site, addresses) == []
    page.goto(demo_site + addresses[1])
    page.get_by_label("Name").fill("")
    page.locator("main").get_by_role("button", name="Save").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert axe_violations(page) == []


def test_the_pages_of_the_second_factor_stand_every_check(page: Page, demo_site: str) -> None:
    client = signed_in(make_user("ana@example.org"))
    set_up_second_factor(client, PASSWORD)
    page.goto(f"{demo_site}/accounts/login/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    problems = audit_pages(page, demo_site, pages.BEFORE_THE_SECOND_FACTOR)

    take_over(page.context, client, demo_site)
    assert problems + audit_pages(page, demo_site, pages.WITH_SECOND_FACTOR) == []


def test_the_account_menu_closes_by_key_and_by_a_click_elsewhere(
    page: Page, demo_site: str
) -> None:
    take_over(page.context, signed_in(make_user("ana@example.org")), demo_site)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{demo_site}/accounts/")
    menu = page.locator(".site-header__tools .account-menu")
    sign_out = menu.get_by_role("link", name="Sign out")

    for close in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        assert sign_out.is_visible()
        close()
        assert not sign_out.is_visible()


def test_a_password_can_be_looked_at_before_it_is_sent(page: Page, demo_site: str) -> None:
    page.goto(f"{demo_site}/accounts/signup/")
    field = page.get_by_label("Password")
    field.fill(PASSWORD)
    assert field.get_attribute("type") == "password"

    page.get_by_role("button", name="Show the password").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide the password").click()
    assert field.get_attribute("type") == "password"
