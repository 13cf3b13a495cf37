"""Indices of a real Elasticsearch that belong to one test and go with it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.test import override_settings

from search.engines.choosing import BREAKER
from search.engines.elasticsearch.connection import FAILURES, writing_client


@contextmanager
def index_of_its_own(url: str, *, timeout: float = 30) -> Iterator[str]:
    """Let the settings lead to this server and to a name that nobody else uses.

    With much patience, because machines that run tests are busy.
    """
    name = f"test-{uuid.uuid4().hex}"
    with override_settings(
        SEARCH_ENGINE="elasticsearch",
        ELASTICSEARCH_URL=url,
        ELASTICSEARCH_INDEX=name,
        ELASTICSEARCH_TIMEOUT_SECONDS=timeout,
    ):
        try:
            yield name
        finally:
            BREAKER.reset()
            # A test may have killed the server.
            with suppress(*FAILURES):
                client = writing_client()
                for index in client.indices.get(index=f"{name}-*", features="aliases"):
                    client.indices.delete(index=index)
