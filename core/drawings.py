"""Parts of pages that many visitors see alike: what was drawn from the same values is kept.

Nothing has to be forgotten when something changes: other values are another drawing. So a template
drawn here may show what it is given and nothing else, neither the request nor the database.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, Final

from django.template import Context, Template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# A card has two thousand characters, the filters of the catalogue sixty thousand.
DRAWINGS_KEPT: Final = 1024


def draw_once(name: str, **values: Hashable) -> SafeString:
    """A template with some values in the reader's language, as drawn before or anew."""
    return _draw(_template(name), get_language(), **values)


def draw(name: str, **values: Any) -> SafeString:
    """The same, always anew: for what is one person's and may be kept nowhere."""
    return _template(name).render(Context(values))


def _template(name: str) -> Template:
    # A template that was changed while the server runs is another one.
    loaded: Any = get_template(name)
    template: Template = loaded.template
    return template


# Text that is HTML already and text that is not may be equal, but are drawn differently.
@lru_cache(maxsize=DRAWINGS_KEPT, typed=True)
def _draw(template: Template, _language: str | None, **values: Hashable) -> SafeString:
    return template.render(Context(values))
