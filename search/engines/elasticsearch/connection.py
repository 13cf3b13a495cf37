"""How the server is reached: one client for each process, made when it is first needed."""

from functools import cache
from typing import Final

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

# Nobody waits for these requests.
WRITING_SECONDS: Final = 10.0

FAILURES: Final = (ApiError, TransportError)


def client() -> Elasticsearch:
    """The client for the server of the settings; it never tries anything twice."""
    return _client(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_TIMEOUT_SECONDS)


@cache
def _client(url: str, seconds: float) -> Elasticsearch:
    return Elasticsearch(
        url,
        request_timeout=seconds,
        max_retries=0,
        retry_on_timeout=False,
        retry_on_status=(),
    )


def writing_client() -> Elasticsearch:
    """The same with the patience for bulk requests."""
    return client().options(request_timeout=WRITING_SECONDS)
