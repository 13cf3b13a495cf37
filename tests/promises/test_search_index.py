"""Elasticsearch may hang, refuse and be killed: no page fails, and nothing is missing later."""

import datetime
import os
import random
import signal
import time
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django.fixtures import Settings

from core.outbox import deliver_due
from search.answers import answer
from search.engines.choosing import BREAKER
from search.engines.elasticsearch.comparing import find_index_drift
from search.engines.elasticsearch.connection import writing_client
from search.engines.elasticsearch.layout import alias
from search.engines.elasticsearch.rebuilding import rebuild_index
from search.projection.checking import find_drift, unwatched
from search.queries import CatalogueQuery
from tests.factories.indices import index_of_its_own
from tests.factories.stub_server import refusing_address
from tests.promises.conftest import Tell
from tests.search.conftest import catalogue
from tests.search.projection.conftest import SmallSite, small_site
from tests.search.random_changes import Changer
from tools.services import elasticsearch

__all__ = ["catalogue", "small_site"]

CHANGES = 500
SEED = 20_261_125
SECOND = datetime.timedelta(seconds=1)
QUERY = CatalogueQuery(day=datetime.date(2026, 3, 10), language="en")

pytestmark = [pytest.mark.django_db, pytest.mark.promise]


@pytest.fixture(scope="module")
def server() -> Iterator[elasticsearch.Elasticsearch]:
    """A server of its own, because it is stopped and killed."""
    with elasticsearch.running() as server:
        yield server


def test_five_hundred_changes_with_the_server_going_up_and_down(
    small_site: SmallSite,
    server: elasticsearch.Elasticsearch,
    promise: Tell,
) -> None:
    chance = random.Random(SEED)
    changer = Changer(small_site, SEED)
    ghosts_while_empty = 0
    with index_of_its_own(server.url), time_machine.travel(timezone.now(), tick=False) as clock:
        rebuild_index(writing_client(), unwatched)
        away = refusing_address()
        is_up = True
        for _time in range(CHANGES):
            if chance.random() < 0.05:
                is_up = not is_up
            with override_settings(ELASTICSEARCH_URL=server.url if is_up else away):
                changer.change()
                clock.shift(chance.choice([0, 1, 5, 20]) * SECOND)
                if chance.random() < 0.3:
                    deliver_due(now=timezone.now())
        # What run_outbox does every five seconds.
        for _tick in range(12):
            clock.shift(5 * SECOND)
            deliver_due(now=timezone.now())
        drift = find_index_drift(writing_client(), alias())
        ghosts_while_empty += len(drift.ghosts)
    table = find_drift()
    promise(
        f"{CHANGES} random changes with Elasticsearch going up and down leave no drift 60 s later",
        figure=f"{len(table.keys)} in the table, {len(drift.keys)} in the index",
        target="0 and 0",
        seed=SEED,
    )
    assert (table.keys, drift.keys, ghosts_while_empty) == (set(), set(), 0)


def ask_pages(client: Client, number: int) -> tuple[int, list[float]]:
    """How many page views failed, and how long each took."""
    failed, seconds = 0, []
    for _time in range(number):
        started = time.perf_counter()
        failed += client.get("/offers/?q=wool").status_code != 200
        seconds.append(time.perf_counter() - started)
    return failed, seconds


def wait_until_it_is_back(seconds: float) -> float:
    """How long it takes until the index answers again."""
    started = time.perf_counter()
    while answer(QUERY).is_degraded and time.perf_counter() - started < seconds:
        time.sleep(0.1)
    return time.perf_counter() - started


@pytest.mark.parametrize("blow", [signal.SIGSTOP, signal.SIGKILL], ids=["hanging", "killed"])
def test_no_page_fails_while_the_server_does(
    small_site: SmallSite,
    client: Client,
    settings: Settings,
    promise: Tell,
    blow: signal.Signals,
) -> None:
    patience = settings.ELASTICSEARCH_TIMEOUT_SECONDS
    with elasticsearch.running() as own, index_of_its_own(own.url, timeout=patience):
        rebuild_index(writing_client(), unwatched)
        assert answer(QUERY).is_degraded is False
        ask_pages(client, 5)
        os.kill(own.pid, blow)
        failed, seconds = ask_pages(client, 30)
        is_degraded = answer(QUERY).is_degraded
        back = 0.0
        if blow is signal.SIGSTOP:
            os.kill(own.pid, signal.SIGCONT)
            back = wait_until_it_is_back(30)
            assert answer(QUERY).is_degraded is False
        BREAKER.reset()
        later = sorted(seconds[1:])
        promise(
            f"No page of the catalogue fails while Elasticsearch is {blow.name} (real server)",
            figure=f"{failed} of 30 failed; first {seconds[0] * 1000:.0f} ms, then"
            f" {later[len(later) // 2] * 1000:.0f} ms in the median; back after {back:.0f} s",
            target="0; first 1,000 ms after a hang, 200 ms after a refusal; back within 15 s",
        )
        assert (failed, is_degraded) == (0, True)
