"""Keeps pages from waiting for an engine that fails, and notices when it is back."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from search.engines.failure import EngineFailedError

PROBE_SECONDS: Final = 3.0

logger = logging.getLogger(__name__)


class Breaker:
    """Opens at the first failure, and closes when the engine answers again.

    While it is open nobody's page asks the engine: a thread of its own does, every few seconds.
    Each process has its own breaker and learns for itself.
    """

    def __init__(self, check: Callable[[], None], *, seconds: float = PROBE_SECONDS) -> None:
        self._check = check
        self._seconds = seconds
        self._lock = threading.Lock()
        self._prober: threading.Thread | None = None
        self._end = threading.Event()

    @property
    def is_open(self) -> bool:
        """Whether the engine is not to be asked."""
        return self._prober is not None

    def trip(self, error: EngineFailedError) -> None:
        """Open after a failure."""
        with self._lock:
            if self._prober is not None:
                return
            logger.warning("The search engine failed (%s): the database answers.", error)
            self._end.clear()
            self._prober = threading.Thread(target=self._probe, name="search-probe", daemon=True)
            self._prober.start()

    def reset(self) -> None:
        """Close without asking, and end the thread; for tests and other settings."""
        prober = self._prober
        self._end.set()
        if prober is not None:
            prober.join()
        self._prober = None

    def _probe(self) -> None:
        while not self._end.wait(self._seconds):
            try:
                self._check()
            except EngineFailedError:
                continue
            except Exception:
                logger.exception("The search engine could not be checked")
                continue
            logger.warning("The search engine answers again.")
            break
        self._prober = None
