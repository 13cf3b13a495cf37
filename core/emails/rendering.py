"""Makes the subject, the plain text and the HTML of an e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.emails.filling import fill, values_of
from core.emails.kinds import EMAIL_KINDS, EmailKind
from core.emails.paragraphs import paragraphs_of
from core.listing import clean_words
from core.models import EmailTemplate, ProgrammeSettings
from core.sender import programme_settings

SUBJECT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class EmailDraft:
    """The words of one e-mail, filled in; what somebody may still change before it is sent."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class RenderedEmail:
    """One e-mail as it is read: subject, plain text and HTML, with the programme's foot."""

    subject: str
    text: str
    html: str


def draft_email(
    code: str, context: Mapping[str, Any], language: str = settings.LANGUAGE_CODE
) -> EmailDraft:
    """Fill in the words of an e-mail, an administrator's before the default.

    `context` has a value for each placeholder; `ValueError` where it has too few or too many,
    `KeyError` for a code that nobody registered.
    """
    kind = EMAIL_KINDS[code]
    with translation.override(language):
        words = words_of(kind, language)
        values = values_of(kind, context)
        return EmailDraft(one_line(fill(words.subject, values)), fill(words.body, values).strip())


def render_email(
    code: str, context: Mapping[str, Any], language: str = settings.LANGUAGE_CODE
) -> RenderedEmail:
    """Fill in an e-mail and put it into its frame; raises as `draft_email` does."""
    draft = draft_email(code, context, language)
    return frame(draft, programme_settings(None), language)


def words_of(kind: EmailKind, language: str) -> EmailDraft:
    """Subject and text with their placeholders: an administrator's, else the default."""
    changed = EmailTemplate.objects.filter(code=kind.code, language=language).first()
    if changed is not None:
        return EmailDraft(changed.subject, changed.body)
    return default_words(kind, language)


def default_words(kind: EmailKind, language: str) -> EmailDraft:
    """Subject and text as the code has them, in a language."""
    with translation.override(language):
        return EmailDraft(str(kind.subject), str(kind.body).strip())


def frame(draft: EmailDraft, programme: ProgrammeSettings, language: str) -> RenderedEmail:
    """Put the programme's name and address around the words."""
    address = f"{settings.WAGTAILADMIN_BASE_URL}/"
    with translation.override(language):
        foot = _("This e-mail was sent by %(programme)s") % {
            "programme": programme.name or settings.WAGTAIL_SITE_NAME
        }
        html = render_to_string(
            "email/base.html",
            {
                "subject": draft.subject,
                "paragraphs": paragraphs_of(draft.body),
                "programme": programme,
                "name": programme.name or settings.WAGTAIL_SITE_NAME,
                "address": address,
                "foot": foot,
                "language": language,
            },
        )
    return RenderedEmail(draft.subject, f"{draft.body}\n\n-- \n{foot}\n{address}\n", html)


def one_line(subject: str) -> str:
    """A subject that cannot become another line of the head."""
    return clean_words(subject, SUBJECT_LIMIT)
