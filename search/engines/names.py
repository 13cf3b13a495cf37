"""Which engine an installation searches with."""

from enum import StrEnum

from django.conf import settings


class EngineName(StrEnum):
    """The values of the setting SEARCH_ENGINE."""

    DATABASE = "database"
    ELASTICSEARCH = "elasticsearch"


def is_indexed() -> bool:
    """Whether this installation searches with Elasticsearch."""
    return EngineName(settings.SEARCH_ENGINE) is EngineName.ELASTICSEARCH
