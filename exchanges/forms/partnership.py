"""The step in which one chooses a partnership, or lets the site choose."""

from django.utils.translation import gettext as _

from exchanges.application_form.suggestion_wording import suggestion_reason
from exchanges.application_form.suggestions import Suggestion, suggest
from exchanges.domain.questions import ASSIGN_FOR_ME, Step
from exchanges.forms.fields import OneOfField
from exchanges.forms.step_form import StepForm
from partnerships.models import PartnershipPage
from partnerships.selectors import partnership_coverage

MOST_SUGGESTED = 3


class PartnershipForm(StepForm):
    """The suggested ones first, each with its reason, then all others."""

    step = Step.PARTNERSHIP

    partnership = OneOfField()

    def prepare(self) -> None:
        """Rank the partnerships by the answers about sector and country."""
        coverage = partnership_coverage(PartnershipPage.objects.all(), all_countries=False)
        country = self.context.organisation_country
        ranked = suggest(
            coverage, sector_codes=self.context.answers.get("sectors") or (), country_code=country
        )
        label = next((one.label for one in coverage.countries if one.code == country), "")
        suggested = [one for one in ranked if one.points][:MOST_SUGGESTED]
        others = sorted(
            (one for one in ranked if one not in suggested),
            key=lambda one: one.partnership.acronym.casefold(),
        )
        groups = []
        if suggested:
            groups.append((_("These suit your answers best"), choices(suggested)))
        if ranked:
            assigned = [(ASSIGN_FOR_ME, _("Assign one for me"))]
            groups.append((_("You do not mind"), assigned))
        if others:
            title = _("All others") if suggested else _("All partnerships")
            groups.append((title, choices(others)))
        hints = {
            one.partnership.slug: hint(one, suggestion_reason(one, country=label)) for one in ranked
        }
        if ranked:
            hints[ASSIGN_FOR_ME] = _(
                "By sector and country. With these answers it is %(partnership)s."
            ) % {"partnership": ranked[0].partnership.acronym}
        self.choose_from("partnership", groups, hints)


def choices(suggestions: list[Suggestion]) -> list[tuple[str, str]]:
    """Partnerships as they can be chosen."""
    return [(one.partnership.slug, one.partnership.acronym) for one in suggestions]


def hint(suggestion: Suggestion, reason: str) -> str:
    """Why it is suggested, and what it is called in full."""
    return ". ".join(part for part in (reason, suggestion.partnership.title) if part)
