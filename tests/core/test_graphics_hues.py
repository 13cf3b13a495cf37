"""The thirteen hues keep their promises: readable, visible, and told apart by every eye."""

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest
from django.conf import settings

HUES_CSS = Path(settings.BASE_DIR, "static/css/hues.css")
GROUND = {"light": "#fbfaf7", "dark": "#0e1422"}
NAMES = ["bg", "ink", "edge", "strong", "on-strong"]
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
OKLAB_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
# About three times the difference at which two colours side by side are just told apart.
SMALLEST_DISTANCE = 0.06

Vector = tuple[float, ...]


def read_hues(css: str) -> dict[int, dict[str, dict[str, str]]]:
    """Read number → theme → property → colour."""
    hues: dict[int, dict[str, dict[str, str]]] = {}
    for number, body in re.findall(r"\.hue-(\d+) \{(.*?)\}", css, re.DOTALL):
        pairs = re.findall(r"--hue-([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", body)
        hues[int(number)] = {
            "light": {name: light for name, light, _dark in pairs},
            "dark": {name: dark for name, _light, dark in pairs},
        }
    return hues


HUES = read_hues(HUES_CSS.read_text("utf-8"))


def linear(colour: str) -> Vector:
    """Turn #rrggbb into linear light."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def times(matrix: tuple[Vector, ...], vector: Vector) -> Vector:
    """Multiply a matrix with a vector."""
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    lights = [
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True))
        for x in (one, other)
    ]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def seen(colour: str, eye: str) -> Vector:
    """Where a colour lies in OKLab for an eye."""
    light = tuple(max(0.0, channel) for channel in times(EYES[eye], linear(colour)))
    return times(OKLAB, tuple(cone ** (1 / 3) for cone in times(OKLAB_CONES, light)))


def test_contrast_of_black_on_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21


def test_there_are_thirteen_hues_and_a_neutral_one_each_complete_in_both_themes() -> None:
    complete = dict.fromkeys(GROUND, NAMES)
    assert {
        number: {t: list(v) for t, v in hue.items()} for number, hue in HUES.items()
    } == dict.fromkeys(range(14), complete)


@pytest.mark.parametrize("theme", GROUND)
def test_text_is_readable_on_its_ground(theme: str) -> None:
    pairs = [("ink", "bg"), ("on-strong", "strong")]
    weak = [
        (number, text)
        for number, hue in HUES.items()
        for text, ground in pairs
        if contrast(hue[theme][text], hue[theme][ground]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("theme", GROUND)
def test_ink_is_readable_on_the_page_itself(theme: str) -> None:
    weak = [n for n, hue in HUES.items() if contrast(hue[theme]["ink"], GROUND[theme]) < 4.5]
    assert weak == []


@pytest.mark.parametrize("theme", GROUND)
def test_marks_are_visible_on_the_page(theme: str) -> None:
    faint = [
        (number, name)
        for number, hue in HUES.items()
        for name in ("edge", "strong")
        if contrast(hue[theme][name], GROUND[theme]) < 3
    ]
    assert faint == []


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", GROUND)
def test_no_two_partnerships_look_alike(theme: str, eye: str) -> None:
    alike = [
        (one, other)
        for one, other in combinations(range(1, 14), 2)
        if dist(seen(HUES[one][theme]["edge"], eye), seen(HUES[other][theme]["edge"], eye))
        < SMALLEST_DISTANCE
    ]
    assert alike == []


@pytest.mark.parametrize(("theme", "dark_ink_on"), [("light", {0, 1, 2}), ("dark", {3, 4})])
def test_numbers_are_readable_on_every_tone_of_the_map(theme: str, dark_ink_on: set[int]) -> None:
    css = Path(settings.BASE_DIR, "static/css/components/map.css").read_text("utf-8")
    pairs = re.findall(r"--map-tone-(\d): light-dark\((#\w{6}), (#\w{6})\);", css)
    tones = {int(number): light if theme == "light" else dark for number, light, dark in pairs}
    inks = dict(re.findall(r"--map-(dark|light)-ink: (#\w{6});", css))
    weak = [
        number
        for number in range(5)
        if contrast(tones[number], inks["dark" if number in dark_ink_on else "light"]) < 4.5
    ]
    assert weak == []
