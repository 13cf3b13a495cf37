"""The ground under the services: owners, waiting, ending and the cache folder."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tools.services.process import (
    Owner,
    ServiceMissingError,
    cache_folder,
    end_process,
    process_runs,
    program,
    wait_until,
)


def test_an_owner_is_never_root() -> None:
    owner = Owner.unprivileged()
    user = owner.run(["id", "-u"]).stdout.strip()
    assert (user == "0") is False


def test_a_failing_command_shows_what_it_printed() -> None:
    with pytest.raises(ServiceMissingError, match="ended with code 3:\nno such thing"):
        Owner(None, None).run(["sh", "-c", "echo no such thing; exit 3"])


def test_waiting_gives_up_and_shows_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("port in use")
    with pytest.raises(ServiceMissingError) as raised:
        wait_until(lambda: False, seconds=0, what="The server", log=log)
    assert str(raised.value) == "The server was not ready after 0 s.\nport in use"


def test_a_process_that_ignores_the_signal_is_ended_all_the_same() -> None:
    stubborn = subprocess.Popen(
        ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert stubborn.stdout is not None
    assert stubborn.stdout.readline() == "ready\n"
    end_process(stubborn.pid, signal.SIGTERM, seconds=0.3)
    stubborn.stdout.close()
    assert stubborn.wait(timeout=10) == -signal.SIGKILL
    assert process_runs(stubborn.pid) is False


def test_a_missing_program_says_what_to_do() -> None:
    with pytest.raises(ServiceMissingError) as raised:
        program("no-such-program", advice="install it.")
    assert str(raised.value) == "The program no-such-program is missing: install it."


def test_a_program_in_the_given_folder_comes_before_the_path(tmp_path: Path) -> None:
    own = tmp_path / "sh"
    own.write_text("")
    own.chmod(0o755)
    assert program("sh", advice="", folders=[tmp_path]) == own


def test_a_cache_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    monkeypatch.setenv("CLUSTERXCHANGE_CACHE", str(tmp_path))
    with pytest.raises(ServiceMissingError, match="belongs to somebody else"):
        cache_folder()
