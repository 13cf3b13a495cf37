"""Refusals: every one names the thing that is wrong, so that a person can put it right."""

from __future__ import annotations


class MatchingError(ValueError):
    """Something given to the matching cannot be used.

    `field` is the name of the answer, weight, rule or option that is wrong, `value` what was
    given, `subject` the profile or criteria it stands in (may be empty).
    """

    def __init__(self, field: str, value: object, problem: str, *, subject: str = "") -> None:
        """Say which field, which value and what is wrong with it."""
        self.field = field
        self.value = value
        self.problem = problem
        self.subject = subject
        shown = repr(value)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        place = f"{subject}: " if subject else ""
        super().__init__(f"{place}{field}: {problem} (got {shown})")


class ProfileError(MatchingError):
    """An answer in a matching profile is not a possible answer."""


class CriteriaError(MatchingError):
    """A weight, rule, option or question of the criteria is wrong."""


class RequestError(MatchingError):
    """A list or an explanation was asked for that cannot be made."""


class FileError(MatchingError):
    """A file cannot be read; says the file and the line."""

    def __init__(self, path: str, line: int, error: MatchingError) -> None:
        """Wrap `error` with the place it was found at."""
        super().__init__(error.field, error.value, error.problem, subject=error.subject)
        self.path = path
        self.line = line
        self.args = (f"{path}, line {line}: {error}",)
