"""Parts of addresses that stand for values of ours."""

from django.urls.converters import StringConverter

from exchanges.domain.questions import Step


class StepConverter(StringConverter):
    """A step of the form."""

    regex = "|".join(step.value for step in Step)

    def to_python(self, value: str) -> Step:
        """The step."""
        return Step(value)

    def to_url(self, value: object) -> str:
        """Its name."""
        return Step(str(value)).value
