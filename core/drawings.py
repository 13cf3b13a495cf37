"""Parts of pages that many visitors see alike: what was drawn from the same values is kept.

Nothing has to be forgotten when something changes: other values are another drawing. So a template
drawn here may show what it is given and nothing else, neither the request nor the database.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.template import Context, Template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class KeptDrawings:
    """What was drawn by one template, the latest of it.

    `most` bounds the memory of a process: values come from strangers, and with them the size of a
    drawing. Text inside tuples and objects must be plain: only of values themselves is text that is
    HTML told from text that is not.
    """

    def __init__(self, name: str, *, most: int) -> None:
        self._name = name
        self._draw = lru_cache(maxsize=most, typed=True)(_render)

    def draw(self, **values: Hashable) -> SafeString:
        """The template with these values in the reader's language, as drawn before or anew."""
        return self._draw(_template(self._name), get_language(), **values)

    def anew(self, **values: Any) -> SafeString:
        """The same, never kept: for what is one person's."""
        return _render(_template(self._name), get_language(), **values)


def _template(name: str) -> Template:
    # A template that was changed while the server runs is another one.
    loaded: Any = get_template(name)
    template: Template = loaded.template
    return template


def _render(template: Template, _language: str | None, /, **values: Any) -> SafeString:
    return template.render(Context(values))
