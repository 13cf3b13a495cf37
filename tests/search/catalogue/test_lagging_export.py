"""The table of the result while an index lags behind the table of what can be found."""

import csv
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from search.catalogue import export
from search.models import CataloguePage
from tests.factories.exchanges import make_offer_page

pytestmark = pytest.mark.django_db


def test_each_offer_once_though_an_index_still_gives_both_translations(
    client: Client, catalogue: CataloguePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_offer_page(catalogue, slug="spin", title="Spin")
    german = Locale.objects.get_or_create(language_code="de")[0]
    copy = page.copy_for_translation(german, copy_parents=True)
    copy.save_revision().publish()

    def both(_query: Any) -> list[list[int]]:
        return [[page.pk, copy.pk]]

    monkeypatch.setattr(export, "find_portions", both)
    response: Any = client.get("/offers/export.csv")
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    assert [row["Address"] for row in csv.DictReader(content.splitlines())] == [
        "http://testserver/offers/spin/"
    ]
