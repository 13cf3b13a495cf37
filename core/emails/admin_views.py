"""The words of e-mails in the admin: a list, and a form with a preview for each."""

from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail.permissions import ModelPermissionPolicy

from core.audit import record
from core.emails.filling import fill, values_of
from core.emails.forms import WordsForm
from core.emails.kinds import EMAIL_KINDS, EmailKind
from core.emails.rendering import (
    EmailDraft,
    RenderedEmail,
    default_words,
    frame,
    one_line,
    words_of,
)
from core.models import EmailTemplate, User
from core.sender import programme_settings

POLICY = ModelPermissionPolicy(EmailTemplate)
ADMINISTRATOR = "administrator"


def languages() -> list[tuple[str, str]]:
    """Code and name of each language that the site has; the first language first."""
    names = dict(settings.LANGUAGES)
    used = [locale.language_code for locale in Locale.objects.all()]
    codes = dict.fromkeys([settings.LANGUAGE_CODE, *used])
    return [(code, str(names.get(code, code))) for code in codes]


class EmailsView(WagtailAdminTemplateMixin, PermissionCheckedMixin, TemplateView):
    """All kinds of e-mails, and which of them were changed."""

    page_title = gettext_lazy("E-mails")
    header_icon = "mail"
    template_name = "core/admin/emails.html"
    permission_policy = POLICY
    permission_required = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The kinds by title, each with its languages."""
        changed = set(EmailTemplate.objects.values_list("code", "language"))
        rows = [
            {
                "kind": kind,
                "languages": [
                    {"code": code, "name": name, "is_changed": (kind.code, code) in changed}
                    for code, name in languages()
                ],
            }
            for kind in sorted(EMAIL_KINDS.values(), key=lambda kind: str(kind.title))
        ]
        return super().get_context_data(rows=rows, **kwargs)


class EmailView(WagtailAdminTemplateMixin, PermissionCheckedMixin, TemplateView):
    """Changes the words of one e-mail; shows how it looks with sample values."""

    header_icon = "mail"
    template_name = "core/admin/email.html"
    permission_policy = POLICY
    permission_required = "change"

    @cached_property
    def kind(self) -> EmailKind:
        """The e-mail of the address; raises `Http404`."""
        return email_kind(self.kwargs["code"])

    @cached_property
    def language(self) -> str:
        """The language of the address; raises `Http404`."""
        return known_language(self.kwargs["language"])

    def get_page_title(self) -> str:
        """What the e-mail is, and in which language."""
        return f"{self.kind.title} ({dict(languages())[self.language]})"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("emails"), "label": EmailsView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the words in force."""
        words = words_of(self.kind, self.language)
        form = WordsForm(self.kind, initial={"subject": words.subject, "body": words.body})
        return self._show(form, words)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the words, or only show how they would look."""
        form = WordsForm(self.kind, request.POST)
        if not form.is_valid():
            return self._show(form, None, status=422)
        words = EmailDraft(form.cleaned_data["subject"], form.cleaned_data["body"])
        if "preview" in request.POST:
            return self._show(form, words)
        keep_words(self.kind, self.language, words, actor=cast("User", request.user))
        messages.success(
            request, _("The words of “%(title)s” are kept.") % {"title": self.kind.title}
        )
        return redirect("email", self.kind.code, self.language)

    def _show(self, form: WordsForm, words: EmailDraft | None, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            kind=self.kind,
            language=self.language,
            form=form,
            preview=preview(self.kind, words, self.language) if words else None,
            is_changed=EmailTemplate.objects.filter(
                code=self.kind.code, language=self.language
            ).exists(),
        )
        return self.render_to_response(context, status=status)


class DefaultWordsView(PermissionCheckedMixin, View):
    """Goes back to the words that the code has."""

    http_method_names = ["post"]
    permission_policy = POLICY
    permission_required = "change"

    def post(self, request: HttpRequest, code: str, language: str) -> HttpResponse:
        """Forget what was changed."""
        kind = email_kind(code)
        language = known_language(language)
        keep_words(kind, language, default_words(kind, language), actor=cast("User", request.user))
        messages.success(
            request, _("“%(title)s” has its default words again.") % {"title": kind.title}
        )
        return redirect("email", code, language)


def email_kind(code: str) -> EmailKind:
    """The e-mail of a code; raises `Http404`."""
    if code not in EMAIL_KINDS:
        raise Http404
    return EMAIL_KINDS[code]


def known_language(language: str) -> str:
    """The language, if the site has it; raises `Http404`."""
    if language not in dict(languages()):
        raise Http404
    return language


def preview(kind: EmailKind, words: EmailDraft, language: str) -> RenderedEmail:
    """How the e-mail looks with sample values."""
    with translation.override(language):
        values = values_of(kind, kind.samples)
        draft = EmailDraft(one_line(fill(words.subject, values)), fill(words.body, values))
    return frame(draft, programme_settings(None), language)


@transaction.atomic
def keep_words(kind: EmailKind, language: str, words: EmailDraft, *, actor: User) -> None:
    """Keep changed words and write down who changed them; the default is kept nowhere."""
    rows = EmailTemplate.objects.select_for_update().filter(code=kind.code, language=language)
    if words == default_words(kind, language):
        for row in rows:
            note(row, "reset", actor)
            row.delete()
        return
    row, _is_new = EmailTemplate.objects.update_or_create(
        code=kind.code,
        language=language,
        defaults={"subject": words.subject, "body": words.body},
    )
    note(row, "change", actor)


def note(row: EmailTemplate, action: str, actor: User) -> None:
    """Write into the audit trail which e-mail somebody changed."""
    detail = {"code": row.code, "language": row.language}
    record(
        subject=row,
        action=action,
        at=timezone.now(),
        actor=actor,
        role=ADMINISTRATOR,
        detail=detail,
    )
