"""An event of the programme or of a partnership."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from core.models import SitePage
from events.calendar_file import CALENDAR_PATH, calendar_response
from events.choices import (
    Attendance,
    Audience,
    DatePrecision,
    EventStatus,
    EventType,
)
from events.event_context import event_context
from events.facts import EventFacts, event_facts
from events.fields import ChoiceListField
from events.forms import EventPageForm
from events.ical import calendar_digest
from events.labels import DateBlock, date_block, when_label, where_label
from events.models.calendar_identity import CalendarIdentity
from events.models.event_time import EventTime
from events.models.panels import event_panels
from events.models.queryset import EventPageQuerySet
from events.models.report import EventReport
from events.models.session import EventSession
from events.rules import check_event
from events.structured_data import event_data
from partnerships.about import AboutPartnerships
from partnerships.blocks import BodyBlock


class EventTag(TaggedItemBase):
    """A free word that an event is found by."""

    content_object = ParentalKey(
        "events.EventPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class EventPage(
    RoutablePageMixin, EventTime, EventReport, CalendarIdentity, AboutPartnerships, SitePage
):
    """When, where and for whom; with its sessions before and its report afterwards."""

    event_type = models.CharField(
        _("type"),
        max_length=20,
        choices=EventType.choices,
        blank=True,
        help_text=_("Leave it open when none of them is right."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=EventStatus.choices,
        default=EventStatus.SCHEDULED,
        help_text=_(
            "Do not delete an event that does not take place: calendars learn it from here. If it"
            " is postponed, give the new date, or remove the date until you know it."
        ),
    )
    attendance = models.CharField(
        _("attendance"),
        max_length=10,
        choices=Attendance.choices,
        blank=True,
        help_text=_("Leave it open when it is not known."),
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.ForeignKey(
        "partnerships.Country",
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    countries = ParentalManyToManyField(
        "partnerships.Country",
        verbose_name=_("countries involved"),
        blank=True,
        related_name="+",
        help_text=_("Countries that it is about or for, besides the place."),
    )
    online_url = models.URLField(
        _("address to join online"),
        blank=True,
        max_length=500,
        help_text=_("Shown to everyone. Leave it empty if only those who registered may join."),
    )
    organisers = ParentalManyToManyField(
        "partnerships.Organisation",
        verbose_name=_("organisers"),
        blank=True,
        related_name="organised_events",
    )
    organiser_names = models.CharField(
        _("further organisers"),
        max_length=300,
        blank=True,
        help_text=_("Those that are not in the register, separated by commas."),
    )
    partnerships = ParentalManyToManyField(
        "partnerships.Partnership",
        verbose_name=_("partnerships"),
        blank=True,
        related_name="event_pages",
    )
    sectors = ParentalManyToManyField(
        "partnerships.Sector", verbose_name=_("sectors"), blank=True, related_name="+"
    )
    audience = ChoiceListField(_("for whom"), enumeration=Audience)
    tags = ClusterTaggableManager(through=EventTag, verbose_name=_("tags"), blank=True)
    registration_url = models.URLField(_("address to register"), blank=True, max_length=500)
    registration_deadline = models.DateTimeField(
        _("registration until"), null=True, blank=True, help_text=_("Brussels time.")
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    recording_url = models.URLField(_("address of the recording"), blank=True, max_length=500)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    objects = PageManager.from_queryset(EventPageQuerySet)()

    base_form_class = EventPageForm
    content_panels = [
        *SitePage.content_panels,
        SitePage.summary_panel,
        *event_panels(),
        EventReport.report_panel,
        SitePage.sources_panel,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    parent_page_types: ClassVar[list[str]] = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = [*CalendarIdentity.CALENDAR_FIELDS]

    # The form checks the sessions that were typed in; here they would still be those of before.
    is_checked_by_form = False

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(event_type__in=[*EventType.values, ""]), name="events_event_type_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=EventStatus.values), name="events_event_status_known"
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=[*Attendance.values, ""]),
                name="events_event_attendance_known",
            ),
            models.CheckConstraint(
                condition=Q(precision__in=DatePrecision.values),
                name="events_event_precision_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gte=models.F("starts_at")),
                name="events_event_time_order",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1) | Q(capacity__isnull=True),
                name="events_event_capacity_positive",
            ),
        ]

    @property
    def when(self) -> str:
        """When it is, in one line: "16 November 2020, 09:00–12:30 CET"."""
        return when_label(self, self.schedule, self.session_count)

    @property
    def date_block(self) -> DateBlock:
        """Day, month and year for components/date_block.html."""
        return date_block(self, self.schedule)

    @property
    def where(self) -> str:
        """Where it is, in one line; empty when that is not known."""
        return where_label(self)

    @property
    def status_label(self) -> str:
        """What readers must know first: cancelled or postponed; empty when all is as planned."""
        is_scheduled = self.status == EventStatus.SCHEDULED
        return "" if is_scheduled else str(EventStatus(self.status).label)

    @property
    def is_off(self) -> bool:
        """Whether nobody can go there: cancelled, or postponed without a new date."""
        is_waiting = self.status == EventStatus.POSTPONED and self.starts_at is None
        return is_waiting or self.status == EventStatus.CANCELLED

    @property
    def audience_labels(self) -> list[str]:
        """For whom it is, in words."""
        return [str(Audience(value).label) for value in self.audience]

    @property
    def cover_hues(self) -> list[int]:
        """The hues of its partnerships."""
        partnerships = self.linked.partnerships if self.linked else self.listed_partnerships
        return [partnership.hue for partnership in partnerships]

    # --- Saving ----------------------------------------------------------------------------------

    def identify_sessions(self) -> None:
        """Give every session a lasting name for calendars, its own even in a copied event."""
        sessions: list[EventSession] = list(self.sessions.all())
        given = [session.ical_uid for session in sessions if session.ical_uid]
        taken = set(
            EventSession.objects.filter(ical_uid__in=given)
            .exclude(page_id=self.pk)
            .values_list("ical_uid", flat=True)
        )
        is_changed = False
        for session in sessions:
            before = session.ical_uid
            if session.ical_uid is None:
                session.ical_uid = uuid.uuid4()
            while session.ical_uid in taken:
                session.ical_uid = uuid.uuid5(self.ical_uid, str(session.ical_uid))
            taken.add(session.ical_uid)
            is_changed = is_changed or session.ical_uid != before
        if is_changed:
            self.sessions.set(sessions)

    def clean(self) -> None:
        """Tell at the field what contradicts itself; on a published event also what is missing."""
        super().clean()
        if self.is_checked_by_form:
            return
        sessions = self.parsed_sessions()
        errors: dict[str, list[Any]] = {}
        for finding in check_event(self, sessions, now=timezone.now(), is_complete=self.live):
            if finding.session is None:
                errors.setdefault(finding.field, []).append(finding.message)
            else:
                message = f"{sessions[finding.session].title}: {finding.message}"
                errors.setdefault(NON_FIELD_ERRORS, []).append(message)
        if errors:
            raise ValidationError(errors)

    def save(
        self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any
    ) -> Any:
        """Compute the moments, and let calendars know when a published event changed."""
        if clean and self.live:
            self.full_clean()
        elif clean:
            self.minimal_clean()
        # Only some fields: Wagtail notes a new draft so, and the draft's dates are not published.
        if kwargs.get("update_fields") is None:
            self.compute_time()
            self.identify_sessions()
            if self.live:
                self.announce(calendar_digest(self, self.parsed_sessions()))
        kwargs |= {"clean": False, "user": user, "log_action": log_action}
        return super().save(**kwargs)

    def announce(self, digest: str) -> None:
        """Note what calendars are told from now on, counting from what they were told last."""
        published = EventPage.objects.filter(pk=self.pk).first()
        if published is not None:
            self.keep_calendar_identity(published)
        self.note_calendar_facts(digest)
        if self.precision == DatePrecision.DAY:
            self.announced_starts_at = self.starts_at
            self.announced_ends_at = self.ends_at
            self.announced_all_day = self.is_all_day

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """A draft's sessions keep the names that calendars know them by."""
        self.identify_sessions()
        return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "EventPage":
        """A revision brings back its words, not what calendars were told since."""
        page: EventPage = super().with_content_json(content)
        page.keep_calendar_identity(self)
        return page

    # --- Answering -------------------------------------------------------------------------------

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template shows, everything linked to the event in one query."""
        if getattr(request, "is_preview", False):
            self.compute_time()
        self.linked = event_facts(self)
        context = super().get_context(request, *args, **kwargs)
        return context | event_context(self, self.linked, request, now=timezone.now())

    @path(f"{CALENDAR_PATH}/")
    def calendar_file(self, request: HttpRequest) -> HttpResponseBase:
        """The event with all its sessions for a calendar; reached through `events.urls`."""
        return calendar_response(request, [self], name=self.title, slug=self.slug)

    @cached_property
    def listed_sessions(self) -> list[EventSession]:
        """Its sessions, fetched once for an answer."""
        return list(self.sessions.all())

    linked: EventFacts | None = None

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """The event as schema.org has it."""
        linked = self.linked or event_facts(self)
        return event_data(self, linked, self.listed_sessions, request)
