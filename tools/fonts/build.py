"""Make the web fonts of the site from Fontsource: run by hand, the results are committed.

Needs fonttools and brotli (any throw-away environment) and, in ``node_modules``, ``@fontsource-
variable/source-sans-3`` and ``@fontsource-variable/bricolage-grotesque``:

    python tools/fonts/build.py NODE_MODULES static/fonts

Source Sans 3 has the Reserved Font Name "Source", so its files are copied as they are wherever
that is small enough; the one that is cut down (Latin Extended) is renamed inside. Bricolage
Grotesque reserves no name; it is cut to the one optical size and the weights that headings use.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Latin Extended for the official languages of the Union, Turkish, Balkan and Nordic languages.
LATIN_EXT = {
    *range(0x0100, 0x0180),
    0x018F,
    0x0259,
    *range(0x0218, 0x021C),
    0x1E9E,
    0x20BA,
    0x20B4,
} - {0x0131, 0x0152, 0x0153}
HEADING_OPTICAL_SIZE = 40
HEADING_WEIGHTS = (500, 800)
UNCHANGED = {
    "source-sans-3-latin-wght-normal": "source-sans-3-latin",
    "source-sans-3-latin-wght-italic": "source-sans-3-latin-italic",
    "source-sans-3-greek-wght-normal": "source-sans-3-greek",
    "source-sans-3-cyrillic-wght-normal": "source-sans-3-cyrillic",
}
# Letter frequencies in tenths of a percent, for the widths of the fallback fonts.
ENGLISH = {
    "e": 127,
    "t": 91,
    "a": 82,
    "o": 75,
    "i": 70,
    "n": 67,
    "s": 63,
    "h": 61,
    "r": 60,
    "d": 43,
}
ENGLISH |= {
    "l": 40,
    "c": 28,
    "u": 28,
    "m": 24,
    "w": 24,
    "f": 22,
    "g": 20,
    "y": 20,
    "p": 19,
    "b": 15,
}
ENGLISH |= {"v": 10, "k": 8, "j": 2, "x": 2, "q": 1, "z": 1, " ": 180}


def cut(font: TTFont, characters: set[int]) -> TTFont:
    """Keep only these characters, with their kerning and localised forms."""
    options = Options()
    options.layout_features = [
        "kern",
        "locl",
        "ccmp",
        "mark",
        "mkmk",
        "liga",
        "tnum",
        "pnum",
        "frac",
        "numr",
        "dnom",
    ]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def rename(font: TTFont, name: str) -> None:
    """Give a changed font a name of its own, as the licence asks where a name is reserved."""
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 16):
            font["name"].setName(
                name, record.nameID, record.platformID, record.platEncID, record.langID
            )
        elif record.nameID in (3, 6, 25):
            font["name"].setName(
                name.replace(" ", ""),
                record.nameID,
                record.platformID,
                record.platEncID,
                record.langID,
            )


def save(font: TTFont, path: Path) -> None:
    """Write as woff2."""
    font.flavor = "woff2"
    font.save(path)


def average_width(font: TTFont) -> float:
    """Mean advance of English running text, in ems."""
    cmap, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return (
        sum(metrics[cmap[ord(letter)]][0] * share for letter, share in ENGLISH.items())
        / sum(ENGLISH.values())
        / em
    )


def fallback_metrics(font: TTFont, fallback: TTFont) -> str:
    """The descriptors that make a fallback font take exactly the room of the web font."""
    ratio = average_width(font) / average_width(fallback)
    hhea, em = font["hhea"], font["head"].unitsPerEm
    return (
        f"size-adjust: {ratio:.2%}; ascent-override: {hhea.ascent / em / ratio:.2%}; "
        f"descent-override: {-hhea.descent / em / ratio:.2%}; "
        f"line-gap-override: {hhea.lineGap / em / ratio:.2%};"
    )


def heading(source: Path) -> TTFont:
    """Bricolage Grotesque at one optical size, in the weights that headings use."""
    instance = instantiateVariableFont(
        TTFont(source), {"opsz": HEADING_OPTICAL_SIZE, "wght": HEADING_WEIGHTS}
    )
    instance.flavor = None
    written = BytesIO()  # the subsetter wants a font as read from a file
    instance.save(written)
    written.seek(0)
    font = TTFont(written)
    variations = font["gvar"].variations  # empty glyphs have none; the subsetter wants an entry
    font["gvar"].variations = {glyph: variations.get(glyph, []) for glyph in font.getGlyphOrder()}
    return font


def main(modules: Path, target: Path, arial: Path | None, arial_bold: Path | None) -> None:
    """Write every file; with fonts of Arial's metrics, print the descriptors for ``fonts.css``."""
    text = modules / "@fontsource-variable/source-sans-3"
    display = modules / "@fontsource-variable/bricolage-grotesque"
    for source, name in UNCHANGED.items():
        shutil.copyfile(text / f"files/{source}.woff2", target / f"{name}.woff2")
    shutil.copyfile(text / "LICENSE", target / "source-sans-3.LICENSE.txt")
    shutil.copyfile(display / "LICENSE", target / "bricolage-grotesque.LICENSE.txt")
    extended = cut(TTFont(text / "files/source-sans-3-latin-ext-wght-normal.woff2"), LATIN_EXT)
    rename(extended, "Programme Sans Extended")
    save(extended, target / "source-sans-3-latin-ext.woff2")
    latin = heading(display / "files/bricolage-grotesque-latin-opsz-normal.woff2")
    save(cut(latin, set(latin.getBestCmap())), target / "bricolage-grotesque-latin.woff2")
    latin_ext = heading(display / "files/bricolage-grotesque-latin-ext-opsz-normal.woff2")
    save(cut(latin_ext, LATIN_EXT), target / "bricolage-grotesque-latin-ext.woff2")
    if arial and arial_bold:
        regular = instantiateVariableFont(
            TTFont(target / "source-sans-3-latin.woff2"), {"wght": 400}
        )
        bold = instantiateVariableFont(
            TTFont(target / "bricolage-grotesque-latin.woff2"), {"wght": 700}
        )
        print("text:", fallback_metrics(regular, TTFont(arial)))
        print("heading:", fallback_metrics(bold, TTFont(arial_bold)))


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:]]
    main(arguments[0], arguments[1], *(arguments[2:4] if len(arguments) == 4 else (None, None)))
