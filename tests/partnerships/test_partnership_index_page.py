"""The list of partnerships: filters, map and matrix."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from html5lib import parse

from core.models import User
from partnerships.models import Country, PartnershipIndexPage, PartnershipPage
from tests.partnerships.conftest import INTERNAL, SmallRegister

XHTML = "{http://www.w3.org/1999/xhtml}"


def results(response: HttpResponse) -> list[str]:
    return [one.acronym for one, _members in response.context["results"]]  # type: ignore[attr-defined]


def tables(response: HttpResponse) -> list[list[list[str]]]:
    """The words of every table, cell by cell, without what is hidden from screen readers."""
    document = parse(response.content.decode(), namespaceHTMLElements=True)
    return [
        [
            [
                " ".join(spoken(cell).split())
                for cell in row
                if cell.tag in {XHTML + "th", XHTML + "td"}
            ]
            for row in table.iter(XHTML + "tr")
        ]
        for table in document.iter(XHTML + "table")
    ]


def spoken(element: Any) -> str:
    if element.get("aria-hidden") == "true":
        return element.tail or ""
    inner = (element.text or "") + "".join(spoken(child) for child in element)
    return inner + (element.tail or "")


def test_everything_is_listed_without_a_filter(
    client: Client, small_register: SmallRegister
) -> None:
    response = client.get("/partnerships/")
    assert results(response) == ["ALPHA", "BETA"]
    assert [figure["value"] for figure in response.context["figures"]] == [2, 3, 2]


@pytest.mark.parametrize(
    ("querystring", "found"),
    [
        ("sector=digital", ["ALPHA"]),
        ("sector=health", ["ALPHA", "BETA"]),
        ("sector=biotech", ["ALPHA"]),
        ("sector=tourism", []),
        ("country=FR", ["ALPHA"]),
        ("country=de", ["ALPHA", "BETA"]),
        ("country=FI", []),
        ("country=TR", []),
        ("country=BE&country=DE&sector=health", ["ALPHA", "BETA"]),
        ("country=BE&sector=health&q=other", []),
        ("q=brussel", ["ALPHA"]),
        ("q=biotechnology+CELLS", ["ALPHA"]),
        ("q=hidden", []),
        ("q=invented", []),
        ("q=CANARY", []),
    ],
)
def test_filters(
    client: Client, small_register: SmallRegister, querystring: str, found: list[str]
) -> None:
    assert results(client.get(f"/partnerships/?{querystring}")) == found


@pytest.mark.parametrize(
    ("querystring", "notes"),
    [
        ("sector=nonsense", ["“nonsense” is not known, so it was left out."]),
        ("country=ZZ&country=BE", ["“ZZ” is not known, so it was left out."]),
        ("month=2021-13&tag=x", []),
        ("q=%00", []),
        ("page=abc", []),
        ("page=99999", []),
        (f"q={'x' * 5000}", []),
    ],
)
def test_broken_addresses_are_answered_and_told(
    client: Client, small_register: SmallRegister, querystring: str, notes: list[str]
) -> None:
    response = client.get(f"/partnerships/?{querystring}")
    assert response.status_code == 200
    assert response.context["query"].left_out_notes == notes
    for note in notes:
        assert note in response.content.decode()


def test_list_is_paged_and_pages_too_high_give_the_last(
    client: Client, small_register: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerships.models.pages.PER_PAGE", 1)
    assert results(client.get("/partnerships/?page=abc")) == ["ALPHA"]
    assert results(client.get("/partnerships/?page=2")) == ["BETA"]
    assert results(client.get("/partnerships/?page=99999")) == ["BETA"]
    assert (
        "?sector=health&amp;page=2" in client.get("/partnerships/?sector=health").content.decode()
    )


def test_counts_beside_the_options_say_what_they_would_give(
    client: Client, small_register: SmallRegister
) -> None:
    groups = client.get("/partnerships/?country=BE").context["facet_groups"]
    assert [
        (group["legend"], [(option["value"], option["count"]) for option in group["options"]])
        for group in groups
    ] == [
        ("Industrial ecosystem", [("digital", 1), ("health", 1), ("tourism", 0)]),
        ("Specialisation", [("biotech", 1)]),
        ("Country", [("BE", 1), ("FR", 1), ("DE", 2), ("FI", 0), ("TR", 0)]),
    ]


def test_members_of_the_chosen_country_are_named(
    client: Client, small_register: SmallRegister
) -> None:
    response = client.get("/partnerships/?country=DE")
    assert [
        (one.acronym, [member.name for member in members])
        for one, members in response.context["results"]
    ] == [("ALPHA", ["Lead Cluster"]), ("BETA", ["Other Cluster"])]


def test_map_and_matrix_have_tables_that_say_the_same(
    client: Client, small_register: SmallRegister
) -> None:
    response = client.get("/partnerships/")
    assert [(entry.code, entry.value, entry.url) for entry in response.context["map_entries"]] == [
        ("BE", 1, "?country=BE#results"),
        ("FR", 1, "?country=FR#results"),
        ("DE", 2, "?country=DE#results"),
    ]
    assert tables(response) == [
        [
            ["Country", "Number", "Partnerships"],
            ["Belgium", "1", "ALPHA"],
            ["France", "1", "ALPHA"],
            ["Germany", "2", "ALPHA, BETA"],
        ],
        [
            ["", "Belgium", "France", "Germany"],
            ["Digital", "ALPHA", "ALPHA", "ALPHA"],
            ["Health", "ALPHA", "ALPHA", "ALPHA, BETA"],
        ],
    ]


def test_nothing_internal_unverified_or_invented_is_shown(
    client: Client, small_register: SmallRegister
) -> None:
    text = client.get("/partnerships/").content.decode()
    assert [word for word in (INTERNAL, "Hidden Cluster", "Invented Cluster") if word in text] == []


def test_empty_register_says_so(client: Client, partnership_index: PartnershipIndexPage) -> None:
    response = client.get("/partnerships/")
    assert "No partnership is listed yet" in response.content.decode()
    assert tables(response) == []


def test_country_without_partnership_is_helped(
    client: Client, small_register: SmallRegister
) -> None:
    text = client.get("/partnerships/?country=FI").content.decode()
    assert "A partnership need not have a member in your country." in text


def test_it_stands_once_under_the_front_page_and_holds_partnerships(
    partnership_index: PartnershipIndexPage,
) -> None:
    assert PartnershipIndexPage.allowed_parent_page_models() == [
        type(partnership_index.get_parent().specific)
    ]
    assert PartnershipIndexPage.allowed_subpage_models() == [PartnershipPage]
    assert not PartnershipIndexPage.can_create_at(partnership_index.get_parent())


def test_preview_of_a_draft(client: Client, small_register: SmallRegister) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org", "secret"))
    small_register.index.lead = "A lead that is not published"
    small_register.index.save_revision()
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=(small_register.index.pk,)))
    assert "A lead that is not published" in response.content.decode()


def test_country_names_are_escaped(client: Client, small_register: SmallRegister) -> None:
    Country.objects.filter(code="DE").update(name='<b>"Germany"</b>')
    text = client.get("/partnerships/").content.decode()
    assert "<b>" not in text
