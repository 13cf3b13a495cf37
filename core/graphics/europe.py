"""The map of Europe: inline SVG from shapes made at build time (``tools/europe_map``).

The page that shows it gives the same figures as a table or list beside it: the map is one way to
read them, never the only one.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypedDict

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

TONES: Final = 5
MARKER_RADIUS: Final = 25
TARGET_RADIUS: Final = 30


class CountryShape(TypedDict, total=False):
    """A country as the build script writes it; with a marker when it is too small to be hit."""

    d: str
    x: int
    y: int
    marker: bool
    anchor: list[int]


class EuropeShapes(TypedDict):
    """The file ``europe.json``."""

    viewBox: list[int]
    backdrop: str
    countries: dict[str, CountryShape]


@dataclass(frozen=True)
class MapEntry:
    """A country on the map with its figure; without a tone, the map finds one by quantiles."""

    code: str
    name: str
    value: int
    url: str | None = None
    tone: int | None = None
    is_chosen: bool = False


@cache
def shapes() -> EuropeShapes:
    """Read the shapes once per process; our own file needs no escaping at each drawing."""
    content: EuropeShapes = json.loads(Path(__file__).with_name("europe.json").read_text("utf-8"))
    content["backdrop"] = SafeString(content["backdrop"])
    for shape in content["countries"].values():
        shape["d"] = SafeString(shape["d"])
    return content


def quantile_tones(values: Iterable[int]) -> dict[int, int]:
    """Give every value a tone from 0 to 4 by its place among the different values; zero is 0."""
    given = set(values)
    counted = sorted(value for value in given if value > 0)
    tones = {value: place * TONES // len(counted) for place, value in enumerate(counted)}
    return tones | {value: 0 for value in given if value <= 0}


def europe_map(entries: Sequence[MapEntry], *, label: str) -> SafeString:
    """Draw the map: a tone and a number for every entry, a link where an entry has an address.

    With links the picture is a group of links named "Germany: 6", without it is one image that
    reads its figures out as a description. Entries for countries that the map does not show are
    left to the table beside it.
    """
    drawn = shapes()
    countries = drawn["countries"]
    shown = [entry for entry in entries if entry.code in countries]
    tones = quantile_tones(entry.value for entry in shown)
    large = [entry for entry in shown if not countries[entry.code]["marker"]]
    small = [entry for entry in shown if countries[entry.code]["marker"]]
    named = {entry.code for entry in shown}
    land = SafeString("".join(one["d"] for code, one in countries.items() if code not in named))
    return format_html(
        '<svg class="map" viewBox="{}" role="{}" aria-label="{}"><desc>{}</desc>'
        '<path class="map__backdrop" d="{}"/><path class="map__land" d="{}"/>{}{}{}</svg>',
        " ".join(str(number) for number in drawn["viewBox"]),
        "group" if any(entry.url for entry in shown) else "img",
        label,
        "; ".join(_spoken(entry) for entry in shown),
        drawn["backdrop"],
        land,
        # A small country's shape lies under, its marker above all others: no neighbour covers it.
        format_html_join("", "{}", ((_ground(entry, _tone(entry, tones)),) for entry in small)),
        format_html_join("", "{}", ((_entry(entry, _tone(entry, tones)),) for entry in large)),
        format_html_join("", "{}", ((_entry(entry, _tone(entry, tones)),) for entry in small)),
    )


def _tone(entry: MapEntry, tones: dict[int, int]) -> int:
    wanted = tones[entry.value] if entry.tone is None else entry.tone
    return min(max(wanted, 0), TONES - 1)


def _spoken(entry: MapEntry) -> str:
    return _("%(country)s: %(value)s") % {
        "country": entry.name,
        "value": number_format(entry.value),
    }


def _ground(entry: MapEntry, tone: int) -> SafeString:
    """Draw a small country's land, and the hair line to its marker where that stands aside."""
    shape = shapes()["countries"][entry.code]
    land = format_html('<path class="map__country map__country--{}" d="{}"/>', tone, shape["d"])
    if "anchor" not in shape:
        return land
    x, y = shape["anchor"]
    return land + format_html(
        '<path class="map__lead" d="M{} {}L{} {}"/>', x, y, shape["x"], shape["y"]
    )


def _entry(entry: MapEntry, tone: int) -> SafeString:
    """Draw what is hit and read: the country, or the marker that stands for it, with its number."""
    shape = shapes()["countries"][entry.code]
    if shape["marker"]:
        area = format_html(
            '<circle class="map__target" cx="{0}" cy="{1}" r="{2}"/>'
            '<circle class="map__marker map__country--{3}" cx="{0}" cy="{1}" r="{4}"/>',
            shape["x"],
            shape["y"],
            TARGET_RADIUS,
            tone,
            MARKER_RADIUS,
        )
    else:
        area = format_html('<path class="map__country map__country--{}" d="{}"/>', tone, shape["d"])
    picture = format_html(
        '{}<text class="map__number map__number--{}" x="{}" y="{}" aria-hidden="true">{}</text>',
        area,
        tone,
        shape["x"],
        shape["y"],
        number_format(entry.value),
    )
    spoken = _spoken(entry)
    if entry.url:
        return format_html(
            '<a class="{}" href="{}" aria-label="{}"{}><title>{}</title>{}</a>',
            "map__link map__link--chosen" if entry.is_chosen else "map__link",
            entry.url,
            spoken,
            SafeString(' aria-current="true"') if entry.is_chosen else "",
            spoken,
            picture,
        )
    return format_html(
        '<g class="map__entry" role="img" aria-label="{}"><title>{}</title>{}</g>',
        spoken,
        spoken,
        picture,
    )
