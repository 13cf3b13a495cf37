"""The map of Europe: every country has its place, number, name and, where given, its address."""

import gzip
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from core.graphics.europe import TONES, MapEntry, europe_map, quantile_tones, shapes

EU = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
OTHERS = [
    "AL",
    "AM",
    "BA",
    "CH",
    "GB",
    "GE",
    "IS",
    "LI",
    "MD",
    "ME",
    "MK",
    "NO",
    "RS",
    "TR",
    "UA",
    "XK",
]
GERMANY = MapEntry("DE", "Germany", 6, "/partnerships/?country=DE")
MALTA = MapEntry("MT", "Malta", 1, "/partnerships/?country=MT")


def parse(*entries: MapEntry) -> ElementTree.Element:
    return ElementTree.fromstring(europe_map(entries, label="Members by country"))


def with_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def test_the_map_has_the_union_and_the_countries_of_the_programme() -> None:
    assert sorted(shapes()["countries"]) == sorted(EU + OTHERS)


def test_every_number_stands_inside_the_picture() -> None:
    _x, _y, width, height = shapes()["viewBox"]
    outside = [
        code
        for code, shape in shapes()["countries"].items()
        if not (0 < shape["x"] < width and 0 < shape["y"] < height)
    ]
    assert outside == []


def test_the_smallest_countries_have_markers() -> None:
    marked = {code for code, shape in shapes()["countries"].items() if shape["marker"]}
    assert {"MT", "LU", "CY", "LI", "XK"} - marked == set()


def test_a_linked_country_is_a_link_with_its_name_and_number() -> None:
    root = parse(GERMANY)
    (link,) = with_class(root, "map__link")
    (number,) = with_class(link, "map__number")
    assert (link.get("href"), link.get("aria-label"), number.text) == (
        "/partnerships/?country=DE",
        "Germany: 6",
        "6",
    )


def test_the_map_is_a_named_group_of_links() -> None:
    root = parse(GERMANY, MALTA)
    assert (root.get("role"), root.get("aria-label"), root.findtext("desc")) == (
        "group",
        "Members by country",
        "Germany: 6; Malta: 1",
    )


def test_without_links_the_map_is_one_image() -> None:
    root = parse(MapEntry("DE", "Germany", 6))
    assert (
        root.get("role"),
        with_class(root, "map__link"),
        len(with_class(root, "map__entry")),
    ) == (
        "img",
        [],
        1,
    )


def test_a_small_country_is_hit_by_its_marker_that_lies_above_all_land() -> None:
    root = parse(MALTA, GERMANY)
    links = [link.get("aria-label") for link in with_class(root, "map__link")]
    target = with_class(root, "map__target")[0]
    assert (links, target.get("r")) == (["Germany: 6", "Malta: 1"], "30")


def test_a_marker_that_stands_aside_is_led_back_to_its_country() -> None:
    assert len(with_class(parse(MapEntry("AL", "Albania", 2), MALTA), "map__lead")) == 1


def test_a_country_that_the_map_does_not_show_is_left_to_the_table() -> None:
    root = parse(GERMANY, MapEntry("US", "United States", 3, "/x/"))
    assert [link.get("aria-label") for link in with_class(root, "map__link")] == ["Germany: 6"]


def test_a_country_is_drawn_once() -> None:
    path = shapes()["countries"]["DE"]["d"]
    assert europe_map([GERMANY], label="x").count(path) == 1


def test_names_and_addresses_are_escaped() -> None:
    picture = europe_map([MapEntry("DE", '<b>"Germany"', 6, 'javascript:"<')], label='"<i>')
    assert ("<b>" in picture, "<i>" in picture, '="javascript:"' in picture) == (False,) * 3


def test_there_is_no_inline_style() -> None:
    found = {a for element in parse(GERMANY, MALTA).iter() for a in element.attrib}
    assert found & {"style", "onclick", "fill", "id"} == set()


def test_the_whole_map_is_light() -> None:
    entries = [MapEntry(code, code, 10, f"/{code}/") for code in EU + OTHERS]
    assert len(gzip.compress(europe_map(entries, label="x").encode())) < 25_000


@pytest.mark.parametrize(
    ("values", "tones"),
    [
        ([], {}),
        ([0], {0: 0}),
        ([7], {7: 0}),
        ([0, 1, 2, 3, 4, 5], {0: 0, 1: 0, 2: 1, 3: 2, 4: 3, 5: 4}),
        ([1, 1, 1, 1, 12], {1: 0, 12: 2}),
        (range(1, 11), {1: 0, 2: 0, 3: 1, 4: 1, 5: 2, 6: 2, 7: 3, 8: 3, 9: 4, 10: 4}),
    ],
)
def test_tones_follow_the_place_among_the_values(values: list[int], tones: dict[int, int]) -> None:
    assert quantile_tones(values) == tones


@pytest.mark.parametrize(("given", "drawn"), [(0, 0), (3, 3), (9, TONES - 1), (-2, 0)])
def test_a_given_tone_wins_and_stays_on_the_scale(given: int, drawn: int) -> None:
    root = parse(MapEntry("DE", "Germany", 6, tone=given))
    assert [e.get("class") for e in with_class(root, "map__country")] == [
        f"map__country map__country--{drawn}"
    ]


def test_the_tag_draws_the_map() -> None:
    template = Template("{% load graphics_tags %}{% europe_map entries label %}")
    drawn = template.render(Context({"entries": [GERMANY], "label": "Members"}))
    assert drawn == europe_map([GERMANY], label="Members")
