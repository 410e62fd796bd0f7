"""How long a large evaluation would take on many nodes, and what would bind first.

    python -m benchmarks.scale.simulation --run DIR [--problems 165] [--samples 1000000]
        [--nodes 1 2 10 100 1000] [--cores 1] [--gpu SAMPLES_PER_S] [--measured FILE]
        [--passing SHARE --tests N]

Costs are those of a real run on one core (`shortlist eval ... --jobs 1 --workers 1`), spread over
the problems in turn; with `--passing`, where a model solves too little, so large a share of
distinct programs is taken to pass the examples, each of which runs on the generated inputs and on
so many hidden `--tests` (those of CodeContests' test problems, Li et al. 2022, table 1), for as
long as on an example. What is simulated is what the code does: pieces of samples drawn by whichever
node is free, pieces of programs run on the examples, the rest of a problem by one node, as many
problems under way as the driver can hold, and a driver that takes in, merges and stores one thing
after the other behind one network interface. `--measured` is the file that
`benchmarks.scale.efficiency --json` wrote: its problems are simulated too, and compared.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console

from benchmarks.scale.costs import (
    DriverCosts,
    ProblemCosts,
    costs_of,
    driver_costs,
)
from benchmarks.tables import new_table
from shortlist_engine.cluster import ranges
from shortlist_engine.cluster.crews import PROBLEMS_PER_POOL
from shortlist_engine.cluster.stages import HELD, PIECES_AHEAD

GENERATED = 75  # inputs that survivors are told apart with, those sought included
NETWORK = 10e9 / 8  # bytes a second of the driver's interface


@dataclass(frozen=True)
class Setting:
    """Says what is simulated; `gpu` is how many samples a second a node's GPU draws, None where
    its cores do."""

    nodes: int
    cores: int
    samples: int
    gpu: float | None = None


@dataclass
class Outcome:
    """Holds what came of it, in seconds and bytes."""

    seconds: float = 0.0
    node_s: float = 0.0
    driver_s: float = 0.0
    wire: float = 0.0
    disk: float = 0.0
    longest_s: float = 0.0


@dataclass
class Node:
    """Shares its cores among what is under way; `drawing` says whether its sampler is taken."""

    cores: int
    pieces: dict[int, float] = field(default_factory=dict)  # and how much of each is left
    since: float = 0.0
    drawing: bool = False
    running: int = 0
    version: int = 0


Next = Callable[[], None]


class Simulation:
    """Simulates one run."""

    def __init__(self, setting: Setting, problems: list[ProblemCosts], driver: DriverCosts) -> None:
        self._setting, self._driver = setting, driver
        self._nodes = [Node(setting.cores) for _ in range(setting.nodes)]
        self._events: list[tuple[float, int, Next]] = []
        self._number = itertools.count()
        self._now = 0.0
        self._driver_free = 0.0
        self._done: dict[int, tuple[Node, str, Next]] = {}
        self._waiting: dict[str, deque[tuple[float, Next]]] = {"draw": deque(), "run": deque()}
        self._free = {"draw": deque(self._nodes), "run": deque(self._nodes * PROBLEMS_PER_POOL)}
        self._problems = iter(problems)
        self.outcome = Outcome()
        self._jobs = setting.nodes * (PROBLEMS_PER_POOL + 1) + 1
        self._held = max(1, HELD // max(1, setting.samples))
        self._for_room: deque[Next] = deque()

    def run(self) -> Outcome:
        for _ in range(self._jobs):
            self._problem()
        while self._events:
            self._now, _, act = heapq.heappop(self._events)
            act()
        self.outcome.seconds = self._now
        return self.outcome

    def _problem(self) -> None:
        problem = next(self._problems, None)
        if problem is None:
            return
        if not self._held:
            self._for_room.append(lambda: self._draw(problem))
            return
        self._held -= 1
        self._draw(problem)

    def _draw(self, problem: ProblemCosts) -> None:
        samples = self._setting.samples
        programs, driver = problem.programs(samples), self._driver
        held = max(1, HELD // max(1, samples))
        size = ranges.samples_at_once(samples * held, self._setting.nodes)

        def drawn() -> None:
            self.outcome.disk += programs * driver.disk
            self._on_driver(driver.sample_s * programs, 0.0, run)

        def run() -> None:
            if programs > ranges.PROGRAMS:
                counts = [count for _, count in ranges.cut(programs, ranges.PROGRAMS)]
                self._pieces("run", [problem.examples_s * n for n in counts], 100.0 * 200, rest)
            else:
                rest(problem.examples_s * programs)

        def rest(more: float = 0.0) -> None:
            if self._for_room:
                self._for_room.popleft()()
            else:
                self._held += 1
            self._pieces("run", [more + problem.rest_s(samples)], 20_000.0, self._problem)

        whole = problem.rest_s(samples) / self._setting.cores
        self.outcome.longest_s = max(self.outcome.longest_s, whole)

        rate = self._setting.gpu
        pieces = [
            (count / rate * self._setting.cores if rate else problem.draw_s * count)
            for _, count in ranges.cut(samples, size)
        ]
        wire = driver.wire * programs / len(pieces)
        self._pieces("draw", pieces, wire, drawn)

    def _pieces(self, kind: str, work: list[float], wire: float, then: Next) -> None:
        """Has nodes do pieces, a few ahead at a time; each ends with its result at the driver."""
        left, waiting = len(work), iter(work)

        def one_ended() -> None:
            nonlocal left
            left -= 1
            begin_next()
            if not left:
                then()

        def begin_next() -> None:
            piece = next(waiting, None)
            if piece is not None:
                self._ask(
                    kind, piece, lambda: self._on_driver(self._driver.piece_s, wire, one_ended)
                )

        each = 1 if kind == "draw" else PROBLEMS_PER_POOL
        for _ in range(min(len(work), PIECES_AHEAD * each * len(self._nodes))):
            begin_next()

    def _ask(self, kind: str, work: float, then: Next) -> None:
        self._waiting[kind].append((work, then))
        self._dispatch(kind)

    def _dispatch(self, kind: str) -> None:
        while self._waiting[kind] and self._free[kind]:
            work, then = self._waiting[kind].popleft()
            node = self._free[kind].popleft()
            self.outcome.node_s += work
            number = next(self._number)
            self._advance(node)
            node.pieces[number] = max(work, 1e-9)
            self._done[number] = node, kind, then
            self._plan(node)

    def _advance(self, node: Node) -> None:
        """Brings the node's pieces up to now."""
        if node.pieces:
            share = (self._now - node.since) * node.cores / len(node.pieces)
            node.pieces = {number: left - share for number, left in node.pieces.items()}
        node.since = self._now

    def _plan(self, node: Node) -> None:
        node.version += 1
        if node.pieces:
            number = min(node.pieces, key=lambda each: node.pieces[each])
            wait = max(0.0, node.pieces[number]) * len(node.pieces) / node.cores
            version = node.version
            self._at(self._now + wait, lambda: self._ended(node, number, version))

    def _ended(self, node: Node, number: int, version: int) -> None:
        if version != node.version:
            return
        self._advance(node)
        del node.pieces[number]
        _, kind, then = self._done.pop(number)
        self._free[kind].append(node)
        self._plan(node)
        self._dispatch(kind)
        then()

    def _on_driver(self, seconds: float, wire: float, then: Next) -> None:
        """The driver does one thing after the other, and what comes to it shares one wire."""
        takes = max(seconds, wire / NETWORK)
        self.outcome.driver_s += takes
        self.outcome.wire += wire
        self._driver_free = max(self._now, self._driver_free) + takes
        self._at(self._driver_free, then)

    def _at(self, when: float, act: Next) -> None:
        heapq.heappush(self._events, (when, next(self._number), act))


def simulate(
    setting: Setting, costs: list[ProblemCosts], count: int, driver: DriverCosts
) -> Outcome:
    """Returns what comes of `count` problems with the costs in turn."""
    problems = [costs[number % len(costs)] for number in range(count)]
    return Simulation(setting, problems, driver).run()


def binding(outcome: Outcome, setting: Setting) -> str:
    """Returns what takes the longest by itself: the nodes' work, the driver, or what one node does
    of the largest problem; and how much of all that is."""
    bounds = {
        "the nodes' cores": outcome.node_s / (setting.nodes * setting.cores),
        "the driver": outcome.driver_s,
        "one problem's end": outcome.longest_s,
    }
    name = max(bounds, key=lambda each: bounds[each])
    return f"{name} ({bounds[name] / max(outcome.seconds, 1e-9):.0%})"


def rows(
    options: argparse.Namespace, costs: list[ProblemCosts], driver: DriverCosts
) -> Iterator[list[str]]:
    for nodes in options.nodes:
        setting = Setting(nodes, options.cores, options.samples, options.gpu)
        found = simulate(setting, costs, options.problems, driver)
        busy = found.node_s / (found.seconds * nodes * options.cores)
        yield [
            f"{nodes:,}",
            f"{found.seconds / 3600:,.1f} h",
            f"{busy:.0%}",
            f"{found.driver_s / found.seconds:.0%}",
            f"{found.wire / 1e9:,.1f} GB",
            f"{8 * found.wire / found.seconds / 1e6:,.1f} Mbit/s",
            f"{found.disk / 1e9:,.1f} GB",
            binding(found, setting),
        ]


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--run", type=Path, required=True)
    command.add_argument("--problems", type=int, default=165)
    command.add_argument("--samples", type=int, default=1_000_000)
    command.add_argument("--nodes", type=int, nargs="+", default=[1, 10, 100, 1000])
    command.add_argument("--cores", type=int, default=1)
    command.add_argument("--gpu", type=float)
    command.add_argument("--measured", type=Path)
    command.add_argument("--passing", type=float)
    command.add_argument("--tests", type=int, default=202)
    command.add_argument(
        "--share", type=float, default=1.0, help="of the run's wall time that was its CPU time"
    )
    return command


def main() -> None:
    options = parser().parse_args()
    measured, driver = costs_of(options.run, options.share), driver_costs(options.run)
    costs = measured
    if options.passing is not None:
        inputs = GENERATED + options.tests
        costs = [
            replace(each, passing=options.passing, survivor_s=inputs * each.examples_s)
            for each in measured
        ]
    console = Console(width=130)
    mean = sum(each.draw_s for each in costs) / len(costs)
    console.print(
        f"{len(costs)} problems measured: {1 / mean:.0f} samples a second and core, "
        f"{1e3 * sum(each.examples_s for each in costs) / len(costs):.1f} ms a program on the "
        f"examples; the driver: {1e6 * driver.sample_s:.0f} µs, {driver.wire:.0f} bytes sent, "
        f"{driver.disk:.0f} bytes stored and {driver.held:.0f} held a distinct program; "
        f"of a million samples {sum(c.programs(1_000_000) for c in costs) / len(costs):,.0f} "
        f"differ, a survivor costs {sum(c.survivor_s for c in costs) / len(costs):.2f} s"
    )
    table = new_table(
        f"{options.problems} problems, {options.samples:,} samples each, {options.cores} cores a "
        "node",
        ["nodes"],
        ["time", "nodes busy", "driver busy", "sent to it", "on the wire", "stored", "binds"],
    )
    for row in rows(options, costs, driver):
        table.add_row(*row)
    console.print(table)
    if options.measured:
        compare(console, json.loads(options.measured.read_text()), measured, driver)


def compare(
    console: Console, measured: dict, costs: list[ProblemCosts], driver: DriverCosts
) -> None:
    """Prints what is predicted of real runs beside what they took."""
    table = new_table("checked", ["where"], ["simulated", "measured", "ratio"])
    for way, nodes in (("one node", 1), ("two nodes", 2)):
        setting = Setting(nodes, 1, measured["samples"])
        found = simulate(setting, costs, measured["problems"], driver)
        real = measured["seconds"][way]
        table.add_row(way, f"{found.seconds:.1f} s", f"{real:.1f} s", f"{found.seconds / real:.2f}")
    console.print(table)


if __name__ == "__main__":
    main()
