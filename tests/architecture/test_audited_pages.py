"""Every page of ours is audited in a real browser, or it is said here why not."""

import re
import uuid

from django.urls import resolve

from tests.browser.pages import AUDITED
from tests.permissions.table import rows
from tools.page_choice import WITHOUT_PAGE

NOT_AUDITED = {
    r"^(robots|favicon|sitemap|\.well-known/|healthz|readyz)": "is for machines",
    r"\.(xml|csv|ics|pdf)$|calendar\\\.ics\$$|recovery-codes/download/$": "is a file",
    r"^offers/suggestions/$": "is a part of the catalogue's page",
    r"^partnerships/organisations/<slug:slug>/$": "is opened by tools.page_choice",
    r"^accounts/login/code/confirm/$": "only sends on: there are no codes for signing in",
    r"^(admin|_util)/login/$": "only sends on, or refuses as every page does",
    r"^admin/": "stands in Wagtail's frame, which is not ours to repair",
}
"""Patterns of addresses, and why no audit opens them."""


def test_every_address_with_a_page_is_audited() -> None:
    looks = [row for row in rows() if row.method == "GET" and set(row.answers) != {"405"}]
    shown = {row.route.replace("/^", "/") for row in looks}
    # A UUID is a slug and a word as well.
    addresses = (re.sub(r"{\w+}", str(uuid.uuid4()), one) for one in AUDITED)
    audited = {resolve(one.partition("?")[0]).route for one in (*addresses, *WITHOUT_PAGE.values())}
    excepted = {route for route in shown for one in NOT_AUDITED if re.search(one, route)}

    assert sorted(shown - audited - excepted) == []
    assert sorted(excepted & audited) == []
    assert [one for one in NOT_AUDITED if not any(re.search(one, route) for route in shown)] == []
