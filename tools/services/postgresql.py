"""A PostgreSQL server for one run of the tests, in a temporary folder.

It is reached through a socket in that folder, never over the network.
"""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.services.process import Owner, ServiceMissingError, end_process, program, wait_until

VERSION = 15
DATABASE = "clusterxchange"
# With listen_addresses empty the port only names the socket in the server's own folder, so it
# cannot clash.
PORT = 5432
# Nothing of it outlives the run, so nothing has to reach the disk.
WITHOUT_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A running server."""

    folder: Path
    version: str

    @property
    def database_url(self) -> str:
        """The address for ``DATABASE_URL``: django-environ wants the folder as a parameter."""
        return f"postgres://postgres@/{DATABASE}?host={self.folder}&port={PORT}"

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs in its environment to use this server."""
        return {"DATABASE_URL": self.database_url}


def find_program(name: str) -> Path:
    """Return one of PostgreSQL's programs; Debian keeps the server's own outside ``PATH``."""
    return program(
        name,
        folders=[Path(f"/usr/lib/postgresql/{VERSION}/bin")],
        advice=f"install PostgreSQL {VERSION} (Debian: postgresql-{VERSION}).",
    )


@contextmanager
def running() -> Iterator[PostgreSQL]:
    """Start a server with one empty database, and stop and remove it at the end."""
    owner = Owner.unprivileged()
    initdb, postgres, is_ready, createdb = map(
        find_program, ("initdb", "postgres", "pg_isready", "createdb")
    )
    folder = owner.make_folder("cx-pg-")
    try:
        data, log = folder / "data", folder / "log"
        owner.run(
            [
                initdb,
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ]
        )
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={folder}",
            f"port={PORT}",
            *WITHOUT_SAFETY,
        ]
        process = owner.start(
            [postgres, "-D", data, *(part for one in settings for part in ("-c", one))], log=log
        )
        reach: list[str | Path] = ["-h", folder, "-p", str(PORT)]
        try:
            wait_until(
                lambda: _accepts(owner, process, [is_ready, "-q", *reach], log),
                seconds=30,
                what="PostgreSQL",
                log=log,
            )
            owner.run([createdb, *reach, "-U", "postgres", DATABASE])
            version = owner.run([postgres, "--version"]).stdout.split()[2]
            yield PostgreSQL(folder=folder, version=version)
        finally:
            end_process(process.pid, signal.SIGINT)
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _accepts(
    owner: Owner, process: subprocess.Popen[bytes], command: list[str | Path], log: Path
) -> bool:
    if process.poll() is not None:
        raise ServiceMissingError(f"PostgreSQL ended at once:\n{log.read_text(errors='replace')}")
    try:
        owner.run(command)
    except ServiceMissingError:
        return False
    return True
