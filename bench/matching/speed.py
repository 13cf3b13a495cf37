"""Top 20 of 100,000 hosts: time, recall, memory, against dense products and hnswlib.

All methods answer the same visitor one after the other, in one process and one thread, each time
in another order, so that what else the machine does hits all alike. Processor time is taken beside
elapsed time (numpy and hnswlib run in one thread here). What counts is the ratio.
Run `python -m bench.matching.speed`; `--quick` only shows that it runs.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

import numpy as np

from bench.matching.build import build_lines
from bench.matching.population import World, population
from bench.matching.rivals import Catalogue, Dense, Graph, Selected, recall
from bench.report import REPORTS, keep
from matching import Matcher, Profile, Role, pilot_criteria
from matching.encoding import Encoded

K = 20
Method = Callable[[Profile], Sequence[str]]
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Spent(NamedTuple):
    """Milliseconds of one call."""

    processor: float
    elapsed: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the population, measure, print a table in Markdown and keep it in build/bench."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--hosts", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--builds", type=int, default=3, help="times that the build is repeated")
    parser.add_argument("--no-graph", action="store_true", help="leave hnswlib out")
    parser.add_argument("--quick", action="store_true", help="2,000 hosts, 3 visitors, 1 build")
    parser.add_argument("--report", type=Path, default=REPORTS / "matching_speed.md")
    options = parser.parse_args(arguments)
    if options.quick:
        options.hosts, options.queries, options.builds = 2_000, 3, 1
    world = World.make()
    hosts = population(world, Role.HOST, options.hosts, 7).profiles
    visitors = population(world, Role.VISITOR, options.queries, 7).profiles
    lines = [f"{options.hosts:,} hosts, {options.queries} visitors, {machine_load()}", ""]
    built = build_lines(hosts, options.builds)
    matcher = Matcher(pilot_criteria(), hosts)
    del hosts
    methods: dict[str, Method] = {"matching": lambda visitor: matcher.rank(visitor, K).identifiers}
    measured = chain(
        built,
        rivals(matcher, methods, graph=not options.no_graph),
        compare(matcher, visitors, methods),
        explain(matcher, visitors),
    )
    for line in measured:
        print(line, flush=True)
        lines.append(line)
    print(machine_load())
    lines.append(f"At the end: {machine_load()}")
    keep(options.report, "\n".join(lines) + "\n")


def machine_load() -> str:
    """How busy the machine is: without this no time means anything."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def timed(
    call: Callable[Parameters, Result], *arguments: Parameters.args, **named: Parameters.kwargs
) -> tuple[Result, Spent]:
    """What a call returns, and what it took."""
    processor, clock = time.process_time(), time.perf_counter()
    result = call(*arguments, **named)
    spent = time.process_time() - processor, time.perf_counter() - clock
    return result, Spent(spent[0] * 1e3, spent[1] * 1e3)


def rivals(matcher: Matcher, methods: dict[str, Method], *, graph: bool) -> Iterator[str]:
    """Add the rivals to `methods`; a line for each index that had to be built."""
    full, lean = Catalogue(matcher, full=True), Catalogue(matcher, full=False)

    def add(label: str, rank: Callable[[Encoded, int], list[str]]) -> None:
        methods[label] = lambda visitor: rank(matcher.encoded(Role.VISITOR, visitor), K)

    for catalogue, name in ((lean, "lean"), (full, "full")):
        for candidates in (200, 1_000):
            size = f"{name}, {catalogue.width} columns, {candidates} re-ranked"
            add(f"numpy dense products ({size})", Dense(catalogue, candidates).rank)
    add("numpy products of the asked columns only (full, 1000 re-ranked)", Selected(full).rank)
    if not graph:
        return
    try:
        index, spent = timed(Graph, full)
    except ImportError:
        yield "hnswlib is not installed here: left out.\n"
        return
    yield (
        f"hnswlib index ({Graph.SETTINGS}): {spent.processor / 1e3:.0f} s of processor time,"
        f" {spent.elapsed / 1e3:.0f} s elapsed to build\n"
    )
    for candidates in (200, 1_000, 4_000):
        add(f"hnswlib, k = ef = {candidates}", index.looking_at(candidates))


def compare(matcher: Matcher, visitors: list[Profile], methods: dict[str, Method]) -> Iterator[str]:
    """One line per method: milliseconds, ratio and recall."""
    truth_of = Catalogue(matcher, full=False).everybody
    times: dict[str, list[Spent]] = {name: [] for name in methods}
    found: dict[str, list[float]] = {name: [] for name in methods}
    names = [*methods]
    for turn, visitor in enumerate(visitors):
        truth = truth_of(matcher.encoded(Role.VISITOR, visitor), K)
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            method = methods[name]
            method(visitor)
            ranked, spent = timed(method, visitor)
            times[name].append(spent)
            found[name].append(recall(ranked, truth))
    own = np.array(times["matching"])
    yield "| method | processor ms p50 (p95) | elapsed ms p50 | times ours | recall@20 |"
    yield "|---|---|---|---|---|"
    for name, spent_times in times.items():
        spent_all = np.array(spent_times)
        p50, p95 = np.percentile(spent_all[:, 0], [50, 95])
        elapsed = np.median(spent_all[:, 1])
        ratio = np.median(spent_all[:, 0] / own[:, 0])
        score = np.mean(found[name])
        yield f"| {name} | {p50:.2f} ({p95:.2f}) | {elapsed:.2f} | {ratio:.1f} | {score:.3f} |"


def explain(matcher: Matcher, visitors: list[Profile]) -> Iterator[str]:
    """What the reasons of a list take, right after it and a second time."""
    first: list[Spent] = []
    again: list[Spent] = []
    for visitor in visitors:
        asker = matcher.encoded(Role.VISITOR, visitor)
        listing = matcher.rank(asker, K).identifiers
        for times in (first, again):
            _, spent = timed(matcher.explain, Role.VISITOR, asker, listing)
            times.append(spent)
    for name, times in (("right after the list", first), ("once more", again)):
        low, p50, p95 = np.percentile(np.array(times)[:, 0], [5, 50, 95])
        elapsed = np.median(np.array(times)[:, 1])
        yield (
            f"\nReasons of the 20, {name}: {low:.2f} / {p50:.2f} / {p95:.2f} ms of processor time"
            f" (p5 / p50 / p95), {elapsed:.2f} ms elapsed (p50)"
        )


if __name__ == "__main__":
    main()
