"""Which form stands on which step. The last step, consents, has none: it records agreements."""

from exchanges.domain.questions import Step
from exchanges.forms.organisation import ClusterForm, OrganisationForm, SectorsForm
from exchanges.forms.partnership import PartnershipForm
from exchanges.forms.person import PersonForm, RoleForm
from exchanges.forms.step_form import StepForm
from exchanges.forms.subjects import OfferedForm, SoughtForm
from exchanges.forms.wishes import LanguagesForm, MotivationForm, PlacesForm, PreferencesForm

FORMS: dict[Step, type[StepForm]] = {
    form.step: form
    for form in (
        RoleForm,
        PersonForm,
        OrganisationForm,
        ClusterForm,
        SectorsForm,
        SoughtForm,
        OfferedForm,
        MotivationForm,
        LanguagesForm,
        PreferencesForm,
        PlacesForm,
        PartnershipForm,
    )
}
