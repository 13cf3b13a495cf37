"""A catalogue, and the day."""

import datetime

import pytest

from exchanges.calendar import programme_today
from exchanges.matching_module.engine import Engine, EngineHolder, stay_rules
from exchanges.matching_module.host_profiles import Audience
from exchanges.matching_module.register import fetch_register_lists


@pytest.fixture
def today() -> datetime.date:
    """Today in the programme's zone."""
    return programme_today()


class OneProcess:
    """What one server process holds; make two to see them agree."""

    def __init__(self) -> None:
        self.holder = EngineHolder()

    def engine(self, audience: Audience = Audience.ANYBODY) -> Engine:
        """The engine as a request would get it."""
        on = programme_today()
        minimum = stay_rules(on=on).minimum_working_days
        return self.holder.engine(fetch_register_lists(on=on), minimum, audience, on=on)


@pytest.fixture
def process() -> OneProcess:
    """A process that has answered nothing yet."""
    return OneProcess()
