"""What the tests of `core` may rely on."""

from collections.abc import Iterator

import pytest

from core.outbox.registry import HANDLERS


@pytest.fixture(autouse=True)
def own_handlers() -> Iterator[None]:
    """Take back what a test registers."""
    kept = dict(HANDLERS)
    yield
    HANDLERS.clear()
    HANDLERS.update(kept)
