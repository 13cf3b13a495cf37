"""Components show what they are given and leave out what they are not."""

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from core.style_guide import SampleForm, facet_options


def render(component: str, **values: Any) -> str:
    """The HTML of a component."""
    return render_to_string(f"components/{component}.html", values)


def found(pattern: str, html: str) -> list[str]:
    """What a pattern finds, with the space around it taken off."""
    return [match.strip() for match in re.findall(pattern, html, re.DOTALL)]


@pytest.mark.parametrize(
    ("number", "pages"),
    [
        (1, ["1", "2", "12", "2"]),
        (2, ["1", "1", "2", "3", "12", "3"]),
        (3, ["2", "1", "2", "3", "4", "12", "4"]),
        (6, ["5", "1", "5", "6", "7", "12", "7"]),
        (12, ["11", "1", "11", "12"]),
    ],
)
def test_pagination_links_neighbours_and_ends(number: int, pages: list[str]) -> None:
    html = render("pagination", page_obj=Paginator(range(240), 20).page(number), query="")
    assert found(r'href="\?page=(\d+)"', html) == pages


def test_pagination_keeps_the_query() -> None:
    page = Paginator(range(40), 20).page(1)
    html = render("pagination", page_obj=page, query="q=a%26b&country=HU")
    assert found(r'rel="next" href="([^"]+)"', html) == ["?q=a%26b&amp;country=HU&amp;page=2"]


def test_one_page_needs_no_pagination() -> None:
    assert render("pagination", page_obj=Paginator(range(3), 20).page(1), query="").strip() == ""


def test_facts_leave_out_what_is_empty_and_keep_a_nought() -> None:
    html = render("facts", facts=[("Host", ""), ("Places", 0), ("Site", "here", "/x/")])
    assert found("<dt[^>]*>(.*?)</dt>", html) == ["Places", "Site"]
    assert found("<dd[^>]*>(.*?)</dd>", html) == ["0", '<a href="/x/">here</a>']


def test_a_card_has_one_link_that_covers_it_and_the_level_it_is_told() -> None:
    html = render("card", url="/x/", title="A & B", heading_level=2)
    assert found("<a ([^>]+)>", html) == ['class="card__link" href="/x/"']
    assert found(r"<(h\d)", html) == ["h2"]
    assert "A &amp; B" in html
    assert "card__foot" not in html
    assert "card__cover" not in html


def test_a_sample_is_marked() -> None:
    assert found('sample-mark">([^<]+)', render("card", title="x", is_sample=True)) == ["Sample"]


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"day": "14–16", "month": "April", "year": 2021}, ["14–16", "April", "2021"]),
        ({"month": "March", "year": 2022}, ["March", "2022"]),
        ({"month": "Date to be announced"}, ["Date to be announced"]),
    ],
)
def test_a_date_block_shows_as_much_as_is_known(values: dict[str, Any], lines: list[str]) -> None:
    assert found("<span[^>]*>([^<]+)</span>", render("date_block", **values)) == lines


def test_a_facet_shows_eight_and_folds_the_rest() -> None:
    html = render("facet_group", name="country", legend="Country", options=facet_options())
    shown, folded = html.split("facet__more-summary")
    assert shown.count('type="checkbox"') == 8
    assert folded.count('type="checkbox"') == 2
    assert found(r'value="(\w+)" checked', html) == ["Belgium"]
    assert "<details open>" not in html


def test_a_choice_in_the_fold_opens_it() -> None:
    options = facet_options()
    options[9]["checked"] = True
    html = render("facet_group", name="country", legend="Country", options=options)
    assert html.count("<details open>") == 1


def test_a_facet_may_have_no_counts() -> None:
    options = [{"value": "a", "label": "A", "count": None, "checked": False}]
    html = render("facet_group", name="x", legend="X", options=options)
    assert "facet__count" not in html


def test_the_summary_of_errors_leads_to_the_fields() -> None:
    form = SampleForm({})
    page = "".join(render("field", field=field) for field in form)
    targets = found('href="#([^"]+)"', render("error_summary", form=form))
    assert targets == ["id_name", "id_country", "id_day", "id_roles_0", "id_consent"]
    ids = found('<(?:input|select|textarea)[^>]* id="([^"]+)"', page)
    assert [target for target in targets if target not in ids] == []


def test_help_and_errors_of_a_field_are_announced_with_it() -> None:
    form = SampleForm({})
    html = render("field", field=form["name"])
    (named,) = found('aria-describedby="([^"]+)"', html)
    assert named.split() == found('<div class="[^"]+" id="([^"]+)"', html)
    group = render("field", field=form["roles"])
    (named,) = found('<fieldset[^>]* aria-describedby="([^"]+)"', group)
    assert named.split() == found('<div class="[^"]+" id="([^"]+)"', group)


def test_the_label_belongs_to_the_field() -> None:
    class OneField(forms.Form):
        place = forms.CharField(required=False)

    html = render("field", field=OneField(prefix="a")["place"])
    assert found('for="([^"]+)"', html) == found('<input[^>]* id="([^"]+)"', html)
    assert "(optional)" in html


def test_sharing_writes_addresses_that_survive() -> None:
    html = render("share", url="https://example.org/a/?b=c&d=é", title="A & B")
    mail, network = found('href="([^"]+)"', html)
    address = "https%3A%2F%2Fexample.org%2Fa%2F%3Fb%3Dc%26d%3D%C3%A9"
    assert mail == f"mailto:?subject=A%20%26%20B&amp;body={address}"
    assert network == f"https://www.linkedin.com/sharing/share-offsite/?url={address}"


def test_sources_show_what_has_no_address_as_text() -> None:
    sources = [{"title": "Leaflet", "url": ""}, {"title": "", "url": "https://example.org/"}]
    html = render("sources", sources=sources)
    assert found("<li>(.*?)</li>", html) == [
        "Leaflet",
        '<a href="https://example.org/" rel="external">https://example.org/</a>',
    ]


def test_steps_say_where_one_is() -> None:
    steps = [{"title": "A", "is_done": True}, {"title": "B", "is_current": True}, {"title": "C"}]
    html = render("steps", steps=steps)
    assert found('<li class="([^"]+)"', html) == [
        "steps__item steps__item--done",
        "steps__item steps__item--current",
        "steps__item",
    ]
    assert html.count('aria-current="step"') == 1
    assert html.count("You are here") == 1


def test_no_messages_leave_an_empty_place_that_is_hidden() -> None:
    assert found("<div[^>]*( hidden)>", render("messages", messages=[])) == ["hidden"]


def test_figures_of_one_source_name_it_once() -> None:
    source = {"source_title": "Leaflet", "source_url": "https://example.org/"}
    other = {"source_title": "Report", "source_url": ""}
    same = render("figures", figures=[{"value": 1, "label": "A"} | source] * 3)
    assert found('href="([^"]+)"', same) == ["https://example.org/"]
    assert found("<dd[^>]*>(.*?)</dd>", same) == ["1", "1", "1"]
    mixed = render(
        "figures", figures=[{"value": 1, "label": "A"} | source, {"value": 2, "label": "B"} | other]
    )
    assert len(found("Source:", mixed)) == 2
    assert render("figures", figures=[{"value": 1, "label": "A"}] * 2).count("Source:") == 0


@pytest.mark.parametrize(("count", "shown", "more"), [(0, 0, []), (5, 5, []), (13, 4, ["9"])])
def test_a_row_of_many_badges_is_cut_short(count: int, shown: int, more: list[str]) -> None:
    badges = [{"acronym": f"P{number}", "hue": 1} for number in range(count)]
    html = render("badge_row", badges=badges, is_sample=True)
    assert found('class="badge [^"]*">([^<]+)<', html) == [f"P{n}" for n in range(shown)]
    assert found(r"and (\d+) more", html) == more
    assert found("sample-mark", html) == ["sample-mark"]
