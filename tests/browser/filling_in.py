"""Fills in the steps of the application in a browser, by what a person reads beside the fields."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class StepAnswers:
    """What somebody does on one step of the form.

    Boxes are ticked by their label, or by the code of an entry of a list; what is chosen and typed
    is found by label.
    """

    ticked: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    chosen: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)


def fill_in(page: Page, answers: StepAnswers) -> None:
    """Answer a step, without sending it."""
    for label in answers.ticked:
        page.get_by_label(label).check()
    for code in answers.codes:
        page.locator(f"input[value={code}]").check()
    for label, value in answers.chosen.items():
        page.get_by_label(label).select_option(label=value)
    for label, value in answers.typed.items():
        page.get_by_label(label).fill(value)


def go_on(page: Page) -> None:
    """Send a step."""
    page.get_by_role("button", name=re.compile("Save and (go on|check everything)")).click()
