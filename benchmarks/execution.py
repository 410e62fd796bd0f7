"""CPU time for each program: the execution pool against a plain interpreter for each input.

    python benchmarks/execution.py [--programs 200] [--rounds 3] [--cpp 4]

Small Python programs on 3 examples, methods interleaved round by round; then C++ compiled with and
without the precompiled header. CPU time is that of the whole process tree (user and system, this
process included), which other load on the machine changes far less than wall time.
"""

from __future__ import annotations

import argparse
import asyncio
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
from shortlist_engine.execution.compiler import CompileCache
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
    used = sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    parents: dict[int, tuple[int, float]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)
    below = {os.getpid()}
    while more := {pid for pid, (parent, _) in parents.items() if parent in below} - below:
        below |= more
    return used + sum(parents[pid][1] for pid in below - {os.getpid()})


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
    async with ExecutionPool(2) as pool:
        methods: dict[str, tuple[str, Callable[[list[str]], Awaitable[None]]]] = {
            "python -I -S, a process for each input": (RIGHT, plain),
            "pool, a process for each input": (RIGHT, pooled(pool, together=False)),
            "pool, inputs in turn": (RIGHT, pooled(pool, together=True)),
            "python -I -S, wrong programs, stops early": (WRONG, plain),
            "pool, wrong programs, stops early": (WRONG, pooled(pool, together=True)),
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
        for column in ("method", "CPU ms / program", "ratio", "best programs/s"):
            table.add_column(column, justify="left" if column == "method" else "right")
        reference = 0.0
        for name in methods:
            value = statistics.median(cost[name])
            reference = value if name.startswith("python") else reference
            table.add_row(
                name, f"{value:.2f}", f"{reference / value:.1f}", f"{max(rate[name]):.0f}"
            )
        console.print(table)


async def cpp_table(console: Console, programs: int) -> None:
    compiler = tool("cpp")
    if compiler is None:
        console.print("C++: no compiler is installed")
        return
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        start = tree_cpu_s()
        await CompileCache().prepare_headers("cpp")
        header = tree_cpu_s() - start
        cost: dict[str, list[float]] = {"g++ -O2": [], "pool, precompiled header": [], "cached": []}
        async with ExecutionPool(1) as pool:
            await pool.run(PROBLEM, Program("cpp", "int main() {}"), [""])
            for number in range(programs):
                source = CPP.format(number)
                cpu = tree_cpu_s()
                subprocess.run(
                    [compiler, "-std=gnu++17", "-O2", "-w", "-x", "c++", "-", "-o",
                     f"{cache}/program"],
                    input=source.encode(), check=True,
                )  # fmt: skip
                cost["g++ -O2"].append(tree_cpu_s() - cpu)
                for name in ("pool, precompiled header", "cached"):
                    cpu = tree_cpu_s()
                    (run,) = await pool.run(
                        PROBLEM, Program("cpp", source), ["2 5 4"], [f"4 {number} 5 {number}"]
                    )
                    if run.verdict is not Verdict.AC:
                        raise SystemExit(f"unexpected verdict: {run}")
                    cost[name].append(tree_cpu_s() - cpu)
    table = Table(title=f"C++, {programs} programs; the header once: {header:.1f} s CPU")
    for column in ("method", "CPU s / program", "ratio"):
        table.add_column(column, justify="left" if column == "method" else "right")
    reference = statistics.median(cost["g++ -O2"])
    for name, values in cost.items():
        value = max(statistics.median(values), 1 / TICKS)
        table.add_row(name, f"{value:.2f}", f"{reference / value:.1f}")
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
