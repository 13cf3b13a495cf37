"""Make the logo, the icons and the default social image: run by hand, results committed.

Needs Pillow (any throw-away environment) and a Chromium on the path:

    python tools/images/build.py static/img

The mark is the motif of the site: a circle (the visitor) comes in at the corner of a square (the
host), and what they share is lit.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

BLUE, INK, SAFFRON, PAPER = "#1F4FD8", "#14213D", "#F2A900", "#FBFAF7"
CIRCLE = "M18 3a15 15 0 1 1 0 30a15 15 0 0 1 0-30z"
SQUARE = "M18 18H45V45H18z"
SHARED = "M18 18H33A15 15 0 0 1 18 33z"
TITLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"'


def mark(circle: str, square: str, shared: str) -> str:
    """The three parts of the mark, painted."""
    parts = ((circle, CIRCLE), (square, SQUARE), (shared, SHARED))
    return "".join(f'<path fill="{fill}" d="{data}"/>' for fill, data in parts)


def logo() -> str:
    """The mark in its colours, for light grounds."""
    return f"{TITLE}>{mark(BLUE, INK, SAFFRON)}</svg>\n"


def favicon() -> str:
    """The mark for the tab of a browser, on light and on dark."""
    return (
        f"{TITLE}><style>@media (prefers-color-scheme:dark)"
        "{.c{fill:#8FB0FF}.s{fill:#EDEFF5}}</style>"
        f'<path class="c" fill="{BLUE}" d="{CIRCLE}"/><path class="s" fill="{INK}" d="{SQUARE}"/>'
        f'<path fill="{SAFFRON}" d="{SHARED}"/></svg>\n'
    )


def touch_icon() -> str:
    """The mark with air around it on paper, for home screens."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">'
        f'<path fill="{PAPER}" d="M0 0h72v72H0z"/>'
        f'<g transform="translate(12 12)">{mark(BLUE, INK, SAFFRON)}</g></svg>'
    )


def social() -> str:
    """The picture shared when a page has none: no name on it, several programmes use this."""
    tracks = "".join(f"M0 {y}H400" for y in range(164, 341, 44))
    posts = "".join(f"M{x} 252v378" for x in range(720, 897, 44))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630">'
        f'<path fill="{PAPER}" d="M0 0h1200v630H0z"/>'
        f'<g stroke="{BLUE}" stroke-width="6" opacity=".28"><path d="{tracks}"/></g>'
        f'<circle fill="{BLUE}" cx="470" cy="252" r="200"/>'
        f'<path fill="{INK}" d="M470 252H1200V630H470z"/>'
        f'<path fill="{SAFFRON}" d="M470 252H670A200 200 0 0 1 470 452z"/>'
        f'<g fill="none" stroke="{PAPER}" stroke-width="6" opacity=".22"><path d="{posts}"/></g>'
        "</svg>"
    )


def render(svg: str, width: int, height: int) -> Image.Image:
    """Let Chromium draw an SVG at a size; transparent where nothing is drawn."""
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder, "page.html"), Path(folder, "picture.png")
        style = f"html,body{{margin:0}}svg{{display:block;width:{width}px;height:{height}px}}"
        page.write_text(f"<!doctype html><style>{style}</style>{svg}", "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += [
            "--default-background-color=00000000",
            f"--window-size={max(width, 500)},{height}",
            f"--screenshot={picture}",
        ]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)
        return Image.open(picture).convert("RGBA").crop((0, 0, width, height))


def main(target: Path) -> None:
    """Write all files."""
    (target / "logo.svg").write_text(logo(), "utf-8")
    (target / "favicon.svg").write_text(favicon(), "utf-8")
    large = render(logo(), 512, 512)
    large.resize((48, 48), Image.Resampling.LANCZOS).save(
        target / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)]
    )
    large.resize((32, 32), Image.Resampling.LANCZOS).save(target / "favicon-32.png", optimize=True)
    for svg, name, size in (
        (touch_icon(), "apple-touch-icon", (180, 180)),
        (social(), "social-default", (1200, 630)),
    ):
        image = render(svg, *size).convert("RGB").quantize(64, dither=Image.Dither.NONE)
        image.save(target / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
