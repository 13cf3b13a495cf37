"""What taking in a catalogue costs, measured in a process that does nothing else."""

from __future__ import annotations

import json
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from matching import Matcher, Profile, Role, pilot_criteria

ROOT = Path(__file__).parents[2]
CHUNK = 5_000


def build_lines(hosts: list[Profile], repeats: int) -> Iterator[str]:
    """Median cost of some builds, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hosts.pickle"
        with path.open("wb") as file:
            for start in range(0, len(hosts), CHUNK):
                pickle.dump(hosts[start : start + CHUNK], file)
        command = [sys.executable, "-m", "bench.matching.build", str(path)]
        costs = []
        for _ in range(repeats):
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            costs.append(json.loads(done.stdout))
    cost = {name: statistics.median(cost[name] for cost in costs) for name in costs[0]}
    yield (
        f"Build of {len(hosts):,} (median of {repeats}): {cost['processor']:.2f} s of processor"
        f" time ({cost['elapsed']:.2f} s elapsed), {cost['megabytes']:.0f} MB more memory at its"
        f" peak, {cost['columns']:.0f} MB of it columns\n"
    )


def build_cost(path: Path) -> dict[str, float]:
    """Seconds and peak memory of building from a stream, less those of the stream itself."""
    for _ in stream(path):  # what reading alone takes is in the peak before
        pass
    before = memory("VmRSS")
    spent = {"processor": 0.0, "elapsed": 0.0}
    matcher = Matcher(pilot_criteria())
    for chunk in stream(path):
        start, clock = time.process_time(), time.perf_counter()
        matcher.add(chunk)
        spent["processor"] += time.process_time() - start
        spent["elapsed"] += time.perf_counter() - clock
    after = memory("VmHWM")
    columns = matcher.sides[Role.HOST]
    held = columns.nbytes * columns.used / columns.capacity
    return {**spent, "megabytes": (after - before) / 1024, "columns": held / 2**20}


def memory(name: str) -> int:
    """Kilobytes of this process as Linux counts them."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    raise RuntimeError("memory is measured on Linux only")


def stream(path: Path) -> Iterator[list[Profile]]:
    """Chunks of profiles, one in memory at a time."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return


if __name__ == "__main__":
    print(json.dumps(build_cost(Path(sys.argv[1]))))
