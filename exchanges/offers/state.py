"""How far the text of an offer, or of anything moderators read, has come: as its author sees it."""

from enum import Enum
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from core.models import SitePage


class OfferTextState(Enum):
    """A draft, on its way, back with a question, or published."""

    DRAFT = "DRAFT"
    WAITING = "WAITING"
    SENT_BACK = "SENT_BACK"
    PUBLISHED = "PUBLISHED"
    CHANGED = "CHANGED"

    @property
    def label(self) -> str:
        """The state in words."""
        return str(STATE_LABELS[self])

    @property
    def can_be_sent(self) -> bool:
        """Whether the host may send the text to be approved."""
        return self in {OfferTextState.DRAFT, OfferTextState.SENT_BACK, OfferTextState.CHANGED}

    @property
    def can_be_written(self) -> bool:
        """Whether the host may change the text: not while somebody reads it."""
        return self is not OfferTextState.WAITING


STATE_LABELS = {
    OfferTextState.DRAFT: _("Draft: not published yet"),
    OfferTextState.WAITING: _("Waiting for approval"),
    OfferTextState.SENT_BACK: _("Sent back: please change it"),
    OfferTextState.PUBLISHED: _("Published"),
    OfferTextState.CHANGED: _("Published; your changes are not sent yet"),
}


def with_workflow_states(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Pages of one type with their workflow states (a query for all).

    Wagtail's `prefetch_workflow_states` finds those of `Page` objects only.
    """
    states = WorkflowState.objects.active().select_related("current_task_state__task")
    return pages.prefetch_related(
        Prefetch("_specific_workflow_states", queryset=states, to_attr="_current_workflow_states")
    )


def text_state(page: SitePage) -> OfferTextState:
    """How far it has come (a query, unless the workflow states were fetched with the pages)."""
    workflow = page.current_workflow_state
    if workflow is not None and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        return OfferTextState.WAITING
    if workflow is not None and workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return OfferTextState.SENT_BACK
    if not page.live:
        return OfferTextState.DRAFT
    return OfferTextState.CHANGED if page.has_unpublished_changes else OfferTextState.PUBLISHED


def reviewers_words(page: SitePage) -> str:
    """Why a text was sent back; empty when nothing was written."""
    workflow = page.current_workflow_state
    task_state = workflow.current_task_state if workflow else None
    return str(task_state.comment) if task_state else ""
