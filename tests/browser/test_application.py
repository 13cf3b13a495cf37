"""The application in a real browser: every step stands every check, and works without a script."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from core.models import User
from exchanges.domain.lifecycle import Role
from exchanges.domain.questions import Step
from exchanges.models import Application, Call, ConsentKind, TypedAnswers
from exchanges.services.actor import Actor
from exchanges.services.drafts import give_consent, save_answers, start_application
from home.demo_people import DEMO_PASSWORD
from tests.browser import pages
from tests.browser.audit import View, audit_page, audit_pages, axe_violations
from tests.browser.filling_in import StepAnswers, fill_in, go_on
from tests.browser.test_accounts import signed_in, take_over
from tests.factories.answers import complete_answers
from tests.factories.people import make_user

EMAIL = "ana@example.org"
VIEWS = (View(320), View(1280, "dark"))
# A weaver from Poland who wants to host and to visit.
ANSWERS: dict[Step, StepAnswers] = {
    Step.ROLE: StepAnswers(("Visit a host", "Host visitors")),
    Step.ORGANISATION: StepAnswers(
        ("Mine is not in the register: describe it", "SME"),
        chosen={"Country where it is registered": "Poland"},
        typed={"Name of the organisation": "Łódź Linen Works"},
    ),
    Step.CLUSTER: StepAnswers(
        chosen={"Of which cluster": "Another one, which is not in this list"},
        typed={"Name of the other cluster": "Textile Cluster"},
    ),
    Step.SECTORS: StepAnswers(codes=("technical-textiles",)),
    Step.SOUGHT: StepAnswers(codes=("circular-economy", "networking")),
    Step.OFFERED: StepAnswers(codes=("circular-economy", "networking")),
    Step.MOTIVATION: StepAnswers(
        typed={
            "Why do you want to take part?": "To learn.",
            "What should have come of it": "A plan.",
        }
    ),
    Step.LANGUAGES: StepAnswers(chosen={"Language 1": "English", "Level 1": "C1"}),
    Step.PREFERENCES: StepAnswers(("On site or virtual",)),
    Step.PLACES: StepAnswers(
        typed={"How many visitors at the same time?": "1", "How many visitors in all?": "2"}
    ),
    Step.PARTNERSHIP: StepAnswers(("Assign one for me",)),
    Step.CONSENT: StepAnswers(
        ("I agree that my data are used like this.", "I agree to the rules of participation.")
    ),
}
NOTHING = StepAnswers()


@pytest.fixture
def applicant(demo_site: str) -> str:
    """The address of the site, on which somebody has an account."""
    user = make_user(EMAIL, first_name="Ana", last_name="Applicant")
    user.set_password(DEMO_PASSWORD)
    user.save()
    return demo_site


def begin(page: Page, site: str) -> None:
    """Sign in on the way from the page of the application, and start."""
    page.goto(f"{site}/apply/")
    page.locator("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Start").click()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_the_whole_way(browser: Browser, applicant: str, java_script_enabled: bool) -> None:
    context = browser.new_context(
        java_script_enabled=java_script_enabled, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    begin(page, applicant)
    for step in Step:
        assert page.url.endswith(f"/{step}/")
        fill_in(page, ANSWERS.get(step, NOTHING))
        go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application is sent")
    expect(page.locator(".receipt__reference")).to_have_text(Application.objects.get().reference)
    context.close()


def test_every_page_stands_every_check(page: Page, applicant: str) -> None:
    begin(page, applicant)
    problems = []
    for step in Step:
        address = page.url
        problems += audit_page(page, address, views=VIEWS)
        page.goto(address)
        if step not in {Step.PERSON, Step.CONSENT}:
            go_on(page)
            assert page.url == address, step
            expect(page.locator("[data-error-summary]")).to_be_focused()
            problems += [f"{step} refused: {one}" for one in axe_violations(page)]
            page.goto(address)
        fill_in(page, ANSWERS.get(step, NOTHING))
        go_on(page)
    [check] = pages.filled((pages.CHECK,), application_id=Application.objects.get().pk)
    problems += audit_pages(page, applicant, (check, pages.QUESTIONS), views=VIEWS)
    page.goto(applicant + check)
    page.get_by_role("button", name="Send the application").click()
    problems += audit_page(page, page.url, views=VIEWS)
    assert problems == [], "\n".join(problems)


def open_motivation(context: BrowserContext, site: str) -> Page:
    """The step with two texts, of somebody who has said what they want to do."""
    page = context.new_page()
    begin(page, site)
    fill_in(page, ANSWERS[Step.ROLE])
    go_on(page)
    page.get_by_role("link", name="Why you want to take part").click()
    return page


def test_what_is_typed_is_saved_and_found_on_another_device(
    browser: Browser, context: BrowserContext, applicant: str
) -> None:
    page = open_motivation(context, applicant)
    page.get_by_label("Why do you want to take part?").fill("Half a sent")
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))

    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    other.goto(f"{applicant}/accounts/login/?next={page.url.removeprefix(applicant)}")
    other.get_by_label("E-mail address").fill(EMAIL)
    other.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    other.locator("main").get_by_role("button", name="Sign in").click()
    expect(other.get_by_label("Why do you want to take part?")).to_have_value("Half a sent")

    other.get_by_label("Why do you want to take part?").fill("Half a sentence")
    expect(other.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    page.get_by_label("Why do you want to take part?").fill("Another half")
    expect(page.locator("[data-saved]")).to_contain_text("in another window too")
    assert TypedAnswers.objects.get().values["motivation"] == ["Half a sentence"]
    elsewhere.close()


def test_a_list_is_shortened_by_typing(context: BrowserContext, applicant: str) -> None:
    page = open_motivation(context, applicant)
    page.get_by_role("link", name="Your field").click()
    sectors = page.locator("#id_sectors .options__option:visible")
    before = sectors.count()
    page.locator("input[value=retail]").check()
    page.get_by_label("Type to shorten the list").fill("TÉCHNICAL")
    assert sectors.all_inner_texts() == ["Retail", "Technical textiles"]
    page.get_by_label("Type to shorten the list").fill("")
    assert sectors.count() == before


def test_only_what_applies_is_shown(context: BrowserContext, applicant: str) -> None:
    page = open_motivation(context, applicant)
    page.get_by_role("link", name="Your organisation", exact=True).click()
    name = page.get_by_label("Name of the organisation")
    expect(name).to_be_hidden()
    page.get_by_label("Mine is not in the register: describe it").check()
    expect(name).to_be_visible()


def test_lines_for_languages_are_added_one_by_one(context: BrowserContext, applicant: str) -> None:
    page = open_motivation(context, applicant)
    page.get_by_role("link", name="Languages").click()
    page.get_by_role("button", name="Add another language").click()
    expect(page.get_by_label("Language 4", exact=True)).to_be_focused()
    page.get_by_label("Language 4", exact=True).select_option(label="Polish")
    page.get_by_label("Level 4", exact=True).select_option(label="First language")
    go_on(page)
    assert Application.objects.get().answers["languages"] == {"pl": "NATIVE"}


def tab_to(page: Page, target: Locator) -> None:
    """Go on from one place to the next, as the keyboard does, until this one has the focus."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The keyboard does not come to {target}.")


def test_a_step_is_answered_and_all_sent_by_keyboard_alone(page: Page, applicant: str) -> None:
    user = User.objects.get(email=EMAIL)
    actor, now = Actor(user=user, role=Role.APPLICANT), timezone.now()
    draft = start_application(call=Call.objects.get(), user=user, at=now)
    answers = complete_answers(mode="", position="")
    save_answers(
        application_id=draft.pk,
        actor=actor,
        answers=answers,
        expected_version=draft.answers_version,
        at=now,
    )
    for kind in ConsentKind:
        give_consent(application_id=draft.pk, actor=actor, kind=kind, at=now)
    take_over(page.context, signed_in(user), applicant)

    page.goto(f"{applicant}/my/applications/{draft.pk}/preferences/?back=check")
    tab_to(page, page.get_by_label("Visit on site"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Save and go on"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    tab_to(page, page.get_by_role("button", name="Send the application"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application is sent")
    draft.refresh_from_db()
    assert (draft.is_waiting, draft.answers["mode"]) == (True, "PHYSICAL")
