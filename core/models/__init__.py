"""Models that every app may use."""

from core.models.audit import AuditEntry, AuditRemoval
from core.models.email_template import EmailTemplate
from core.models.media import Rendition, SiteDocument, SiteImage
from core.models.outbox import OutboxMessage
from core.models.pages import SitePage
from core.models.settings import ProgrammeSettings
from core.models.user import User

__all__ = [
    "AuditEntry",
    "AuditRemoval",
    "EmailTemplate",
    "OutboxMessage",
    "ProgrammeSettings",
    "Rendition",
    "SiteDocument",
    "SiteImage",
    "SitePage",
    "User",
]
