"""Nodes and workers killed at random, by number, while evaluations run.

    python -m benchmarks.scale.faults --minutes 20 --seed 1

A head and two further nodes on this machine. Evaluations follow one another; every few seconds one
of four things happens: a process with a sampler or a pool is killed, a node is killed with all its
processes, a node is started again, or the driver is killed and started again. At the end of each
evaluation its facts are compared, by digest, with those of one process that nobody disturbed, and
counted. Exits with 1 when anything is lost, doubled or different, or the driver's memory grows.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.scale.ray_nodes import RayNodes, environment, ray_nodes

FURTHER = 2
PAUSE_S = (4.0, 12.0)
GROWTH = 1.25


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--minutes", type=float, default=20.0)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--dataset", default="bank")
    command.add_argument("--data", type=Path, default=Path("."))
    command.add_argument("--problems", type=int, default=12)
    command.add_argument("--samples", type=int, default=100)
    return command


def main() -> None:
    options = parser().parse_args()
    rng = random.Random(options.seed)
    done: list[dict[str, Any]] = []
    killed = dict.fromkeys(("worker", "node", "driver", "started"), 0)
    with tempfile.TemporaryDirectory(prefix="r", dir="/tmp") as place:
        folder = Path(place)
        expected = undisturbed(folder / "alone", options)
        print(f"undisturbed: {expected}", file=sys.stderr)
        with ray_nodes(folder / "n", further=FURTHER) as nodes:
            end = time.monotonic() + 60 * options.minutes
            while time.monotonic() < end:
                found = disturbed(nodes, folder / "out", options, rng, killed, end)
                found["files"] = len(list((folder / "out").glob("facts/*/*.json.gz")))
                done.append(found)
                print(found, file=sys.stderr, flush=True)
                shutil.rmtree(folder / "out")
        files = len(list((folder / "alone").glob("facts/*/*.json.gz")))
    same = sum(each["digest"] == expected["digest"] for each in done)
    whole = sum(each["files"] == files for each in done)
    peaks = [each["peak_mib"] for each in done]
    console = Console(width=100)
    console.print(f"{len(done)} evaluations of {expected['problems']} problems; killed: {killed}")
    console.print(f"the same facts: {same} of {len(done)}; none lost or doubled: {whole}")
    console.print(f"driver's peak memory, MiB: {peaks[0]:.0f} first, {max(peaks):.0f} most")
    fine = same == whole == len(done) and max(peaks) <= GROWTH * peaks[0]
    sys.exit(not fine)


def command(out: Path, options: argparse.Namespace, *more: str) -> list[str]:
    return [
        sys.executable, "-m", "benchmarks.scale.evaluating", "--out", str(out),
        "--problems", str(options.problems), "--samples", str(options.samples),
        "--dataset", options.dataset, "--data", str(options.data), *more,
    ]  # fmt: skip


def undisturbed(out: Path, options: argparse.Namespace) -> dict[str, Any]:
    result = subprocess.run(
        command(out, options), stdout=subprocess.PIPE, text=True, env=environment(), check=True
    )
    return json.loads(result.stdout.splitlines()[-1])


def disturbed(
    nodes: RayNodes,
    out: Path,
    options: argparse.Namespace,
    rng: random.Random,
    killed: dict[str, int],
    end: float,
) -> dict[str, Any]:
    """One evaluation, in trouble until it or the time has ended."""
    driver = start(nodes, out, options)
    next_trouble = time.monotonic() + rng.uniform(*PAUSE_S)
    while driver.poll() is None:
        time.sleep(0.2)
        now = time.monotonic()
        if now > end + 300:
            driver.kill()
            raise SystemExit("the last evaluation does not end")
        if now < next_trouble or now > end:
            continue
        next_trouble = now + rng.uniform(*PAUSE_S)
        if rng.random() < 0.15:
            driver.kill()
            driver.wait()
            killed["driver"] += 1
            driver = start(nodes, out, options)
        else:
            killed[trouble(nodes, rng)] += 1
    text = driver.stdout.read() if driver.stdout else ""
    if driver.returncode != 0:
        raise SystemExit(f"the driver ended with {driver.returncode}: {text}")
    return json.loads(text.splitlines()[-1])


def start(nodes: RayNodes, out: Path, options: argparse.Namespace) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(out, options, "--cluster", nodes.address),
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def trouble(nodes: RayNodes, rng: random.Random) -> str:
    """Does one harm, or mends one; what it was."""
    alive = [node for node in nodes.others if node.process.poll() is None]
    what = rng.choice(["worker", "worker", "node"])
    if len(alive) < FURTHER and rng.random() < 0.6:
        nodes.add()
        return "started"
    if what == "node" and alive:
        rng.choice(alive).kill()
        return "node"
    workers = [each for node in [nodes.head, *alive] for each in node.workers()]
    if workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(rng.choice(workers), signal.SIGKILL)
    return "worker"


if __name__ == "__main__":
    main()
