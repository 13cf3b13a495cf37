"""What apps tell each other without knowing each other."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.dispatch import Signal

Row = TypeVar("Row", bound=Model)

# Rows were changed in a way that Django tells nobody of, such as `queryset.update()`: the sender
# is the model, `keys` are the primary keys. Sent in the transaction of the change.
rows_changed = Signal()


class AnnouncingQuerySet(QuerySet[Row]):
    """A queryset whose updates are told by `rows_changed`, as saving is by Django."""

    def update(self, **kwargs: Any) -> int:
        """Update the rows and tell which (one query more than Django's own)."""
        with transaction.atomic():
            keys = list(self.order_by().values_list("pk", flat=True))
            number = super().update(**kwargs)
            rows_changed.send(sender=self.model, keys=keys)
        return number

    update.alters_data = True  # type: ignore[attr-defined]
