"""How editors see the pages of partnerships."""

from django.test import Client
from django.urls import reverse

from core.models import User
from core.partial_dates import PartialDate
from tests.partnerships.conftest import SmallRegister


def test_listing_has_its_columns(client: Client, small_register: SmallRegister) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org", "secret"))
    small_register.alpha.start_date = PartialDate.parse("2020-02")
    small_register.alpha.grant_agreement = "874426"
    small_register.alpha.save()
    response = client.get(reverse("wagtailadmin_explore", args=(small_register.index.pk,)))
    table = response.context["table"]
    own = ("partnership", "period", "grant_agreement")
    assert [str(table.columns[name].label) for name in own] == [
        "Partnership",
        "Period",
        "Grant agreement",
    ]
    assert [[table.columns[name].get_value(page) for name in own] for page in table.data] == [
        ["ALPHA", "February 2020", "874426"],
        ["BETA", "", ""],
    ]
