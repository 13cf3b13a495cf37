"""Take a picture of every page type, on a phone and on a desktop, in light and dark.

The content is loaded into a database of its own, so the pictures show the site as it ships and
nothing of what was edited here. Pages are served and photographed on this machine only.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from tools.demo_site import ROOT, demo_site
from tools.services import chromium
from tools.services.process import ServiceMissingError

PICTURES = ROOT / "build" / "screenshots"
HEIGHT = 900
VIEWS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (390, "light"),
    (1280, "light"),
    (1280, "dark"),
)


def main() -> None:
    """Load the content, serve it and photograph it."""
    executable = chromium.find()
    with demo_site() as addresses, serving() as server:
        photograph(executable, server, addresses)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site on a free port and yield its address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://{thread.host}:{thread.port}"
    finally:
        thread.terminate()


def photograph(executable: Path, server: str, addresses: dict[str, str]) -> None:
    """Write one full-page picture for each page and view."""
    from playwright.sync_api import sync_playwright

    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=list(chromium.ARGUMENTS)
        )
        for width, scheme in VIEWS:
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHT},
                color_scheme=scheme,
                reduced_motion="reduce",
                locale="en-GB",
                timezone_id="Europe/Brussels",
            )
            page = context.new_page()
            for name, address in addresses.items():
                page.goto(server + address, wait_until="networkidle")
                picture = PICTURES / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=picture, full_page=True)
                print(picture.relative_to(ROOT), address, flush=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    try:
        main()
    except ServiceMissingError as missing:
        sys.exit(str(missing))
