"""The operating system's Chromium for the browser tests, instead of Playwright's download."""

import os
from pathlib import Path

from tools.services.process import ServiceMissingError, program

# Chromium asks addresses of its vendor at the start whatever it is told; the resolver rule keeps
# every request on this machine.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> Path:
    """Return where Chromium is."""
    if chosen := os.environ.get("CHROMIUM"):
        return program(chosen, advice="CHROMIUM names it.")
    for name in NAMES:
        try:
            return program(name, advice="")
        except ServiceMissingError:
            continue
    raise ServiceMissingError(
        "Chromium is missing: install it (Debian: chromium) or name it in CHROMIUM."
    )
