"""A real Elasticsearch server for one run of the tests.

It is the distribution that Elastic's own developers run their integration tests on: the genuine
server without its optional modules. Maven fetches it; what it has and lacks is listed in
``docs/testing.md``.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.services.process import (
    Owner,
    ServiceMissingError,
    cache_folder,
    end_process,
    program,
    wait_until,
)

VERSION = "9.5.0"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
UNPACK = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack"
OLDEST_JAVA = 21
HEAP = "512m"
INSTALLED_JAVA = Path("/usr/lib/jvm")


@dataclass(frozen=True, slots=True)
class Elasticsearch:
    """A running server."""

    url: str
    pid: int
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs in its environment to use this server."""
        return {"ELASTICSEARCH_URL": self.url}


def fetch() -> Path:
    """Return the unpacked distribution, fetching it first where it is missing."""
    cache = cache_folder()
    distribution = cache / f"elasticsearch-{VERSION}"
    if distribution.is_dir():
        return distribution
    maven = program(
        "mvn", advice=f"it fetches Elasticsearch {VERSION}; install Maven (Debian: maven)."
    )
    # Unpacked beside its place and then renamed: a fetch that was interrupted leaves no half
    # distribution behind.
    with tempfile.TemporaryDirectory(dir=cache, prefix="fetching-") as folder:
        command = [
            str(maven),
            "-q",
            "-B",
            UNPACK,
            f"-DoutputDirectory={folder}",
            f"-Dartifact={ARTIFACT}",
        ]
        completed = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
        fetched = Path(folder) / distribution.name
        if completed.returncode != 0 or not fetched.is_dir():
            raise ServiceMissingError(
                f"Maven could not fetch {ARTIFACT}:\n{completed.stdout[-2000:]}"
            )
        fetched.rename(distribution)
    return distribution


def find_java() -> Path:
    """Return the home of a Java that is new enough; it must be a whole JDK."""
    named = [os.environ[name] for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    installed = sorted(INSTALLED_JAVA.glob("*"))
    for home in (*map(Path, named), *installed):
        if java_version(home) >= OLDEST_JAVA:
            return home
    raise ServiceMissingError(
        f"Elasticsearch {VERSION} needs a JDK of version {OLDEST_JAVA} or newer: "
        "install one and set ES_JAVA_HOME to it."
    )


def java_version(home: Path) -> int:
    """Return the major version of the JDK in this folder, or 0 where there is none."""
    release = home / "release"
    if not release.is_file() or not (home / "bin" / "java").exists():
        return 0
    found = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(errors="replace"), re.MULTILINE)
    return int(found[1]) if found else 0


@contextmanager
def running() -> Iterator[Elasticsearch]:
    """Start a single node on free loopback ports; stop and remove it at the end."""
    java = find_java()
    distribution = fetch()
    owner = Owner.unprivileged()
    folder = owner.make_folder("cx-es-")
    pid_file = folder / "pid"
    try:
        http_port, transport_port = _free_ports(2)
        _configure(folder, distribution, http_port=http_port, transport_port=transport_port)
        owner.give(folder)
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
            # Otherwise each start leaves a folder of the launcher's outside ours.
            "CLI_JAVA_OPTS": f"-Xmx64m -Djava.io.tmpdir={folder / 'tmp'}",
            "ES_PATH_CONF": str(folder / "config"),
            "ES_TMPDIR": str(folder / "tmp"),
        }
        # With -d this returns when the node is up.
        owner.run(
            [distribution / "bin" / "elasticsearch", "-d", "-p", pid_file], environment=environment
        )
        server = Elasticsearch(
            url=f"http://127.0.0.1:{http_port}", pid=int(pid_file.read_text()), folder=folder
        )
        wait_until(
            lambda: _is_healthy(server.url),
            seconds=60,
            what="Elasticsearch",
            log=folder / "logs" / "cx.log",
        )
        yield server
    finally:
        if pid_file.exists():
            end_process(int(pid_file.read_text()), signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


def _configure(folder: Path, distribution: Path, *, http_port: int, transport_port: int) -> None:
    """Make the folders that the server writes to; the distribution itself is only read."""
    shutil.copytree(distribution / "config", folder / "config")
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir()
    settings = {
        "cluster.name": "cx",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": http_port,
        "transport.port": transport_port,
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "xpack.security.enabled": False,
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    # Each value written as JSON is valid YAML.
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
    (folder / "config" / "elasticsearch.yml").write_text("".join(lines))


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(
            f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=5
        ) as answer:
            return bool(json.load(answer)["status"] in {"yellow", "green"})
    except (OSError, urllib.error.URLError):
        return False
