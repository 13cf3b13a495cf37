"""News and events that a partnership manager writes, for moderators to publish."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.models import SitePage
from core.partial_dates import PartialDate
from events.models import Attendance, EventPage, EventType
from exchanges.forms.fields import DayField, ProseField, TypedField, WebsiteField
from exchanges.plain_prose import as_plain_text
from news.models import NewsKind, NewsPage
from partnerships.models import Country, Partnership

TITLE_LENGTH = 120
SUMMARY_LENGTH = 500
TEXT_LENGTH = 20_000
NOT_SAID = ("", "—")


def text_blocks(page: SitePage) -> list[str] | None:
    """The running text of a page; nothing where an editor has put other blocks into it."""
    blocks = list(page.body)
    if any(block.block_type != "text" for block in blocks):
        return None
    return [as_plain_text(block.value.source) for block in blocks]


class ContributionForm(forms.Form):
    """What news and events have in common; the field names are those of the pages."""

    title = TypedField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Write a title.")},
    )
    summary = ProseField(
        label=_("Summary"),
        max_length=SUMMARY_LENGTH,
        help_text=_("One or two sentences for lists and search results."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write a summary.")},
    )
    text = ProseField(
        label=_("Text"),
        max_length=TEXT_LENGTH,
        help_text=_("Leave a line empty between paragraphs."),
        widget=forms.Textarea({"rows": 12}),
        error_messages={"required": _("Write a text.")},
    )
    partnership = forms.ChoiceField(
        label=_("Partnership"), error_messages={"invalid_choice": _("Choose from the list.")}
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    order: ClassVar[tuple[str, ...]] = ()
    own_fields: ClassVar[tuple[str, ...]] = ()
    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        partnerships: Sequence[Partnership],
        page: SitePage | None = None,
    ) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        self.partnerships = {one.slug: one for one in partnerships}
        fields["partnership"].choices = [
            (slug, one.acronym) for slug, one in self.partnerships.items()
        ]
        fields["once"].initial = uuid.uuid4
        if page is not None:
            del fields["partnership"], fields["once"]
            self._fill_in(page)
        elif len(self.partnerships) == 1:
            del fields["partnership"]
        self.order_fields(self.order)

    def _fill_in(self, page: SitePage) -> None:
        self.initial = self.read(page)
        text = text_blocks(page)
        if text is None:
            del self.fields["text"]
        else:
            self.initial["text"] = "\n\n".join(text)

    def read(self, page: Any) -> dict[str, Any]:
        """What stands in a page, as the form shows it."""
        names = ("title", "summary", *self.own_fields)
        return {name: getattr(page, name) for name in names}

    @property
    def partnership_chosen(self) -> Partnership:
        """The partnership that it is about."""
        slug = self.cleaned_data.get("partnership") or next(iter(self.partnerships))
        return self.partnerships[slug]

    def values(self) -> dict[str, Any]:
        """What goes into the fields of the page."""
        names = ("title", "summary", *self.own_fields)
        return {name: self.cleaned_data[name] for name in names}

    def tell(self, error: ValidationError) -> None:
        """Put what the page says at the fields of the form."""
        for name, problems in error.message_dict.items():
            self.add_error(name if name in self.fields else None, problems)


class NewsForm(ContributionForm):
    """A piece of news."""

    page_type: ClassVar[type[SitePage]] = NewsPage
    order = ("title", "kind", "date", "summary", "text", "author_name", "partnership")
    own_fields = ("kind", "date", "author_name")

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=NewsKind.choices,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    date = DayField(
        label=_("Date"),
        required=True,
        help_text=_("The day it is dated; lists are sorted by it."),
    )
    author_name = TypedField(
        label=_("Submitted by"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=_("As readers see it: a person, an organisation or your partnership."),
    )


class EventForm(ContributionForm):
    """An event; times are those of Brussels."""

    page_type: ClassVar[type[SitePage]] = EventPage
    order = (
        "title", "event_type", "summary", "start_date", "start_time", "end_date", "end_time",
        "attendance", "venue", "city", "country", "online_url", "registration_url", "text",
        "partnership",
    )  # fmt: skip
    own_fields = (
        "event_type", "start_date", "start_time", "end_date", "end_time", "attendance", "venue",
        "city", "country", "online_url", "registration_url",
    )  # fmt: skip

    event_type = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[NOT_SAID, *EventType.choices],
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    start_date = DayField(label=_("First day"), required=True)
    start_time = forms.TimeField(
        label=_("Start"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text=_("Brussels time."),
        error_messages={"invalid": _("Enter a time like 09:30.")},
    )
    end_date = DayField(label=_("Last day"), help_text=_("Empty when it is over on the first day."))
    end_time = forms.TimeField(
        label=_("End"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Enter a time like 09:30.")},
    )
    attendance = forms.ChoiceField(
        label=_("How people attend"),
        required=False,
        choices=[NOT_SAID, *Attendance.choices],
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    venue = TypedField(label=_("Venue"), required=False)
    city = TypedField(label=_("City"), required=False, max_length=120)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    online_url = WebsiteField(
        label=_("Address to join online"),
        required=False,
        help_text=_("Shown to everyone. Leave it empty if only those who registered may join."),
    )
    registration_url = WebsiteField(label=_("Address to register"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.countries = {one.code: one for one in Country.objects.order_by("name", "pk")}
        fields: dict[str, Any] = self.fields
        fields["country"].choices = [
            NOT_SAID, *((code, str(one)) for code, one in self.countries.items())
        ]  # fmt: skip

    def read(self, page: Any) -> dict[str, Any]:
        """Days and the country as the form shows them."""
        shown = super().read(page)
        for name in ("start_date", "end_date"):
            shown[name] = str(shown[name] or "")
        shown["country"] = page.country.code if page.country else ""
        return shown

    def values(self) -> dict[str, Any]:
        """Days and the country as the page holds them."""
        values = super().values()
        for name in ("start_date", "end_date"):
            day: datetime.date | None = values[name]
            values[name] = PartialDate.from_date(day) if day else None
        values["country"] = self.countries.get(values["country"])
        return values
