"""Run a command with services beside it, or fetch what they need beforehand.

::

    python -m tools.services postgresql elasticsearch -- pytest -m database
    python -m tools.services --fetch
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack

from tools.services import axe, elasticsearch, postgresql
from tools.services.process import ServiceMissingError, stop_servers_when_terminated

SERVERS: Mapping[
    str, Callable[[], AbstractContextManager[postgresql.PostgreSQL | elasticsearch.Elasticsearch]]
] = {"postgresql": postgresql.running, "elasticsearch": elasticsearch.running}


def main(arguments: list[str]) -> int:
    """Start the named servers, run the command after ``--`` and return its exit code."""
    options, command = _split(arguments)
    parser = argparse.ArgumentParser(
        prog="python -m tools.services", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("servers", nargs="*", help=f"which to start: {', '.join(SERVERS)}")
    parser.add_argument(
        "--fetch", action="store_true", help="fetch Elasticsearch and axe-core, and start nothing"
    )
    chosen = parser.parse_args(options)
    if chosen.fetch:
        # The JDK cannot be fetched: say so now and not in the middle of the tests.
        for path in (elasticsearch.find_java(), elasticsearch.fetch(), axe.fetch()):
            print(path)
        return 0
    if unknown := set(chosen.servers) - set(SERVERS):
        parser.error(f"no such server: {', '.join(sorted(unknown))}")
    if not command:
        parser.error("name a command after --")
    with ExitStack() as stack:
        environment = dict(os.environ)
        for name in chosen.servers:
            environment |= stack.enter_context(SERVERS[name]()).environment
        return subprocess.run(command, check=False, env=environment).returncode


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in arguments:
        return arguments, []
    place = arguments.index("--")
    return arguments[:place], arguments[place + 1 :]


if __name__ == "__main__":
    stop_servers_when_terminated()
    try:
        sys.exit(main(sys.argv[1:]))
    except ServiceMissingError as missing:
        sys.exit(str(missing))
