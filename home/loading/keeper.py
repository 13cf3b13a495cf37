"""Decides for each entry whether to make, update or leave its object."""

from collections import Counter
from collections.abc import Callable, Collection
from enum import Enum
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction

from home.loading.files import Entry
from home.loading.state import fingerprint, state_of
from home.models import LoadedObject

Kept = TypeVar("Kept", bound=models.Model)


class Outcome(Enum):
    """What happened to an entry."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT_AS_EDITED = "left as an editor changed it"
    KEPT_AS_DELETED = "left deleted"
    KEPT_AS_FOUND = "left: was there before"


class Keeper:
    """Makes and updates objects from entries, and leaves alone what somebody worked on.

    `force` names source keys that are written in any case.
    """

    def __init__(self, *, force: Collection[str] = (), is_sample: bool = False) -> None:
        self.force = frozenset(force)
        self.is_sample = is_sample
        self.outcomes: Counter[tuple[str, Outcome]] = Counter()
        self.on_entry: Callable[[Entry, Outcome], None] = lambda _entry, _outcome: None
        self.records = {record.source_key: record for record in LoadedObject.objects.all()}

    def keep(
        self,
        entry: Entry,
        model: type[Kept],
        write: Callable[[Kept | None], Kept],
        *,
        natural_key: dict[str, Any] | None = None,
    ) -> Kept | None:
        """The object of an entry, made or updated where that takes nothing from an editor.

        `write` gets the object or `None` and returns the saved object. `natural_key` finds an
        object that somebody made by hand. Returns `None` for an object that an editor deleted.
        Raises `DataError` with the entry's name when the data break a rule.
        """
        instance, outcome = self._keep(entry, model, write, natural_key)
        self.outcomes[entry.kind, outcome] += 1
        self.on_entry(entry, outcome)
        return instance

    def _keep(
        self,
        entry: Entry,
        model: type[Kept],
        write: Callable[[Kept | None], Kept],
        natural_key: dict[str, Any] | None,
    ) -> tuple[Kept | None, Outcome]:
        record = self.records.get(entry.source_key)
        forced = entry.source_key in self.force
        data_hash = fingerprint(entry.fields)
        manager = model._default_manager
        if record is None:
            found = manager.filter(**natural_key).first() if natural_key else None
            if found is not None and not forced:
                return found, Outcome.KEPT_AS_FOUND
            return self._write(entry, data_hash, write, found), Outcome.CREATED
        instance = manager.filter(pk=record.object_id).first()
        if instance is None:
            if not forced:
                return None, Outcome.KEPT_AS_DELETED
            return self._write(entry, data_hash, write, None), Outcome.CREATED
        if not forced:
            if record.data_hash == data_hash:
                return instance, Outcome.UNCHANGED
            if record.state_hash != state_of(instance):
                return instance, Outcome.KEPT_AS_EDITED
        return self._write(entry, data_hash, write, instance), Outcome.UPDATED

    def rewrite(self, entry: Entry, write: Callable[[Any], Any]) -> None:
        """Write an object of this run once more, now that what it refers to is there."""
        record = self.records[entry.source_key]
        model = record.content_type.model_class()
        assert model is not None  # noqa: S101  a model of ours
        instance = model._default_manager.get(pk=record.object_id)
        self._write(entry, record.data_hash, write, instance)

    @transaction.atomic
    def _write(
        self,
        entry: Entry,
        data_hash: str,
        write: Callable[[Kept | None], Kept],
        instance: Kept | None,
    ) -> Kept:
        try:
            written = write(instance)
        except (ValidationError, ValueError, TypeError, KeyError) as error:
            raise entry.error(f"{type(error).__name__}: {error}") from error
        record, _created = LoadedObject.objects.update_or_create(
            source_key=entry.source_key,
            defaults={
                "content_type": ContentType.objects.get_for_model(
                    written, for_concrete_model=False
                ),
                "object_id": str(written.pk),
                "data_hash": data_hash,
                "state_hash": state_of(written),
                "is_sample": self.is_sample,
            },
        )
        self.records[entry.source_key] = record
        return written
