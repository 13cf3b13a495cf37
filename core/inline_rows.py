"""Rows that editors add to a form one below the other: members, attachments, languages."""

from collections.abc import Iterable
from typing import Any

from django.db.models import UniqueConstraint
from django.forms import BaseFormSet


def kept_forms(formset: "BaseFormSet[Any]") -> list[Any]:
    """The forms of a formset that are right so far and not marked for deletion."""
    forms = [form for form in formset.forms if form.has_changed() or form.instance.pk]
    return [
        form for form in forms if form.is_valid() and not form.cleaned_data.get("DELETE", False)
    ]


def tell_duplicate_rows(formsets: Iterable[Any]) -> None:
    """Say at the field which row repeats another, in the words of the rows' unique constraint.

    Django says above all rows that "duplicate data for page and document" should be corrected.
    """
    for formset in formsets:
        for constraint in formset.model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint) or constraint.condition is not None:
                continue
            if formset.fk.name in constraint.fields:
                own_fields = [name for name in constraint.fields if name != formset.fk.name]
                _tell_repeated(formset, own_fields, constraint)


def _tell_repeated(formset: Any, fields: list[str], constraint: UniqueConstraint) -> None:
    seen: set[tuple[Any, ...]] = set()
    for form in kept_forms(formset):
        values = tuple(form.cleaned_data.get(name) for name in fields)
        if not values or None in values:
            continue
        if values in seen:
            form.add_error(fields[-1], constraint.get_violation_error_message())
        seen.add(values)
