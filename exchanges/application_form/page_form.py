"""The form by which editors write the application page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.inline_rows import kept_forms
from core.page_forms import SitePageForm
from exchanges.domain.questions import BOTH, MOST_REQUIRED, required_at_most


class ApplicationPageForm(SitePageForm):
    """Tells at the row which required question is one too many."""

    def clean(self) -> dict[str, Any]:
        """Count what is required of somebody who wants to host and to visit."""
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets.get("extra_questions")
        required = required_at_most(BOTH)
        for form in kept_forms(formset) if formset is not None else []:
            if form.cleaned_data.get("required"):
                required += 1
                if required > MOST_REQUIRED:
                    form.add_error(
                        "required",
                        _(
                            "With this question %(number)d answers are required; at most %(most)d "
                            "may be. Let this one or another be optional."
                        )
                        % {"number": required, "most": MOST_REQUIRED},
                    )
        return cleaned
