"""The form of a decision: its words, and the mail that it sends, to be edited."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.emails.rendering import SUBJECT_LIMIT, EmailDraft
from exchanges.domain.lifecycle import Guard
from exchanges.forms.fields import ProseField, TypedField
from exchanges.manage.decision_wording import PARTNERSHIP_MARKER, DecisionWording
from exchanges.models.correspondence import MESSAGE_LENGTH
from exchanges.wording import guard_words
from partnerships.models import Partnership

MAIL_LENGTH = 20_000
FIELD_OF_GUARD = {
    Guard.REASON_GIVEN: "words",
    Guard.FIELDS_NAMED: "questions",
    Guard.OTHER_PARTNERSHIP: "partnership",
}


class DecisionForm(forms.Form):
    """What a decision needs. Fields that it does not need are left out.

    The mail is edited with markers in it; where they stand the words will be.
    """

    questions = forms.MultipleChoiceField(
        label=_("Which answers do you ask about?"),
        help_text=_("Tick at least one."),
        error_messages={"required": _("Tick the answers that you ask about.")},
    )
    partnership = forms.ChoiceField(
        label=_("To which partnership?"),
        error_messages={
            "required": _("Choose another partnership."),
            "invalid_choice": _("Choose one of the partnerships."),
        },
    )
    words = ProseField(max_length=MESSAGE_LENGTH, widget=forms.Textarea({"rows": 5}))
    subject = TypedField(
        label=_("Subject"),
        max_length=SUBJECT_LIMIT,
        error_messages={"required": _("An e-mail needs a subject.")},
    )
    body = ProseField(
        label=_("Text"),
        max_length=MAIL_LENGTH,
        widget=forms.Textarea({"rows": 14}),
        error_messages={"required": _("An e-mail needs a text.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        wording: DecisionWording,
        has_mail: bool,
        questions: Sequence[tuple[str, str]] = (),
        partnerships: Sequence[Partnership] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.marker = str(wording.marker)
        self.has_mail = has_mail
        self.partnerships = {one.slug: one for one in partnerships}
        fields: dict[str, Any] = self.fields
        if not questions:
            del fields["questions"]
        else:
            fields["questions"].choices = questions
        if not partnerships:
            del fields["partnership"]
        else:
            fields["partnership"].choices = [(one.slug, one.acronym) for one in partnerships]
        if not has_mail:
            del fields["subject"], fields["body"]
        if not wording.words_label:
            del fields["words"]
        else:
            words = fields["words"]
            words.label, words.help_text = wording.words_label, wording.words_help
            words.required = bool(wording.words_missing)
            words.error_messages["required"] = wording.words_missing

    @property
    def written(self) -> str:
        """What was written."""
        return str(self.cleaned_data.get("words", ""))

    @property
    def chosen_partnership(self) -> Partnership | None:
        """The partnership that was chosen."""
        return self.partnerships.get(self.cleaned_data.get("partnership", ""))

    def mail(self) -> EmailDraft | None:
        """The mail as it goes out, with the words in place of the markers."""
        if not self.has_mail:
            return None
        return EmailDraft(
            self._filled(self.cleaned_data["subject"]), self._filled(self.cleaned_data["body"])
        )

    def _filled(self, text: str) -> str:
        if self.marker:
            text = text.replace(self.marker, self.written)
        if self.chosen_partnership is not None:
            text = text.replace(str(PARTNERSHIP_MARKER), self.chosen_partnership.acronym)
        return re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n\n", text).strip()

    def show_guards(self, missing: frozenset[Guard]) -> None:
        """Say what is missing: at its field, or above the form."""
        for guard in sorted(missing):
            field = FIELD_OF_GUARD.get(guard)
            self.add_error(field if field in self.fields else None, guard_words(guard))

    def show_stamp(self, stamp: str) -> None:
        """Let the form be sent once more, for the application as it is now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("seen")] = stamp
        self.data = data
