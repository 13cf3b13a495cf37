"""Decides which engine answers: that of the settings, or the database when it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from search.engines.breaker import Breaker
from search.engines.database import DatabaseEngine
from search.engines.failure import EngineFailedError
from search.engines.names import is_indexed
from search.queries import CatalogueQuery, Found, SiteQuery

if TYPE_CHECKING:
    from search.engines.elasticsearch.engine import ElasticsearchEngine


class Engine(Protocol):
    """Finds entries of the search table; raises `EngineFailedError` when it cannot."""

    name: str

    def find_offers(self, query: CatalogueQuery) -> Found:
        """The offers that a query asks for, in its order, and its counts."""

    def find_site(self, query: SiteQuery) -> Found:
        """What has all words, of every kind or of one, and how many there are of each kind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was found, by whom, and whether another should have found it."""

    found: Found
    engine: str
    is_degraded: bool = False


DATABASE = DatabaseEngine()


def index_engine() -> "ElasticsearchEngine":
    """The engine of the index; its client is loaded only where there is one."""
    from search.engines.elasticsearch.engine import ElasticsearchEngine

    return ElasticsearchEngine()


BREAKER = Breaker(lambda: index_engine().check())


def ask(question: Callable[[Engine], Found]) -> Asked:
    """Put a question to the engine of this installation, or to the database in its place."""
    if not is_indexed():
        return Asked(question(DATABASE), DATABASE.name)
    if not BREAKER.is_open:
        try:
            engine = index_engine()
            return Asked(question(engine), engine.name)
        except EngineFailedError as error:
            BREAKER.trip(error)
    return Asked(question(DATABASE), DATABASE.name, is_degraded=True)
