"""Generated covers: the same page always has the same picture, and pictures differ."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from core.graphics.covers import COMPOSITIONS, Draw, cover

SEEDS = [f"page-{number}" for number in range(400)]
FIXED = (
    '<svg class="cover cover--pair hue-3" viewBox="0 0 320 180"'
    ' preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
    '<path class="cover__ground" d="M0 0h320v180H0z"/>'
)


def render(template: str, **context: object) -> str:
    return Template("{% load graphics_tags %}" + template).render(Context(context))


def test_a_seed_and_its_hues_always_give_the_same_picture() -> None:
    assert cover("aerospace-days", (3, 7)) == cover("aerospace-days", (3, 7))


def test_the_picture_starts_with_the_ground_of_the_first_hue() -> None:
    assert cover("aerospace-days", (3, 7))[: len(FIXED)] == FIXED


def test_seeds_lead_to_every_composition() -> None:
    found = {COMPOSITIONS[Draw(seed).below(len(COMPOSITIONS))] for seed in SEEDS}
    assert found == set(COMPOSITIONS)


def test_there_are_eight_compositions() -> None:
    assert len(set(COMPOSITIONS)) == 8


def test_two_pages_hardly_ever_share_a_picture() -> None:
    pictures = [cover(seed, (1,)) for seed in SEEDS]
    assert len(set(pictures)) > 0.9 * len(SEEDS)


def test_every_cover_is_small_and_well_formed() -> None:
    for seed in SEEDS:
        picture = cover(seed, (12, 13))
        assert ElementTree.fromstring(picture).tag == "svg"
        assert max(len(picture), 1500) == 1500


def test_colours_come_from_classes_alone() -> None:
    found = {
        attribute
        for seed in SEEDS
        for element in ElementTree.fromstring(cover(seed, (1, 2))).iter()
        for attribute in element.attrib
    }
    assert found & {"style", "fill", "stroke", "id", "onclick"} == set()


def test_a_seed_is_never_printed() -> None:
    assert "<script>" not in cover("<script>", (1,))


@pytest.mark.parametrize(
    ("hues", "classes"),
    [
        ((), {"hue-0"}),
        ((5,), {"hue-5"}),
        ((5, 9), {"hue-5", "hue-9"}),
        ((5, 9, 11), {"hue-5", "hue-9"}),
        ((0, 14, -1), {"hue-0"}),
    ],
)
def test_hues_become_classes(hues: tuple[int, ...], classes: set[str]) -> None:
    assert set(re.findall(r"hue-\d+", cover("seed", hues))) == classes


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("3,7", (3, 7)),
        ("3, 7", (3, 7)),
        (3, (3,)),
        ([3, 7], (3, 7)),
        ("", ()),
        (None, ()),
        ([None, "7"], (7,)),
    ],
)
def test_the_tag_reads_hues_the_way_templates_have_them(
    given: object, meant: tuple[int, ...]
) -> None:
    assert render("{% cover seed hues %}", seed="seed", hues=given) == cover("seed", meant)


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_the_shapes_meet_inside_the_picture(
    composition: Callable[[Draw], tuple[str, str, str]],
) -> None:
    outside = []
    for seed in SEEDS:
        element = ElementTree.fromstring(composition(Draw(seed))[2])
        place = f"{element.get('cx', '')} {element.get('cy', '')} {element.get('d', '')}"
        x, y = (int(number) for number in re.findall(r"-?\d+", place)[:2])
        if element.get("class") != "cover__meet" or not (0 < x < 320 and 0 < y < 180):
            outside.append(seed)
    assert outside == []
