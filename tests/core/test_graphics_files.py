"""Typefaces and pictures of every page: present, light, and enough for every language."""

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings
from django.template.loader import render_to_string

STATIC = Path(settings.BASE_DIR, "static")
FIRST_VIEW = ["source-sans-3-latin.woff2", "bricolage-grotesque-latin.woff2"]
LETTERS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøå",
    "de": "äöüßẞ„“",
    "el": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊΐ",
    "es": "áéíñóúü¿¡",
    "et": "äõöüšž",
    "fr": "àâæçéèêëîïôœùûüÿ«»",
    "ga": "áéíóú",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìòù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mt": "ċġħż",
    "nl": "éëïĳ",
    "pl": "ąćęłńóśźż",
    "pt": "ãáâàçéêíõóôú",
    "ro": "ăâîșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sv": "åäö",
    "tr": "çğıİöşü",
    "is": "ðþáæ",
    "signs": "€–—’…−× ",
}


def faces(css: str) -> list[dict[str, str]]:
    """Read every @font-face as property → value."""
    blocks = re.findall(
        r"@font-face \{(.*?)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL), re.DOTALL
    )
    return [
        {
            name.strip(): " ".join(value.split())
            for name, _colon, value in (p.partition(":") for p in b.split(";"))
            if value
        }
        for b in blocks
    ]


FACES = faces((STATIC / "css/fonts.css").read_text("utf-8"))


def covered(family: str) -> set[int]:
    """Code points that the upright faces of a family have."""
    points: set[int] = set()
    for face in FACES:
        if (face["font-family"], face.get("font-style")) == (f'"{family}"', "normal"):
            for part in face["unicode-range"].split(","):
                first, _dash, last = part.strip().removeprefix("U+").partition("-")
                points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def missing(family: str, languages: set[str]) -> dict[str, str]:
    has = covered(family)
    gaps = {
        language: "".join(
            sorted({c for c in LETTERS[language] + LETTERS[language].upper() if ord(c) not in has})
        )
        for language in languages
    }
    return {language: letters for language, letters in gaps.items() if letters}


def test_text_is_set_in_one_typeface_in_every_language_of_the_union() -> None:
    assert missing("Source Sans 3", set(LETTERS)) == {}


def test_headings_are_set_in_theirs_in_every_language_in_latin_script() -> None:
    assert missing("Bricolage Grotesque", set(LETTERS) - {"bg", "el"}) == {}


def test_every_face_has_its_file_and_every_file_its_face() -> None:
    named = {Path(url).name for face in FACES for url in re.findall(r'url\("(.*?)"\)', face["src"])}
    assert named == {path.name for path in (STATIC / "fonts").glob("*.woff2")}


def test_fonts_are_swapped_in_and_their_fallbacks_take_the_same_room() -> None:
    loaded = [face.get("font-display") for face in FACES if "url(" in face["src"]]
    fallbacks = {face["font-family"] for face in FACES if "size-adjust" in face}
    assert (set(loaded), fallbacks) == (
        {"swap"},
        {'"Source Sans 3 Fallback"', '"Bricolage Grotesque Fallback"'},
    )


def test_the_fonts_of_a_first_view_are_light() -> None:
    assert sum((STATIC / "fonts" / name).stat().st_size for name in FIRST_VIEW) < 75_000


def test_the_typefaces_come_with_their_licences() -> None:
    texts = [path.read_text("utf-8") for path in sorted((STATIC / "fonts").glob("*.LICENSE.txt"))]
    assert ["SIL OPEN FONT LICENSE Version 1.1" in text for text in texts] == [True, True]


def test_the_icon_for_old_browsers_is_an_icon_of_three_sizes() -> None:
    content = (STATIC / "img/favicon.ico").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", content[:6])
    sizes = [content[6 + 16 * number] for number in range(count)]
    assert (reserved, kind, sizes) == (0, 1, [16, 32, 48])


def test_pictures_have_the_sizes_that_others_expect() -> None:
    names = ["apple-touch-icon.png", "favicon-32.png", "social-default.png"]
    headers = [(STATIC / "img" / name).read_bytes()[16:24] for name in names]
    assert [struct.unpack(">II", h) for h in headers] == [(180, 180), (32, 32), (1200, 630)]


def test_the_social_picture_is_light() -> None:
    assert (STATIC / "img/social-default.png").stat().st_size < 60_000


def test_the_mark_takes_the_colour_of_the_text_and_is_silent() -> None:
    mark = ElementTree.fromstring(render_to_string("components/logo.html"))
    fills = [path.get("fill") for path in mark.iter("path")]
    assert (mark.get("aria-hidden"), fills) == ("true", ["currentColor", "#F2A900"])
