"""How a test lets a module of this folder run as a process, and how that answers and forks."""

import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).parents[2]


def environment_for(database: str, **more: str) -> dict[str, str]:
    """What such a process needs to know."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.promises.outbox_settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "OUTBOX_DATABASE": database,
        **more,
    }


def run_process(module: str, plan: dict[str, Any], database: str, **more: str) -> dict[str, Any]:
    """Run a module with its plan to its end; what it found."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.promises.{module}", json.dumps(plan)],
        cwd=ROOT,
        env=environment_for(database, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_as_told(run: Callable[..., dict[str, Any]]) -> None:
    """Do what the argument of the command line says, and print what was found."""
    plan = json.loads(sys.argv[1])
    django.setup()
    from django.conf import settings

    try:
        print(json.dumps(run(**plan)), flush=True)
    finally:
        shutil.rmtree(Path(settings.MEDIA_ROOT).parent, ignore_errors=True)


def fork(function: Callable[[], None]) -> int:
    """Run a function in a child, which has a connection of its own; its process number."""
    from django.db import connection

    connection.close()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        function()
        code = 0
    except BaseException:
        # A process that ends at once would not say why.
        traceback.print_exc()
        raise
    finally:
        os._exit(code)
