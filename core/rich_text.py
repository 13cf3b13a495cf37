"""The editor for running text."""

import re
from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea

NOTHING = re.compile(r"(<p[^>]*>(\s|&nbsp;|<br/?>)*</p>|\s)*")


class ProseArea(DraftailRichTextArea):
    """Gives back nothing where nothing was written.

    Wagtail's own stores an empty paragraph when an editor leaves the field alone. A heading would
    then stand above no text, an upcoming event would have a report, and a field that has to be
    filled in would count as filled in.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """The text as it is stored."""
        text: str | None = super().value_from_datadict(data, files, name)
        return "" if text is not None and NOTHING.fullmatch(text) else text
