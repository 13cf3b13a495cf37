"""Charts: lengths follow the values, and what is drawn can be read out."""

from xml.etree import ElementTree

from django.template import Context, Template

from core.graphics.charts import BarRow, Panel, bar_chart, small_multiples

ROWS = [BarRow("BLUES", 50, hue=1), BarRow("CELIS", 20, "20 visits"), BarRow("EXXTRA", 0)]


def widths(chart: str) -> list[str | None]:
    bars = ElementTree.fromstring(chart).iter("rect")
    return [bar.get("width") for bar in bars if bar.get("class") == "chart__bar"]


def test_the_longest_bar_fills_the_width_and_the_others_follow() -> None:
    assert widths(bar_chart(ROWS, label="Exchanges")) == ["100%", "40%", "0%"]


def test_bars_without_any_value_have_no_length() -> None:
    assert widths(bar_chart([BarRow("A", 0), BarRow("B", 0)], label="x")) == ["0%", "0%"]


def test_a_value_below_zero_has_no_length() -> None:
    assert widths(bar_chart([BarRow("A", -3), BarRow("B", 3)], label="x")) == ["0%", "100%"]


def test_a_third_is_rounded() -> None:
    assert widths(bar_chart([BarRow("A", 1), BarRow("B", 3)], label="x")) == ["33.33%", "100%"]


def test_the_chart_is_an_image_that_reads_its_figures_out() -> None:
    root = ElementTree.fromstring(bar_chart(ROWS, label="Exchanges"))
    assert (root.get("role"), root.get("aria-label"), root.findtext("desc")) == (
        "img",
        "Exchanges",
        "BLUES: 50; CELIS: 20 visits; EXXTRA: 0",
    )


def test_the_height_follows_the_rows() -> None:
    assert ElementTree.fromstring(bar_chart(ROWS, label="x")).get("height") == "9.75em"


def test_a_row_with_an_address_is_a_named_link() -> None:
    root = ElementTree.fromstring(bar_chart([BarRow("BLUES", 5, url="/b/")], label="x"))
    links = [(link.get("href"), link.get("aria-label")) for link in root.iter("a")]
    assert (root.get("role"), links) == ("group", [("/b/", "BLUES: 5")])


def test_labels_are_escaped() -> None:
    assert "<b>" not in bar_chart([BarRow("<b>", 1)], label="<b>")


def test_nothing_is_drawn_from_nothing() -> None:
    assert (bar_chart([], label="x"), small_multiples([], label="x")) == ("", "")


def test_small_multiples_share_one_scale() -> None:
    panels = [Panel("A", [("May", 2), ("June", 4)]), Panel("B", [("May", 1), ("June", 0)], hue=3)]
    root = ElementTree.fromstring(small_multiples(panels, label="By month"))
    columns = [(c.get("x"), c.get("y"), c.get("width"), c.get("height")) for c in root.iter("rect")]
    assert columns == [
        ("0%", "50%", "36%", "50%"),
        ("50%", "0%", "36%", "100%"),
        ("0%", "75%", "36%", "25%"),
        ("50%", "100%", "36%", "0%"),
    ]


def test_a_panel_reads_its_figures_out_and_shows_their_sum() -> None:
    panel = Panel("A", [("May", 2), ("June", 4)])
    root = ElementTree.fromstring(small_multiples([panel], label="By month"))
    total = [e.text for e in root.iter("span") if e.get("class") == "multiples__total"]
    assert (next(root.iter("desc")).text, total) == ("May: 2; June: 4", ["6"])


def test_a_panel_without_values_is_empty() -> None:
    root = ElementTree.fromstring(small_multiples([Panel("A", [])], label="x"))
    assert list(root.iter("rect")) == []


def test_the_tags_draw_the_charts() -> None:
    panels = [Panel("A", [("May", 2)])]
    text = "{% load graphics_tags %}{% bar_chart rows label %}{% small_multiples panels label %}"
    drawn = Template(text).render(Context({"rows": ROWS, "panels": panels, "label": "x"}))
    assert drawn == bar_chart(ROWS, label="x") + small_multiples(panels, label="x")
