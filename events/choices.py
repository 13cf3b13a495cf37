"""The words that events are sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventType(models.TextChoices):
    """What kind of event it is (events of the pilot, research/domain.md 6.7)."""

    TRAINING = "TRAINING", _("Training")
    WEBINAR = "WEBINAR", _("Webinar")
    MATCHMAKING = "MATCHMAKING", _("Matchmaking")
    STUDY_VISIT = "STUDY_VISIT", _("Study visit")
    CONFERENCE_OR_FAIR = "CONFERENCE_OR_FAIR", _("Conference or fair")
    EXCHANGE = "EXCHANGE", _("Exchange")
    MEETING = "MEETING", _("Meeting")


class EventStatus(models.TextChoices):
    """Whether it takes place as announced."""

    SCHEDULED = "SCHEDULED", _("Scheduled")
    CANCELLED = "CANCELLED", _("Cancelled")
    POSTPONED = "POSTPONED", _("Postponed")


class Attendance(models.TextChoices):
    """How people take part; empty means that it is not known."""

    ONLINE = "ONLINE", _("Online")
    ON_SITE = "ON_SITE", _("On site")
    MIXED = "MIXED", _("On site and online")


NEEDS_LINK = frozenset({Attendance.ONLINE, Attendance.MIXED})


class Audience(models.TextChoices):
    """Whom it is for."""

    CLUSTER_ORGANISATIONS = "CLUSTER_ORGANISATIONS", _("Cluster organisations")
    SMES = "SMES", _("SMEs")
    SCALING_UP_SUPPORT = "SCALING_UP_SUPPORT", _("Scaling-up support organisations")
    PARTNERSHIPS = "PARTNERSHIPS", _("Members of the partnerships")
    OPEN_TO_ALL = "OPEN_TO_ALL", _("Open to all")


class EventState(models.TextChoices):
    """Where it stands in time; computed, never stored."""

    UPCOMING = "UPCOMING", _("Upcoming")
    NOW = "NOW", _("Now")
    PAST = "PAST", _("Past")


class DatePrecision(models.TextChoices):
    """How exactly the dates are known; computed when an event is saved."""

    DAY = "DAY", _("Day")
    MONTH = "MONTH", _("Month")
    YEAR = "YEAR", _("Year")
    UNKNOWN = "UNKNOWN", _("Not known")
