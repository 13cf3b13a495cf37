"""Looks at a page in a real browser the way its readers' tools do, and tells what is wrong."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tools.services import axe

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HEIGHT = 900
RUN_AXE = """async (tags) => {
  const result = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  return result.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`
  ));
}"""
COLLECT_POLICY_VIOLATIONS = """
if (!window.policyViolations) {
  window.policyViolations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    window.policyViolations.push(`${event.effectiveDirective}: ${event.blockedURI || "inline"}`);
  });
}
"""
# The page scrolls sideways only when the document is wider than the window; what sticks out inside
# a box that scrolls by itself (a wide table) does not make it so.
FIND_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  const excess = document.documentElement.scrollWidth - width;
  if (excess <= 0) return [];
  const beyond = [...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility())
    .filter((element) => element.getBoundingClientRect().right > width + 0.5)
    .slice(0, 5)
    .map((element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "")
      + [...element.classList].map((name) => `.${name}`).join(""));
  return [`${excess} px wider than the window: ${beyond.join(", ")}`];
}"""


@dataclass(frozen=True, slots=True)
class View:
    """A window to look at a page through."""

    width: int
    scheme: Literal["light", "dark"] = "light"

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


# The narrowest window that WCAG's reflow criterion asks for, and a desktop, in both colour schemes.
VIEWS = (View(320), View(1280), View(320, "dark"), View(1280, "dark"))


def audit_page(
    page: Page, url: str, *, views: Iterable[View] = VIEWS, status: int = 200
) -> list[str]:
    """Open a page in each view and return everything that is wrong with it.

    Checked: the status, WCAG 2.2 AA as far as axe-core can tell, the console, the content security
    policy, requests to any other server, failed requests and sideways scrolling.
    """
    return [f"{view}: {problem}" for view in views for problem in look(page, url, view, status)]


def audit_pages(
    page: Page, site: str, addresses: Iterable[str], *, views: Iterable[View] = VIEWS
) -> list[str]:
    """Audit several pages of a site; each problem names its page."""
    views = tuple(views)
    return [
        f"{address}: {problem}"
        for address in addresses
        for problem in audit_page(page, site + address, views=views)
    ]


def look(page: Page, url: str, view: View, status: int) -> Iterator[str]:
    """Open a page once and yield what is wrong with it in this view."""
    page.set_viewport_size({"width": view.width, "height": HEIGHT})
    page.emulate_media(color_scheme=view.scheme, reduced_motion="reduce")
    with listening(page, url, expected_status=status) as heard:
        answer = page.goto(url, wait_until="load")
        if answer is None or answer.status != status:
            yield f"answered {answer and answer.status} instead of {status}"
        policy: list[str] = page.evaluate("window.policyViolations || ['not watched']")
        yield from (f"content security policy: {one}" for one in policy)
        yield from (f"layout: {one}" for one in page.evaluate(FIND_OVERFLOW))
        yield from (f"axe: {one}" for one in axe_violations(page))
    yield from heard


def beyond_the_window(page: Page, url: str) -> list[str]:
    """Open a page and return what makes it scroll sideways in the narrowest window."""
    page.set_viewport_size({"width": VIEWS[0].width, "height": HEIGHT})
    answer = page.goto(url, wait_until="load")
    if answer is None or not answer.ok:
        return [f"answered {answer and answer.status}"]
    found: list[str] = page.evaluate(FIND_OVERFLOW)
    return found


# Half-faded text has too little contrast, for a moment.
SETTLE = """async () => {
  const isFading = () => document.querySelector(".htmx-request") !== null
    || document.getAnimations().some((animation) => animation instanceof CSSTransition);
  while (isFading()) await new Promise((resolve) => setTimeout(resolve, 20));
}"""


def axe_violations(page: Page) -> list[str]:
    """Return what axe-core finds on the page once nothing of it fades in or out."""
    page.evaluate(SETTLE)
    page.evaluate(axe.fetch().read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN_AXE, AXE_TAGS)
    return found


@contextmanager
def listening(page: Page, url: str, *, expected_status: int = 200) -> Iterator[list[str]]:
    """Note what the page says to its console and whom it asks for something."""
    home = urlsplit(url).netloc
    heard: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # Chromium writes a line for the page's own 404, which was asked for.
        own = message.location.get("url") == url and expected_status != 200
        if message.type in {"error", "warning"} and not own:
            heard.append(f"console {message.type}: {message.text}")

    def on_page_error(error: Exception) -> None:
        heard.append(f"script error: {error}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != home:
            heard.append(f"request to somebody else: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.url != url:
            heard.append(f"{response.url} answered {response.status}")

    page.add_init_script(COLLECT_POLICY_VIOLATIONS)
    page.on("console", on_console)
    page.on("pageerror", on_page_error)
    page.on("request", on_request)
    page.on("response", on_response)
    try:
        yield heard
    finally:
        page.remove_listener("console", on_console)
        page.remove_listener("pageerror", on_page_error)
        page.remove_listener("request", on_request)
        page.remove_listener("response", on_response)
