"""Hostile programs in Java, JavaScript, Go and Rust, against a world that notices."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio
from tests.engine.execution import hostile_tools
from tests.engine.execution.hostile_python import Attack
from tests.engine.execution.pools import pool_at
from tests.engine.execution.sandbox_outside import Outside
from tests.engine.execution.sandbox_processes import command, descendants
from tests.engine.execution.tools_here import skip_where_out_of_reach

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
LIMITS = Limits(time_s=20, memory_mib=128, output_kib=256)
PROBLEM = Problem("hostile", "", limits=LIMITS)
SHORT_S = 2  # for what is to end by its limit of time
GOOD = {
    "java": "public class Good { public static void main(String[] a) { System.out.println("
    "new java.util.Scanner(System.in).nextInt() + 2); } }",
    "javascript": "console.log(parseInt(require('fs').readFileSync('/dev/stdin', 'utf8')) + 2)",
    "go": 'package main\nimport "fmt"\nfunc main() { var n int; fmt.Scan(&n); fmt.Println(n + 2) }',
    "rust": "fn main() { let mut s = String::new(); std::io::stdin().read_line(&mut s).unwrap(); "
    'println!("{}", s.trim().parse::<i32>().unwrap() + 2); }',
}


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=list("ABC"))
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with pool_at(request.param) as pool:
        yield pool


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    world = Outside()
    yield world
    world.close()


async def good(pool: ExecutionPool, language: str) -> None:
    (run,) = await pool.run(RunRequest(PROBLEM, Program(language, GOOD[language]), ["1"], ["3"]))
    skip_where_out_of_reach(language, run)
    assert run.verdict is Verdict.AC, run


@pytest.mark.parametrize("attack", hostile_tools.ATTACKS, ids=lambda attack: attack.name)
async def test_hostile_program_is_contained(
    pool: ExecutionPool, outside: Outside, attack: Attack
) -> None:
    if tool(attack.language) is None:
        pytest.skip(f"no tool for {attack.language} is installed")
    await good(pool, attack.language)
    expected = f"EXPECTED{secrets.token_hex(16)}"
    program = Program(attack.language, outside.fill(attack.source))

    limits = replace(LIMITS, time_s=attack.time_s(SHORT_S))
    (run,) = await pool.run(RunRequest(PROBLEM, program, ["1 2\n"], [expected], limits=limits))

    told = run.output + run.detail + run.errors
    assert not re.search(r"^ESCAPE", told, re.MULTILINE), (attack.tries, told)
    assert outside.secret_text not in told
    assert expected not in run.output
    assert run.verdict.value in attack.verdicts, (attack.tries, run)
    assert outside.damage() == []
    await good(pool, attack.language)
    left = [command(pid) for pid in descendants(os.getpid()) - {outside.process.pid}]
    assert all("jail.zygote" in line or not line for line in left), f"{attack.name} left {left}"
