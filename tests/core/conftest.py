"""What the tests of `core` may rely on."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from core.outbox.registry import HANDLERS


@pytest.fixture(autouse=True)
def own_handlers() -> Iterator[None]:
    """Take back what a test registers."""
    kept = dict(HANDLERS)
    yield
    HANDLERS.clear()
    HANDLERS.update(kept)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that is hashed, to make one or to check one; what takes long enough to tell.

    The tests' settings name this hasher, and no other.
    """
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return passwords
