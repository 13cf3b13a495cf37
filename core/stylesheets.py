"""Joins the style sheets that every page needs into one file, so that a first visit asks once.

Each component keeps a file of its own; what is served is `css/site.css`. There is no build to
remember: the finder joins them whenever one is newer, in development, tests and `collectstatic`.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

JOINED = "css/site.css"
# In this order: the first file names the layers, which decide what wins.
SHEETS = (
    "tokens",
    "fonts",
    "base",
    "layout",
    "hues",
    "components/account-menu",
    "components/badge",
    "components/blocks",
    "components/breadcrumbs",
    "components/button",
    "components/card",
    "components/chart",
    "components/chips",
    "components/cover",
    "components/date-block",
    "components/empty-state",
    "components/event-row",
    "components/facts",
    "components/figures",
    "components/filters",
    "components/fit-mark",
    "components/footer",
    "components/form",
    "components/header",
    "components/map",
    "components/matrix",
    "components/message",
    "components/page-header",
    "components/pagination",
    "components/sessions",
    "components/share",
    "components/steps",
    "components/table",
    "components/tabs",
    "utilities",
)


def source_files() -> list[Path]:
    """The style sheets of every page, in order."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    return [folder / f"{name}.css" for name in SHEETS]


def joined_text() -> str:
    """All of them in one, each headed by its name."""
    return "\n".join(
        f"/* {path.stem} */\n{path.read_text(encoding='utf-8')}" for path in source_files()
    )


class JoinedStylesheetFinder(BaseFinder):
    """Offers the joined file to Django's static files."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.BASE_DIR) / "build" / "joined"

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The joined file, if that is what is looked for."""
        if path != JOINED:
            return []
        return [str(self.join())] if find_all else str(self.join())

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        """The joined file."""
        self.join()
        yield JOINED, FileSystemStorage(location=self.folder)

    def join(self) -> Path:
        """Write the file if a source is newer; readers never see half of it."""
        target = self.folder / JOINED
        newest = max(path.stat().st_mtime for path in source_files())
        if not target.exists() or target.stat().st_mtime <= newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=target.parent, delete=False
            ) as file:
                file.write(joined_text())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(target)
        return target
