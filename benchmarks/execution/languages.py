"""What each language costs in the sandbox: compiling once, and starting for each input.

    python -m benchmarks.execution.languages [--runs N]

The program adds two numbers. CPU is the median over the runs, as the sandbox counts it; wall is a
whole call with one input, the program compiled already.
"""

# ruff: noqa: E501

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time

from rich.console import Console

from benchmarks.tables import new_table
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import available_languages
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict

PROBLEM = Problem("add", "", limits=Limits(time_s=5))
ADD = {
    "python": "print(sum(map(int, input().split())))",
    "cpp": "#include <bits/stdc++.h>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b; }",
    "java": "import java.util.*;\nclass Main { public static void main(String[] a) { "
    "Scanner s = new Scanner(System.in); System.out.println(s.nextInt() + s.nextInt()); } }",
    "javascript": "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\n"
    "console.log(a + b);",
    "go": 'package main\nimport "fmt"\nfunc main() { var a, b int; fmt.Scan(&a, &b); fmt.Println(a + b) }',
    "rust": "fn main() { let mut s = String::new(); std::io::stdin().read_line(&mut s).unwrap();\n"
    'println!("{}", s.split_whitespace().map(|x| x.parse::<i32>().unwrap()).sum::<i32>()); }',
}  # fmt: skip


async def measure(pool: ExecutionPool, language: str, runs: int) -> list[str]:
    async def once(source: str) -> tuple[float, float, int]:
        begun = time.perf_counter()
        (run,) = await pool.run(RunRequest(PROBLEM, Program(language, source), ["1 2\n"], ["3"]))
        if run.verdict is not Verdict.AC:
            raise SystemExit(f"{language}: {run.verdict.value} {run.detail}")
        return (time.perf_counter() - begun) * 1000, run.cpu_ms, run.memory_kib

    first = (await once(ADD[language]))[0]
    anew = (await once(ADD[language] + "\n"))[0]  # another program for a warm compiler
    measured = [await once(ADD[language]) for _ in range(runs)]
    wall, cpu, memory = (statistics.median(column) for column in zip(*measured, strict=True))
    return [f"{first:.0f}", f"{anew:.0f}", f"{wall:.1f}", f"{cpu:.1f}", f"{memory / 1024:.0f}"]


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--runs", type=int, default=20)
    return command


async def run(options: argparse.Namespace) -> None:
    table = new_table(None, ("language",), (
        "first program, ms", "next program, ms", "next input, ms", "of it CPU, ms", "resident MiB",
    ))  # fmt: skip
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        async with ExecutionPool(1) as pool:
            for language in available_languages():
                table.add_row(language, *await measure(pool, language, options.runs))
            Console().print(f"level {pool.level}, median of {options.runs} runs", table)


if __name__ == "__main__":
    asyncio.run(run(parser().parse_args()))
