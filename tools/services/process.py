"""What the services share: who runs them, where they write, how they are waited for."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

POLL_SECONDS = 0.05


class ServiceMissingError(RuntimeError):
    """A service cannot be used on this machine; the message says which one and what to do."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The account that runs a server. PostgreSQL and Elasticsearch both refuse to run as root."""

    user: int | None
    group: int | None

    @classmethod
    def unprivileged(cls) -> "Owner":
        """Return the account of this process or, for root, that of ``nobody``."""
        if os.geteuid() != 0:
            return cls(None, None)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def run(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str] | None = None,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end as this owner; a failure shows what the command printed."""
        completed = subprocess.run(
            [str(part) for part in command],
            check=False,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd="/",
            env=dict(environment) if environment is not None else None,
            user=self.user,
            group=self.group,
            extra_groups=self._extra_groups,
        )
        if completed.returncode != 0:
            printed = f"{completed.stdout}\n{completed.stderr}".strip()
            raise ServiceMissingError(
                f"{command[0]} ended with code {completed.returncode}:\n{printed}"
            )
        return completed

    def start(self, command: Sequence[str | Path], *, log: Path) -> subprocess.Popen[bytes]:
        """Start a server as this owner, in a session of its own: Ctrl-C reaches only the tests."""
        with log.open("wb") as stream:
            return subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                cwd="/",
                user=self.user,
                group=self.group,
                extra_groups=self._extra_groups,
                start_new_session=True,
            )

    def make_folder(self, prefix: str) -> Path:
        """Return a new temporary folder that this owner may write to."""
        folder = Path(tempfile.mkdtemp(prefix=prefix))
        self.give(folder)
        return folder

    def give(self, folder: Path) -> None:
        """Hand a folder and all that is in it to this owner."""
        if self.user is None or self.group is None:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.user, self.group, follow_symlinks=False)

    @property
    def _extra_groups(self) -> list[int] | None:
        return None if self.user is None else []


def cache_folder() -> Path:
    """Return the folder for what was fetched, readable for the account that runs the servers.

    That account cannot reach into root's home folder, hence the other place for root. A folder that
    somebody else made is refused: programs are started from it.
    """
    if chosen := os.environ.get("CLUSTERXCHANGE_CACHE"):
        folder = Path(chosen)
    elif os.geteuid() == 0:
        folder = Path("/var/tmp/clusterxchange-cache")
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "clusterxchange"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise ServiceMissingError(
            f"{folder} belongs to somebody else; set CLUSTERXCHANGE_CACHE to a folder of your own."
        )
    return folder


def wait_until(
    ready: Callable[[], bool], *, seconds: float, what: str, log: Path | None = None
) -> None:
    """Return as soon as ``ready`` says yes; after ``seconds`` give up and show the log's end."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            last_words = (
                log.read_text(errors="replace")[-2000:] if log is not None and log.exists() else ""
            )
            raise ServiceMissingError(
                f"{what} was not ready after {seconds:.0f} s.\n{last_words}".rstrip()
            )
        time.sleep(POLL_SECONDS)


def process_runs(pid: int) -> bool:
    """Tell whether a process with this number still does something (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def end_process(pid: int, how: signal.Signals, *, seconds: float = 20) -> None:
    """Ask a process to stop, and end it when it does not."""
    if not process_runs(pid):
        return
    os.kill(pid, how)
    try:
        wait_until(lambda: not process_runs(pid), seconds=seconds, what=f"The end of process {pid}")
    except ServiceMissingError:
        os.kill(pid, signal.SIGKILL)


def stop_servers_when_terminated() -> None:
    """Let a SIGTERM end this process as Ctrl-C does, so that its servers are stopped as well."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, end)


def program(name: str, *, advice: str, folders: Sequence[Path] = ()) -> Path:
    """Return where a program is, looking into ``folders`` before ``PATH``."""
    for folder in folders:
        if os.access(folder / name, os.X_OK):
            return folder / name
    found = shutil.which(name)
    if found is None:
        raise ServiceMissingError(f"The program {name} is missing: {advice}")
    return Path(found)
