"""Editors are told more than Wagtail's own ten rules."""

from wagtail.admin.userbar import AdminItem, ContentCheckerItem

from core.wagtail_hooks import SiteContentChecker, check_more


def test_our_checks_take_the_place_of_wagtails() -> None:
    items = [AdminItem(), ContentCheckerItem(in_editor=True), ContentCheckerItem()]

    check_more(None, items, None)  # type: ignore[arg-type]

    assert [type(item) for item in items] == [AdminItem, SiteContentChecker, SiteContentChecker]
    assert [item.in_editor for item in items[1:]] == [True, False]


def test_all_rules_of_the_standard_are_asked_for() -> None:
    configuration = SiteContentChecker().get_axe_configuration(None)

    assert configuration["options"] == {
        "runOnly": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
            "seo",
        ],
        "rules": {"p-as-heading": {"enabled": True}, "target-size": {"enabled": True}},
    }
    assert configuration["context"]["include"] == ["main"]
