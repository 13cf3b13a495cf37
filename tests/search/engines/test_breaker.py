"""The breaker: open after one failure, closed again when the engine answers, nobody waits."""

import threading

import pytest

from search.engines.breaker import Breaker
from search.engines.failure import EngineFailedError


class Engine:
    """Answers or fails, and counts how often it was checked."""

    def __init__(self) -> None:
        self.is_well = False
        self.checks = 0
        self.was_checked = threading.Event()

    def check(self) -> None:
        self.checks += 1
        self.was_checked.set()
        if not self.is_well:
            raise EngineFailedError("still away")


@pytest.fixture
def engine() -> Engine:
    return Engine()


def test_it_is_closed_until_something_fails(engine: Engine) -> None:
    breaker = Breaker(engine.check)
    assert breaker.is_open is False
    assert engine.checks == 0


def test_it_opens_once_and_closes_when_the_engine_answers(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    breaker = Breaker(engine.check, seconds=0.01)
    breaker.trip(EngineFailedError("refused"))
    prober = breaker._prober
    breaker.trip(EngineFailedError("refused"))
    assert breaker._prober is prober
    assert engine.was_checked.wait(10)
    assert breaker.is_open is True
    engine.is_well = True
    assert prober is not None
    prober.join(10)
    assert breaker.is_open is False
    assert [record.message for record in caplog.records] == [
        "The search engine failed (refused): the database answers.",
        "The search engine answers again.",
    ]


def test_it_opens_again(engine: Engine) -> None:
    engine.is_well = True
    breaker = Breaker(engine.check, seconds=0.01)
    for _time in range(2):
        breaker.trip(EngineFailedError("refused"))
        prober = breaker._prober
        assert prober is not None
        prober.join(10)
        assert breaker.is_open is False


def test_it_can_be_reset(engine: Engine) -> None:
    breaker = Breaker(engine.check, seconds=60)
    breaker.trip(EngineFailedError("refused"))
    breaker.reset()
    assert breaker.is_open is False
    assert engine.checks == 0


def test_a_check_that_breaks_is_made_again(engine: Engine) -> None:
    def check() -> None:
        if engine.checks == 0:
            engine.checks += 1
            raise RuntimeError("a mistake of ours")
        engine.is_well = True
        engine.check()

    breaker = Breaker(check, seconds=0.01)
    breaker.trip(EngineFailedError("refused"))
    prober = breaker._prober
    assert prober is not None
    prober.join(10)
    assert breaker.is_open is False
    assert engine.checks == 2
