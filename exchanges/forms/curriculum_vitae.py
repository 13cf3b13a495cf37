"""The form with which an applicant adds a CV."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.uploads import is_what_it_says
from exchanges.models.curriculum_vitae import MOST_BYTES

# A PDF file ends with this, perhaps with a little behind it.
END = b"%%EOF"
TAIL_LENGTH = 1024


class CurriculumVitaeForm(forms.Form):
    """One PDF file. What is in it is shown to nobody by this site: it can only be downloaded."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Your CV"),
        help_text=_("A PDF file of at most 2 MB."),
        widget=forms.FileInput({"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": _("Choose a PDF file first."),
            "invalid": _("Choose a PDF file first."),
            "missing": _("Choose a PDF file first."),
            "empty": _("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> Any:
        """Refuse what is too large, no PDF, or was cut off on its way."""
        file: Any = self.cleaned_data["file"]
        size = file.size or 0
        if size > MOST_BYTES:
            raise ValidationError(
                _("This file has %(size)s. Choose one of at most 2 MB."),
                code="too_large",
                params={"size": filesizeformat(size)},
            )
        if not is_what_it_says(file, "pdf"):
            raise ValidationError(
                _("This is not a PDF file. Save or print your CV as a PDF and choose that."),
                code="no_pdf",
            )
        file.seek(max(0, size - TAIL_LENGTH))
        is_whole = END in file.read()
        file.seek(0)
        if not is_whole:
            raise ValidationError(
                _("The end of this PDF file is missing. Save it anew and choose it again."),
                code="cut_off",
            )
        return file
