"""The catalogue in a browser: filters without a reload, suggestions by keyboard, no script."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.audit import SETTLE, VIEWS, audit_page, axe_violations

COUNT = "#results-count"


def number(page: Page) -> int:
    """How many offers the page says there are."""
    return int(page.locator(COUNT).inner_text().split()[0])


def box(page: Page, name: str, value: str) -> str:
    """The number beside a value."""
    option = page.locator(".facet__option").filter(
        has=page.locator(f"input[name={name}][value={value}]")
    )
    return option.locator(".facet__count").inner_text()


def mark(page: Page) -> None:
    """Leave something that a reload would take away."""
    page.evaluate("window.isSamePage = true")


def is_same(page: Page) -> bool:
    return bool(page.evaluate("window.isSamePage === true"))


def test_a_filter_changes_everything_without_a_reload(page: Page, demo_site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{demo_site}/offers/?sort=soonest")
    mark(page)
    everything = number(page)
    of_textile = box(page, "sector", "textile")
    expect(page.locator(".filters__apply")).to_be_hidden()

    page.locator("[data-fold=mode] > summary").click()
    textile = page.locator("input[name=sector][value=textile]")
    textile.focus()
    page.keyboard.press("Space")

    expect(page.locator("#offer-status")).to_have_text(f"{of_textile} offers")
    expect(page).to_have_url(f"{demo_site}/offers/?sort=soonest&sector=textile")
    assert number(page) == int(of_textile) < everything
    expect(page.locator(".catalogue-chips .chips__chip")).to_have_count(1)
    expect(textile).to_be_focused()
    expect(page.locator("[data-fold=mode]")).to_have_attribute("open", "")
    expect(page.locator("[data-fold=technology]")).not_to_have_attribute("open", "")
    virtual = box(page, "mode", "VIRTUAL")
    page.locator("input[name=mode][value=VIRTUAL]").check()
    expect(page.locator("#offer-status")).to_have_text(re.compile(f"^{virtual} offer"))

    page.locator(".catalogue-chips .chips__chip").first.click()
    expect(page).to_have_url(f"{demo_site}/offers/?mode=VIRTUAL&sort=soonest")
    expect(page.locator(COUNT)).to_be_focused()
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(f"{demo_site}/offers/?sort=soonest")
    assert number(page) == everything
    assert is_same(page)
    assert axe_violations(page) == []

    page.go_back()
    expect(page.locator("input[name=mode][value=VIRTUAL]")).to_be_checked()
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None


def test_words_order_view_and_pages_come_without_a_reload(page: Page, demo_site: str) -> None:
    page.goto(f"{demo_site}/offers/")
    mark(page)
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(f"{demo_site}/offers/?page=2")
    expect(page.locator(COUNT)).to_be_in_viewport()
    page.get_by_role("link", name="Compact list").click()
    expect(page.locator(".offer-row")).to_have_count(12)
    page.locator("#offer-words").fill("textile")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo_site}/offers/?q=textile&view=compact")
    expect(page.locator(".offer-row mark").first).to_be_visible()
    page.get_by_role("link", name="“textile”").click()
    expect(page).to_have_url(f"{demo_site}/offers/?view=compact")
    expect(page.locator("#offer-words")).to_have_value("")
    assert is_same(page)


def test_words_that_are_still_being_typed_stay(page: Page, demo_site: str) -> None:
    words = page.locator("#offer-words")
    page.goto(f"{demo_site}/offers/?q=textile")
    words.fill("yarn")
    page.get_by_role("link", name="Soonest", exact=True).click()
    page.wait_for_url("**/offers/?q=textile&sort=soonest")
    page.locator(".choices__choice[aria-current]", has_text="Soonest").wait_for()
    page.evaluate(SETTLE)
    expect(words).to_have_value("yarn")

    words.fill("textile")
    page.get_by_role("link", name="textile").first.click()
    page.wait_for_url("**/offers/?sort=soonest")
    expect(words).to_have_value("")


def test_the_map_chooses_a_country(page: Page, demo_site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{demo_site}/offers/")
    mark(page)
    link = page.locator(".map__link[href='?country=ES']")
    spoken = link.get_attribute("aria-label")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("input[name=country][value=ES]")).to_be_checked()
    expect(page).to_have_url(f"{demo_site}/offers/?country=ES")
    assert spoken == f"Spain: {number(page)}"
    assert is_same(page)


def test_on_a_phone_the_filters_are_folded_until_they_are_wanted(
    page: Page, demo_site: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{demo_site}/offers/")
    expect(page.locator("#filter-groups")).to_be_hidden()
    fold = page.locator(".filters-fold__summary")
    fold.click()
    page.locator("input[name=sector][value=textile]").check()
    expect(fold).to_have_text(re.compile(r"Filter the offers\s*1 in use"))
    expect(page.locator("#filter-groups")).to_be_visible()
    page.get_by_role("button", name="Show these offers").click()
    expect(page.locator("#filter-groups")).to_be_hidden()
    expect(page.locator(COUNT)).to_be_focused()
    expect(page.locator(COUNT)).to_be_in_viewport()


def test_when_a_part_cannot_be_fetched_the_page_itself_answers(page: Page, demo_site: str) -> None:
    def refuse(route: Route) -> None:
        if "hx-request" in route.request.headers:
            route.fulfill(status=429, body="")
        else:
            route.continue_()

    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{demo_site}/offers/")
    mark(page)
    page.route("**/offers/?*", refuse)
    page.locator("input[name=sector][value=textile]").check()
    expect(page.locator(".catalogue-chips")).to_be_visible()
    expect(page).to_have_url(f"{demo_site}/offers/?sector=textile")
    assert not is_same(page)


def test_names_are_suggested_and_chosen_by_keyboard(page: Page, demo_site: str) -> None:
    page.goto(f"{demo_site}/offers/?mode=VIRTUAL")
    field = page.get_by_role("combobox", name="What would you like to see or learn?")
    field.focus()
    page.keyboard.type("tex")
    options = page.get_by_role("option")
    expect(options.first).to_have_text(re.compile("^Textile"))
    expect(field).to_have_attribute("aria-expanded", "true")
    assert axe_violations(page) == []

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#offer-suggestions")).to_be_hidden()
    expect(field).to_have_value("tex")
    expect(field).to_be_focused()

    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo_site}/offers/?mode=VIRTUAL&sector=textile")


def test_a_suggestion_can_be_clicked_and_enter_alone_searches(page: Page, demo_site: str) -> None:
    page.goto(f"{demo_site}/offers/")
    page.locator("#offer-words").press_sequentially("tex")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(f"{demo_site}/offers/?sector=textile")
    page.locator("#offer-words").press_sequentially("fab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo_site}/offers/?q=fab&sector=textile")
    expect(page.locator("#offer-suggestions")).to_be_hidden()


def test_nothing_of_it_needs_a_script(browser: Browser, demo_site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{demo_site}/offers/?view=compact")
    page.locator(".filters-fold__summary").click()
    page.locator("input[name=sector][value=textile]").check()
    page.get_by_role("button", name="Show these offers").click()
    expect(page).to_have_url(f"{demo_site}/offers/?q=&view=compact&sector=textile")
    expect(page.locator("input[name=sector][value=textile]")).to_be_checked()
    page.get_by_label("What would you like to see or learn?").fill("fabric")
    page.get_by_role("button", name="Search", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"q=fabric&view=compact&sector=textile$"))
    page.get_by_role("link", name="Soonest").click()
    expect(page.get_by_role("link", name="Soonest")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(f"{demo_site}/offers/?sort=soonest&view=compact")
    context.close()


@pytest.mark.parametrize(
    "query",
    ["?country=IT&country=ES&view=compact", "?q=textilee&country=IT&sort=fit"],
    ids=["hits", "nothing"],
)
def test_the_list_stands_every_check(page: Page, demo_site: str, query: str) -> None:
    problems = audit_page(page, f"{demo_site}/offers/{query}", views=VIEWS[:2])
    assert problems == [], "\n".join(problems)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert axe_violations(page) == []
