"""Every hostile program, at every level of isolation, against a world that notices."""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio
from tests.engine.execution import hostile_cpp, hostile_python
from tests.engine.execution.hostile_python import Attack
from tests.engine.execution.pools import DISABLED, pool_at
from tests.engine.execution.sandbox_outside import Outside
from tests.engine.execution.sandbox_processes import sandboxed

from shortlist_engine.execution import ExecutionPool, active_request, probe
from shortlist_engine.execution import pool as pool_module
from shortlist_engine.execution.compiling import compiler
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
ATTACKS = hostile_python.ATTACKS + hostile_cpp.ATTACKS
LIMITS = Limits(time_s=20, memory_mib=128, output_kib=256)
PROBLEM = Problem("hostile", "", limits=LIMITS)
WITH_FILES = replace(PROBLEM, input_file="hostile.in", output_file="hostile.out")
SHORT_S = 0.3  # for what is to end by its limit of time
# Attacks on the machine's time and memory, which other layers contain, are left out.
OF_LANDLOCK = [
    attack
    for attack in ATTACKS
    if attack not in hostile_cpp.COMPILER and not {"TLE", "MLE", "OLE"} & set(attack.verdicts)
]
GOOD = Program("python", "print(sum(map(int, input().split())))")


@contextlib.asynccontextmanager
async def warm_pool(level: str) -> AsyncIterator[ExecutionPool]:
    async with pool_at(level) as pool:
        if tool("cpp") is not None:  # so that the compile worker counts as there before
            warm = Program("cpp", f"int main() {{ return {secrets.randbelow(10**9)} * 0; }}")
            (run,) = await pool.run(RunRequest(PROBLEM, warm, [""]))
            assert run.verdict is Verdict.OK, run
        yield pool


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=list(DISABLED))
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with warm_pool(request.param) as pool:
        yield pool


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=list("ABC"))
async def pool_for_files(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with warm_pool(request.param) as pool:
        yield pool


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=[1, 4])
async def pool_with_old_landlock(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    """Landlock as Linux 5.13 has it, and as 6.7 does."""
    report = probe()
    if report.landlock_abi < request.param:
        pytest.skip("this system's Landlock is older still")
    with pytest.MonkeyPatch.context() as patch:
        older = replace(report, landlock_abi=request.param)
        patch.setattr(pool_module, "probe", lambda: older)
        async with warm_pool("B") as pool:
            patch.undo()
            yield pool


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    world = Outside()
    yield world
    world.close()


@pytest.fixture(autouse=True)
def shorter_limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only a limit ends is ended sooner, at each level: programs that wait, by the wall clock,
    and compilations that need not succeed, by their CPU time."""
    attack = request.getfixturevalue("attack") if "attack" in request.fixturenames else None
    if not isinstance(attack, Attack):
        return
    if set(attack.verdicts) == {"TLE"}:
        monkeypatch.setattr(active_request, "_WALL_EXTRA_S", 0.5)
    if attack in hostile_cpp.COMPILER and "CE" in attack.verdicts:
        monkeypatch.setattr(compiler, "_CPU_S", 3)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
async def test_hostile_program_is_contained(
    pool: ExecutionPool, outside: Outside, attack: Attack
) -> None:
    await check_contained(pool, outside, attack)


@pytest.mark.parametrize("attack", OF_LANDLOCK, ids=lambda attack: attack.name)
async def test_hostile_program_is_contained_by_older_kernels(
    pool_with_old_landlock: ExecutionPool, outside: Outside, attack: Attack
) -> None:
    await check_contained(pool_with_old_landlock, outside, attack)


@pytest.mark.parametrize("attack", OF_LANDLOCK, ids=lambda attack: attack.name)
async def test_hostile_program_is_contained_where_it_has_files(
    pool_for_files: ExecutionPool, outside: Outside, attack: Attack
) -> None:
    await check_contained(pool_for_files, outside, attack, WITH_FILES)


async def check_contained(
    pool: ExecutionPool, outside: Outside, attack: Attack, problem: Problem = PROBLEM
) -> None:
    if attack.language == "cpp" and tool("cpp") is None:
        pytest.skip("no C++ compiler is installed here")
    for each in (PROBLEM, WITH_FILES):  # both kinds of zygote count as there before
        await pool.run(RunRequest(each, GOOD, ["1 2"]))
    before = sandboxed()
    expected = f"EXPECTED{secrets.token_hex(16)}"
    program = Program(attack.language, outside.fill(attack.source))

    limits = replace(LIMITS, time_s=attack.time_s(SHORT_S))
    (run,) = await pool.run(RunRequest(problem, program, ["1 2\n"], [expected], limits=limits))

    told = run.output + run.detail
    assert not re.search(r"^ESCAPE", told, re.MULTILINE), (attack.tries, told)
    assert outside.secret_text not in told
    assert expected not in run.output
    assert run.verdict.value in attack.verdicts, (attack.tries, run)
    assert outside.damage() == []
    assert sandboxed() <= before, f"{attack.name} left processes"
    (after,) = await pool.run(RunRequest(problem, GOOD, ["1 2"], ["3"]))
    assert after.verdict is Verdict.AC, f"{attack.name} harmed the next program: {after}"


FLOOD = """
import os
for fd in range(3, 64):
    for path in ("/proc/self/fd/%d" % fd, "/dev/fd/%d" % fd):
        for mode in (os.O_WRONLY, os.O_RDWR):
            try:
                again = os.open(path, mode | os.O_NONBLOCK)
                while os.write(again, b"g" * 4096): pass
            except OSError:
                pass
print(3)
"""


async def test_flooding_its_control_pipes_harms_only_the_program(pool: ExecutionPool) -> None:
    inputs, expected = ["1 2", "3 4", "5 6"], ["3", "7", "11"]
    for stop in (True, False):
        await pool.run(
            RunRequest(
                PROBLEM, Program("python", FLOOD), inputs, expected, stop_at_first_failure=stop
            )
        )
        runs = await pool.run(
            RunRequest(PROBLEM, GOOD, inputs, expected, stop_at_first_failure=True)
        )
        assert [run.verdict for run in runs] == [Verdict.AC] * 3
        runs = await pool.run(
            RunRequest(PROBLEM, GOOD, inputs, ["3", "0", "11"], stop_at_first_failure=True)
        )
        assert [run.verdict.value for run in runs] == ["AC", "WA", "SK"]


async def test_the_hostile_set_is_as_large_as_promised() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 60
    assert all(attack.tries for attack in ATTACKS)
