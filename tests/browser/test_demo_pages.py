"""Every type of page, with the content that ships, in a real browser."""

from playwright.sync_api import Browser, Page

from tests.browser.audit import audit_page
from tools.page_choice import WITHOUT_PAGE, chosen_addresses, page_types_without_page

WHAT_IS_OFFERED = """() => [...document.querySelectorAll("h1, h2, h3, main a, form, select, input")]
  .filter((element) => element.checkVisibility())
  .map((element) => `${element.tagName} ${
    element instanceof HTMLFormElement
      ? [element.getAttribute("action"), ...new FormData(element).keys()].join(" ")
      : element.innerText || element.name
  }`.replace(/\\s+/g, " ").trim())"""


def test_every_page_type_is_in_the_demo_content(demo_site: str) -> None:
    assert page_types_without_page() == []


def test_pages_stand_every_check(page: Page, demo_site: str) -> None:
    problems = []
    for name, address in chosen_addresses().items():
        status = 404 if address == WITHOUT_PAGE["not-found"] else 200
        found = audit_page(page, demo_site + address, status=status)
        problems += [f"{name} ({address}): {problem}" for problem in found]
    assert problems == [], "\n".join(problems)


def test_pages_say_the_same_without_javascript(browser: Browser, demo_site: str) -> None:
    """Whoever has no JavaScript gets the same headings, the same links and the same forms."""
    with_script, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    differences = {}
    for name, address in chosen_addresses().items():
        offered = []
        for context in (with_script, without):
            page = context.new_page()
            page.goto(demo_site + address)
            offered.append(page.evaluate(WHAT_IS_OFFERED))
            page.close()
        missing = [one for one in offered[0] if one not in offered[1]]
        if missing:
            differences[name] = missing
    with_script.close()
    without.close()
    assert differences == {}
