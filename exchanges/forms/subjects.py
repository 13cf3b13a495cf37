"""The steps about what a visitor looks for and what a host offers; one may do both."""

from exchanges.domain.questions import Step
from exchanges.forms.fields import SomeOf, SomeOfField
from exchanges.forms.step_form import StepForm
from exchanges.matching_module.register import Entries

MOST_SUBJECTS = 12
MOST_ACTIVITY_KINDS = 8


def subjects_field(*, most: int = MOST_SUBJECTS, required: bool = True) -> SomeOfField:
    """Boxes for the entries of a list."""
    return SomeOfField(most=most, required=required, widget=SomeOf(are_many=True))


class SubjectsForm(StepForm):
    """Topics, technologies and kinds of activity, wanted or offered."""

    def prepare(self) -> None:
        """Choices come from the lists of the register; an empty list is not asked for."""
        lists = self.context.lists
        entries: dict[str, Entries] = {
            "topics": lists.topics,
            "technologies": lists.technologies,
            "activity_kinds": lists.activity_kinds,
        }
        for name in list(self.fields):
            known = entries.get(name.partition("_")[2])
            if known is None:
                continue
            if not known:
                del self.fields[name]
                continue
            self.choose_from(name, [(entry.code, entry.label) for entry in known])


class SoughtForm(SubjectsForm):
    """What a visitor looks for."""

    step = Step.SOUGHT

    sought_topics = subjects_field()
    sought_technologies = subjects_field(required=False)
    sought_activity_kinds = subjects_field(most=MOST_ACTIVITY_KINDS)


class OfferedForm(SubjectsForm):
    """What a host offers."""

    step = Step.OFFERED

    offered_topics = subjects_field()
    offered_technologies = subjects_field(required=False)
    offered_activity_kinds = subjects_field(most=MOST_ACTIVITY_KINDS)
