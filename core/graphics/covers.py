"""Generated covers: every page gets a picture of its own, drawn from its slug and its hues.

The motif is the one of the whole site: two shapes from different places, the visitor and the
host, that meet. Where they meet is saffron. The same seed and hues always give the same picture.
Colours come from classes only (``hues.css``, ``cover.css``): the content security policy allows
no inline style, and the cover follows the dark theme.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Final

from django.utils.safestring import SafeString, mark_safe

NUMBER_OF_HUES: Final = 13
WIDTH, HEIGHT = 320, 180


class Draw:
    """Numbers that look drawn by lot but follow from the seed alone."""

    def __init__(self, seed: str) -> None:
        """Spread the seed over sixteen bytes."""
        self._rest = int.from_bytes(blake2b(seed.encode(), digest_size=16).digest(), "big")

    def below(self, limit: int) -> int:
        """Take a whole number from 0 to ``limit`` − 1."""
        self._rest, number = divmod(self._rest, limit)
        return number

    def between(self, low: int, high: int, step: int = 1) -> int:
        """Take one of ``low``, ``low + step`` … ``high``."""
        return low + step * self.below((high - low) // step + 1)


def _circle(kind: str, x: int, y: int, radius: int) -> str:
    return f'<circle class="cover__{kind}" cx="{x}" cy="{y}" r="{radius}"/>'


def _path(kind: str, data: str) -> str:
    return f'<path class="cover__{kind}" d="{data}"/>'


def door(draw: Draw) -> tuple[str, str, str]:
    """A circle comes in at the corner of a square: the mark of the site."""
    radius = draw.between(54, 74, 4)
    x, y = draw.between(104, 152, 8), draw.between(66, 82, 8)
    return (
        _circle("visitor", x, y, radius),
        _path("host", f"M{x} {y}H{WIDTH}V{HEIGHT}H{x}z"),
        _path("meet", f"M{x} {y}h{radius}a{radius} {radius} 0 0 1-{radius} {radius}z"),
    )


def lens(draw: Draw) -> tuple[str, str, str]:
    """Two large circles lean over the edges of the picture and share a lens."""
    part = draw.between(20, 24)
    radius, across, down = 5 * part, 4 * part, 3 * part  # 3-4-5 triangle: they meet exactly
    middle, y = draw.between(128, 176, 8), draw.between(78, 102, 6)
    return (
        _circle("visitor", middle - across, y, radius),
        _circle("host", middle + across, y, radius),
        _path(
            "meet",
            f"M{middle} {y - down}a{radius} {radius} 0 0 1 0 {2 * down}"
            f"a{radius} {radius} 0 0 1 0-{2 * down}z",
        ),
    )


def horizon(draw: Draw) -> tuple[str, str, str]:
    """A rising half disc slides along a standing one; the length they touch is lit."""
    line = draw.between(82, 106, 8)
    left, right = draw.between(92, 124, 8), draw.between(172, 196, 8)
    one, two = draw.between(66, 82, 8), draw.between(58, 74, 8)
    start, end = right - two, left + one
    return (
        _path("visitor", f"M{left - one} {line}a{one} {one} 0 0 1 {2 * one} 0z"),
        _path("host", f"M{right - two} {line}a{two} {two} 0 0 0 {2 * two} 0z"),
        _path("meet", f"M{min(start, end)} {line - 5}H{max(start, end)}v10H{min(start, end)}z"),
    )


def arch(draw: Draw) -> tuple[str, str, str]:
    """A disc comes halfway in at the side of an arch."""
    half, radius = draw.between(56, 72, 8), draw.between(36, 48, 4)
    left = draw.between(128, 168, 8)
    top = half + draw.between(12, 28, 8)
    y = HEIGHT - radius - draw.between(0, 8, 4)
    return (
        _circle("visitor", left, y, radius),
        _path("host", f"M{left} {HEIGHT}V{top}a{half} {half} 0 0 1 {2 * half} 0V{HEIGHT}z"),
        _path("meet", f"M{left} {y - radius}a{radius} {radius} 0 0 1 0 {2 * radius}z"),
    )


def crossing(draw: Draw) -> tuple[str, str, str]:
    """Two bands come from two sides; the square where they cross is common ground."""
    wide, tall = draw.between(52, 76, 8), draw.between(48, 64, 8)
    x, y = draw.between(96, 168, 8), draw.between(44, 76, 8)
    return (
        _path("visitor", f"M0 {y}H{x + wide + 40}a{tall / 2:g} {tall / 2:g} 0 0 1 0 {tall}H0z"),
        _path("host", f"M{x} 0h{wide}v{HEIGHT}h-{wide}z"),
        _path("meet", f"M{x} {y}h{wide}v{tall}h-{wide}z"),
    )


def quarters(draw: Draw) -> tuple[str, str, str]:
    """Two quarter discs fill opposite corners of a tile and touch in its middle."""
    side = HEIGHT // 2
    x, dot = draw.between(104, 216, 16), draw.between(16, 24, 4)
    return (
        _path("visitor", f"M{x} {side}h-{side}a{side} {side} 0 0 1 {side}-{side}z"),
        _path("host", f"M{x} {side}h{side}a{side} {side} 0 0 1-{side} {side}z"),
        _circle("meet", x, side, dot),
    )


def harbour(draw: Draw) -> tuple[str, str, str]:
    """A wide bow from one side lands in the bay of a block on the other."""
    bay, middle = draw.between(40, 56, 4), HEIGHT // 2
    x, spread = draw.between(160, 208, 8), draw.between(56, 88, 8)
    return (
        _path("visitor", f"M0 {middle - spread}L{x} {middle}L0 {middle + spread}z"),
        _path("host", f"M{x} 0H{WIDTH}V{HEIGHT}H{x}z"),
        _path("meet", f"M{x} {middle - bay}a{bay} {bay} 0 0 1 0 {2 * bay}z"),
    )


def lines(draw: Draw) -> tuple[str, str, str]:
    """Lines of a timetable run into a disc: many ways, one place."""
    radius = draw.between(52, 68, 4)
    x, y = draw.between(192, 232, 8), 90
    count, gap = draw.between(4, 6), draw.between(16, 20, 2)
    first = y - gap * (count - 1) // 2
    tracks = "".join(f"M0 {first + gap * number}H{x}" for number in range(count))
    return (
        _path("track", tracks),
        _circle("host", x, y, radius),
        _path("meet", f"M{x} {y - radius}a{radius} {radius} 0 0 0 0 {2 * radius}z"),
    )


COMPOSITIONS: Final[tuple[Callable[[Draw], tuple[str, str, str]], ...]] = (
    door,
    lens,
    horizon,
    arch,
    crossing,
    quarters,
    harbour,
    lines,
)
TURNS: Final = (
    "",
    f"matrix(-1 0 0 1 {WIDTH} 0)",
    f"matrix(1 0 0-1 0 {HEIGHT})",
    f"rotate(180 {WIDTH // 2} {HEIGHT // 2})",
)


def cover(seed: str, hues: Sequence[int] = ()) -> SafeString:
    """Draw a page's cover from its slug and the hues of its partnerships: 16:9, decorative.

    The first hue is the ground and the host, the second (when there is one) the visitor. Hues
    outside 1 to 13 are taken as none.
    """
    draw = Draw(seed)
    known = [hue for hue in hues if 1 <= hue <= NUMBER_OF_HUES]
    host = known[0] if known else 0
    visitor = known[1] if len(known) > 1 else host
    visitor_shape, host_shape, meeting = COMPOSITIONS[draw.below(len(COMPOSITIONS))](draw)
    turn = TURNS[draw.below(len(TURNS))]
    turned = f' transform="{turn}"' if turn else ""
    pair = "pair" if visitor != host else "single"
    return mark_safe(  # noqa: S308 - numbers and constants only; the seed is hashed, never printed
        f'<svg class="cover cover--{pair} hue-{host}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f'<path class="cover__ground" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f'<g{turned}><g class="hue-{visitor}">{visitor_shape}</g>{host_shape}{meeting}</g></svg>'
    )
