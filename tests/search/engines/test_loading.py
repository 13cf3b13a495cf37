"""The client of Elasticsearch is loaded before anybody asks, and only where it is used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
START = "import django, sys; django.setup(); print('elasticsearch' in sys.modules)"


@pytest.mark.parametrize(("engine", "is_loaded"), [("database", False), ("elasticsearch", True)])
def test_the_client_is_loaded_where_it_is_used(engine: str, is_loaded: bool) -> None:
    environment = os.environ | {
        "SEARCH_ENGINE": engine,
        "DJANGO_SETTINGS_MODULE": "clusterxchange.settings.dev",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(is_loaded)]
