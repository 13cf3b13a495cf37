"""Charts drawn on the server as inline SVG: labelled bars, and small multiples on one scale.

Lengths are percentages and ems, so that a chart fills its column while its letters keep the size
of the text around it. The page that shows a chart gives the same figures as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

ROW_HEIGHT: Final = 3.25  # em
COLUMN_SHARE: Final = 0.72  # of the room a column has; the rest is the gap


@dataclass(frozen=True)
class BarRow:
    """One bar: what it stands for, how long it is, how its value reads, and in which hue."""

    label: str
    value: float
    display: str = ""
    hue: int = 0
    url: str | None = None


@dataclass(frozen=True)
class Panel:
    """One of several small charts that share a scale: a title and its labelled values."""

    title: str
    points: Sequence[tuple[str, int]]
    hue: int = 0


def _percent(part: float, whole: float) -> str:
    share = 100 * part / whole if whole > 0 else 0
    return f"{min(max(share, 0), 100):.2f}".rstrip("0").rstrip(".") + "%"


def _reads(row: BarRow) -> str:
    return row.display or number_format(row.value)


def _bar(row: BarRow, number: int, largest: float) -> SafeString:
    top = number * ROW_HEIGHT
    bar = format_html(
        '<text class="chart__label" x="0" y="{0}em">{2}</text>'
        '<text class="chart__value" x="100%" y="{0}em">{3}</text>'
        '<rect class="chart__track" x="0" y="{1}em" width="100%" height="0.75em"/>'
        '<rect class="chart__bar" x="0" y="{1}em" width="{4}" height="0.75em"/>',
        f"{top + 1.1:g}",
        f"{top + 1.6:g}",
        row.label,
        _reads(row),
        _percent(row.value, largest),
    )
    group = format_html('<g class="chart__row hue-{}">{}</g>', row.hue, bar)
    if row.url is None:
        return group
    spoken = _("%(label)s: %(value)s") % {"label": row.label, "value": _reads(row)}
    return format_html(
        '<a class="chart__link" href="{}" aria-label="{}">{}</a>', row.url, spoken, group
    )


def bar_chart(rows: Sequence[BarRow], *, label: str) -> SafeString:
    """Draw horizontal bars, the longest as wide as the column; nothing when there are no rows.

    Without links it is one image that reads its figures out as a description, with links a group.
    """
    if not rows:
        return SafeString("")
    largest = max(row.value for row in rows)
    return format_html(
        '<svg class="chart" width="100%" height="{}em" role="{}" aria-label="{}">'
        "<desc>{}</desc>{}</svg>",
        f"{len(rows) * ROW_HEIGHT:g}",
        "group" if any(row.url for row in rows) else "img",
        label,
        "; ".join(
            _("%(label)s: %(value)s") % {"label": row.label, "value": _reads(row)} for row in rows
        ),
        format_html_join(
            "", "{}", ((_bar(row, number, largest),) for number, row in enumerate(rows))
        ),
    )


def _panel(panel: Panel, largest: int) -> SafeString:
    room = 100 / len(panel.points) if panel.points else 100
    columns = format_html_join(
        "",
        '<rect class="multiples__column" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                _percent(number * room, 100),
                _percent(largest - value, largest) if largest > 0 else "100%",
                _percent(room * COLUMN_SHARE, 100),
                _percent(value, largest),
            )
            for number, (_name, value) in enumerate(panel.points)
        ),
    )
    spoken = "; ".join(
        _("%(label)s: %(value)s") % {"label": name, "value": number_format(value)}
        for name, value in panel.points
    )
    ends = (panel.points[0][0], panel.points[-1][0]) if panel.points else ("", "")
    return format_html(
        '<li class="multiples__panel hue-{}"><p class="multiples__title"><span>{}</span> '
        '<span class="multiples__total">{}</span></p>'
        '<svg class="multiples__picture" role="img" aria-label="{}"><desc>{}</desc>{}</svg>'
        '<p class="multiples__ends" aria-hidden="true"><span>{}</span><span>{}</span></p></li>',
        panel.hue,
        panel.title,
        number_format(sum(value for _name, value in panel.points)),
        panel.title,
        spoken,
        columns,
        *ends,
    )


def small_multiples(panels: Sequence[Panel], *, label: str) -> SafeString:
    """Draw a list of small column charts on one scale; the sum stands beside each title."""
    if not panels:
        return SafeString("")
    largest = max((value for panel in panels for _name, value in panel.points), default=0)
    return format_html(
        '<ul class="multiples" aria-label="{}">{}</ul>',
        label,
        format_html_join("", "{}", ((_panel(panel, largest),) for panel in panels)),
    )
