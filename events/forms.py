"""The editor's form of an event, which sees its fields and its sessions together."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.page_forms import SitePageForm
from events.rules import check_event

if TYPE_CHECKING:
    from events.models import EventPage, EventSession


class EventPageForm(SitePageForm):
    """Tells contradictions at the field, also at that of a session."""

    instance: "EventPage"

    def _post_clean(self) -> None:
        """Check the event as typed in, with the sessions as typed in."""
        self.instance.is_checked_by_form = True
        try:
            super()._post_clean()
        finally:
            self.instance.is_checked_by_form = False
        if any(name in self.errors for name in ("start_date", "end_date", "time_zone")):
            return
        session_forms = self.valid_session_forms()
        sessions: list[EventSession] = [form.instance for form in session_forms]
        findings = check_event(
            self.instance,
            sessions,
            now=timezone.now(),
            is_complete=not self.is_deferred_validation,
        )
        for finding in findings:
            form = self if finding.session is None else session_forms[finding.session]
            if finding.field not in form.errors:
                field = finding.field if finding.field in form.fields else None
                form.add_error(field, finding.message)

    def valid_session_forms(self) -> list[Any]:
        """The forms of the sessions that will be kept and can be read."""
        formset = self.formsets.get("sessions")
        if formset is None:
            return []
        return [
            form
            for form in formset.forms
            if not form.errors and not form.cleaned_data.get("DELETE")
        ]
