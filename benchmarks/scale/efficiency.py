"""What a cluster costs beside one process, and what a second node brings.

    python -m benchmarks.scale.efficiency [--dataset NAME --data DATA] [--problems N] [--samples N]
        [--rounds N] [--json FILE]

The same evaluation (the shipped model, problems of the bank or of a data set, the real sandbox)
three ways, in turn,
several rounds: in one process on one core, on a cluster of one node of that core, and on two nodes
of one core each. The driver is on the first core. Every way has to find the same: facts are
compared by digest. Needs two cores and the extra `cluster`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.scale.ray_nodes import environment, ray_nodes
from benchmarks.tables import new_table

WAYS = ("one process", "one node", "two nodes")


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--dataset", default="bank")
    command.add_argument("--data", type=Path, default=Path("."))
    command.add_argument("--problems", type=int, default=24)
    command.add_argument("--samples", type=int, default=200)
    command.add_argument("--rounds", type=int, default=3)
    command.add_argument("--json", type=Path)
    return command


def main() -> None:
    options = parser().parse_args()
    found: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory(prefix="r", dir="/tmp") as place:
        for number in range(options.rounds):
            for way in WAYS:
                out = Path(place) / f"{way.replace(' ', '-')}-{number}"
                found[way].append(
                    once(way, out, Path(place) / f"n{number}{WAYS.index(way)}", options)
                )
                print(f"{way}: {found[way][-1]}", file=sys.stderr, flush=True)
    digests = {each["digest"] for runs in found.values() for each in runs}
    seconds = {way: statistics.median(each["seconds"] for each in found[way]) for way in WAYS}
    alone, one, two = (seconds[way] for way in WAYS)
    table = new_table(
        f"{options.problems} problems, {options.samples} samples each, {options.rounds} rounds",
        ["where"],
        ["seconds, median", "of all rounds", "CPU seconds, median"],
    )
    cpu = {way: statistics.median(each["cpu_s"] for each in found[way]) for way in WAYS}
    for way in WAYS:
        runs = ", ".join(f"{each['seconds']:.1f}" for each in found[way])
        table.add_row(way, f"{seconds[way]:.1f}", runs, f"{cpu[way]:.1f}")
    console = Console(width=100)
    console.print(table)
    console.print(
        f"overhead of one node: {100 * (one / alone - 1):.1f} %, "
        f"in CPU time {100 * (cpu[WAYS[1]] / cpu[WAYS[0]] - 1):.1f} %"
    )
    console.print(f"efficiency of two nodes: {one / (2 * two):.2f}")
    console.print(f"facts: {'the same' if len(digests) == 1 else 'DIFFERENT'}")
    if options.json:
        options.json.write_text(
            json.dumps({"seconds": seconds, **vars(options), "json": ""}, default=str)
        )
    sys.exit(len(digests) != 1)


def once(way: str, out: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measures in one way; what `evaluating` prints."""
    if way == WAYS[0]:
        return evaluate(out, options, "--workers", "1")
    with ray_nodes(folder, further=WAYS.index(way) - 1, cores=(0, 1)) as nodes:
        processes = [str(node.process.pid) for node in (nodes.head, *nodes.others)]
        return evaluate(out, options, "--cluster", nodes.address, "--watch", *processes)


def evaluate(out: Path, options: argparse.Namespace, *more: str) -> dict[str, Any]:
    """Runs `evaluating` on the first core."""
    result = subprocess.run(
        [
            "taskset", "-c", "0", sys.executable, "-m", "benchmarks.scale.evaluating",
            "--out", str(out), "--problems", str(options.problems),
            "--samples", str(options.samples), "--dataset", options.dataset,
            "--data", str(options.data), *more,
        ],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
        check=True,
    )  # fmt: skip
    return json.loads(result.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
