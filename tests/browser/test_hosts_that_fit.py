"""From the catalogue through the ten questions to the list with reasons, as a visitor goes."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import pages
from tests.browser.audit import VIEWS, audit_page, axe_violations

ANSWERS = {
    "sectors": ["textile"],
    "sought_topics": ["circular-economy", "digital-transformation"],
    "sought_technologies": ["recycling"],
    "sought_activity_kinds": ["knowledge-sharing"],
}
FIRST_TITLE = ".fit-list__hosts > li:first-child h3"


def fill_in(page: Page) -> None:
    """Answer as a weaver from Germany."""
    page.get_by_label("SME", exact=True).check()
    page.get_by_label("Country", exact=True).select_option(label="Germany")
    for name, values in ANSWERS.items():
        for value in values:
            page.locator(f"input[name={name}][value={value}]").check()
    page.get_by_label("Language 1", exact=True).select_option(label="English")
    page.get_by_label("Working days").fill("5")


def send(page: Page) -> None:
    page.get_by_role("button", name="Show the hosts that fit").click()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_the_way_to_the_list_and_back(
    browser: Browser, demo_site: str, java_script_enabled: bool
) -> None:
    context = browser.new_context(
        java_script_enabled=java_script_enabled, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{demo_site}/offers/")
    page.get_by_role("link", name="Find hosts that fit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hosts that fit you")

    send(page)
    page.locator(".error-summary").get_by_role("link").first.click()
    assert page.url.endswith("#id_organisation_kind_0")
    fill_in(page)
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("The hosts that fit you")
    assert page.url == f"{demo_site}/offers/fit/hosts/"
    expect(page.locator(".fit-host")).to_have_count(10)
    first = page.locator(FIRST_TITLE).inner_text()
    why = page.locator(".fit-why").first
    expect(why.locator(".fit-why__rows")).to_be_hidden()
    why.locator("summary").click()
    expect(why.get_by_text("For the host").first).to_be_visible()
    expect(why.get_by_text("Not answered, so half the points:")).to_be_visible()

    page.locator(".fit-answers a[href$='#question-topics']").first.click()
    assert page.url.endswith("/offers/fit/#question-topics")
    for value in ANSWERS["sought_topics"]:
        page.locator(f"input[name=sought_topics][value={value}]").uncheck()
    page.locator("input[name=sought_topics][value=water-efficiency]").check()
    send(page)
    assert page.locator(FIRST_TITLE).inner_text() != first

    page.get_by_role("button", name="Forget my answers").click()
    expect(page.get_by_text("Your answers are forgotten.")).to_be_visible()
    expect(page.get_by_label("SME", exact=True)).not_to_be_checked()
    context.close()


def test_the_keyboard_is_enough(page: Page, demo_site: str) -> None:
    page.goto(f"{demo_site}/offers/fit/")
    page.get_by_label("Cluster organisation", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("SME", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Germany")
    page.get_by_role("button", name="Show the hosts that fit").press("Enter")
    page.locator(".fit-why summary").first.press("Enter")
    expect(page.locator(".fit-why__rows").first).to_be_visible()


def test_the_button_hides_no_field_that_has_the_focus(page: Page, demo_site: str) -> None:
    """Success criterion 2.4.11: tabbing from the top to the end, each field stays in sight."""
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{demo_site}/offers/fit/")
    page.get_by_label("SME", exact=True).focus()
    hidden = []
    for _press in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const bar = document.querySelector(".fit-submit");
              if (bar.contains(document.activeElement)) return "end";
              return box.top >= bar.getBoundingClientRect().top
                ? document.activeElement.id || document.activeElement.tagName : "";
            }"""
        )
        if found == "end":
            break
        if found:
            hidden.append(found)
    assert found == "end"
    assert hidden == []


def test_the_list_stands_every_check(page: Page, demo_site: str) -> None:
    page.goto(f"{demo_site}/offers/fit/")
    fill_in(page)
    send(page)
    problems = audit_page(page, demo_site + pages.FIT, views=VIEWS)
    assert problems == [], "\n".join(problems)
    for why in page.locator(".fit-why summary").all():
        why.click()
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_mistakes_and_an_empty_list_stand_every_check(
    page: Page, demo_site: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{demo_site}/offers/fit/")
    page.get_by_label("Working days").fill("99")
    send(page)
    expect(page.locator(".error-summary")).to_be_focused()
    assert axe_violations(page) == []
    fill_in(page)
    page.get_by_label("Country", exact=True).select_option(label="United Kingdom")
    send(page)
    expect(page.get_by_text("No offer is possible for you as you answered")).to_be_visible()
    assert axe_violations(page) == []
