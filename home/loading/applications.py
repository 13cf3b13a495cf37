"""Loads how one applies: the call, the consent texts and the page with its extra questions."""

import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from exchanges.models import ApplicationPage, Call, ConsentText, ExtraQuestion
from home.loading.files import Entry
from home.loading.pages import PageTree
from home.loading.prose import stored
from home.models import HomePage

FILE = "application.toml"
QUESTION_FIELDS = {
    "step": "",
    "asked_side": "BOTH",
    "label": "",
    "help_text": "",
    "question_type": "",
    "scale_highest": 5,
    "required": False,
    "used_in_matching": False,
    "weight": 5,
}


class ApplicationLoader:
    """Loads `application.toml` into the tree of a programme."""

    def __init__(self, tree: PageTree) -> None:
        self.tree = tree
        self.files = tree.files
        self.keeper = tree.keeper
        self.calls: dict[str, Call | None] = {}

    def load(self) -> None:
        """Load calls and texts, then the page."""
        for entry in self.files.entries(FILE, "call"):
            self.calls[entry.key] = self.keeper.keep(
                entry, Call, partial(self._call, entry), natural_key={"slug": entry.key}
            )
        for entry in self.files.entries(FILE, "consent"):
            self.keeper.keep(
                entry,
                ConsentText,
                partial(self._consent_text, entry),
                natural_key={"kind": entry["kind"], "version": entry.get("version", 1)},
            )
        page = self.files.single(FILE, "application", "application", "page")
        if page is not None:
            parent = HomePage.objects.first()
            self.tree.keep(page, ApplicationPage, parent, self._page)

    def count(self) -> int:
        """The number of entries in the file."""
        page = self.files.single(FILE, "application", "application", "page")
        return (
            len(self.files.entries(FILE, "call"))
            + len(self.files.entries(FILE, "consent"))
            + (page is not None)
        )

    def _call(self, entry: Entry, instance: Call | None) -> Call:
        call = instance or Call(slug=entry.key)
        call.title = entry["title"]
        call.reference_prefix = entry["reference_prefix"]
        call.opens_at = moment(entry, "opens_at")
        call.closes_at = moment(entry, "closes_at") if entry.get("closes_at") else None
        call.days_to_check = entry.get("days_to_check", 10)
        call.full_clean()
        call.save()
        return call

    def _consent_text(self, entry: Entry, instance: ConsentText | None) -> ConsentText:
        text = instance or ConsentText(kind=entry["kind"], version=entry.get("version", 1))
        text.text = self.tree.prose.html(entry, entry["text"])
        text.valid_from = moment(entry, "valid_from")
        text.full_clean()
        text.save()
        return text

    def _page(self, entry: Entry, page: ApplicationPage) -> None:
        page.title = entry["title"]
        page.slug = "apply"
        page.lead = entry.get("lead")
        page.summary = entry.get("summary")
        page.show_in_menus = entry.get("in_menu", True)
        page.call = self.tree.register.one(entry, entry["call"], self.calls)
        page.body = self.tree.prose.body(entry, entry.get("body", []))
        page.step_helps = stored(
            [
                ("help", {"step": row["step"], "text": self.tree.prose.html(entry, row["text"])})
                for row in entry.get("help", [])
            ]
        )
        known = {question.key: question for question in page.extra_questions.all()}
        page.extra_questions = [
            self._extra_question(fields, number, known)
            for number, fields in enumerate(entry.get("question", []))
        ]

    def _extra_question(
        self, fields: dict[str, Any], number: int, known: dict[str, ExtraQuestion]
    ) -> ExtraQuestion:
        """The row that is there under the key, or a new one, with the values of the file."""
        key = f"extra_{fields['key']}".replace("-", "_")
        question = known.get(key) or ExtraQuestion(key=key)
        question.sort_order = number
        question.options = "\n".join(fields.get("options", []))
        for name, default in QUESTION_FIELDS.items():
            setattr(question, name, fields.get(name, default))
        return question


def moment(entry: Entry, field: str) -> datetime.datetime:
    """A moment as local time of the programme; raises `DataError` for what is none."""
    value = entry[field]
    found = parse_datetime(value) if isinstance(value, str) else None
    if found is None:
        raise entry.error(f"“{value}” in {field} is no moment. Write “2020-09-23T00:00”.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
