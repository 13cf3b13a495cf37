"""Template tags for the pictures that the server draws."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from core.graphics import charts, covers, europe

register = template.Library()


def _hue_numbers(hues: str | int | Iterable[int | str | None] | None) -> list[int]:
    """Read hues the way templates have them: ``"3,7"``, ``3``, a list, or nothing."""
    if hues is None:
        return []
    if isinstance(hues, int):
        return [hues]
    parts = hues.split(",") if isinstance(hues, str) else hues
    return [
        int(part)
        for part in (str(given).strip() for given in parts)
        if part.isascii() and part.isdigit()
    ]


@register.simple_tag
def cover(seed: str, hues: str | int | Iterable[int | str | None] | None = None) -> SafeString:
    """Draw the generated cover of a page: ``{% cover page.slug partnership.hue %}``."""
    return covers.cover(str(seed), _hue_numbers(hues))


@register.simple_tag
def europe_map(entries: Sequence[europe.MapEntry], label: str) -> SafeString:
    """Draw the map of Europe: ``{% europe_map entries label %}``."""
    return europe.europe_map(entries, label=str(label))


@register.simple_tag
def bar_chart(rows: Sequence[charts.BarRow], label: str) -> SafeString:
    """Draw horizontal bars: ``{% bar_chart rows label %}``."""
    return charts.bar_chart(rows, label=str(label))


@register.simple_tag
def small_multiples(panels: Sequence[charts.Panel], label: str) -> SafeString:
    """Draw small column charts on one scale: ``{% small_multiples panels label %}``."""
    return charts.small_multiples(panels, label=str(label))
