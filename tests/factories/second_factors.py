"""An app that makes codes (RFC 6238), as people have it on their phones."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

from django.test import Client

SET_UP = "/accounts/2fa/totp/activate/"


def totp_code(secret: str, steps: int = 0) -> str:
    """The code of now, or of so many half minutes later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def secret_on(page: Any) -> str:
    """The secret that a page shows."""
    found = re.search(r'<code class="totp-secret">(\w+)</code>', page.content.decode())
    assert found is not None
    return found[1]


def set_up_second_factor(client: Client, password: str) -> str:
    """Set one up as a signed-in person does; returns the secret."""
    client.post("/accounts/reauthenticate/", {"password": password})
    secret = secret_on(client.get(SET_UP))
    turn_on(client, secret)
    return secret


class AtOnce:
    """Takes the place of `django.db.transaction` where something is to follow a commit."""

    @staticmethod
    def on_commit(callback: Callable[[], None]) -> None:
        """Do it now."""
        callback()


def turn_on(client: Client, secret: str) -> None:
    """Send the first code, which also ends the other sessions."""
    # A test is one transaction, which is never committed.
    with mock.patch("allauth.mfa.totp.internal.flows.transaction", AtOnce):
        response = client.post(SET_UP, {"code": totp_code(secret)})
    assert response["Location"] == "/accounts/2fa/recovery-codes/"
