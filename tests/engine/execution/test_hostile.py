"""Every hostile program, at every level of isolation, against a world that notices."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

import hostile_cpp
import hostile_python
import pytest
import pytest_asyncio
from hostile_python import Attack
from sandbox_outside import Outside
from sandbox_processes import sandboxed

from shortlist_engine.execution import ExecutionPool, SandboxUnavailable
from shortlist_engine.execution.languages import tool
from shortlist_engine.problem import Limits, Problem, Program, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
ATTACKS = hostile_python.ATTACKS + hostile_cpp.ATTACKS
PROBLEM = Problem("hostile", "", limits=Limits(time_s=0.3, memory_mib=128, output_kib=256))
LEVELS = {"A": (), "B": ("namespaces",), "C": ("landlock",)}
GOOD = Program("python", "print(sum(map(int, input().split())))")


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=list(LEVELS))
async def pool(request: pytest.FixtureRequest):
    try:
        pool = await ExecutionPool(1, disable=LEVELS[request.param]).__aenter__()
    except SandboxUnavailable as error:
        pytest.skip(f"level {request.param} cannot be had here: {error}")
    if pool.level != request.param:
        await pool.__aexit__(None, None, None)
        pytest.skip(f"level {request.param} cannot be had here, only {pool.level}")
    if tool("cpp") is not None:  # so that the compile worker counts as there before
        warm = Program("cpp", f"int main() {{ return {secrets.randbelow(10**9)} * 0; }}")
        (run,) = await pool.run(PROBLEM, warm, [""])
        assert run.verdict is Verdict.OK, run
    yield pool
    await pool.__aexit__(None, None, None)


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    world = Outside()
    yield world
    world.close()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
async def test_hostile_program_is_contained(
    pool: ExecutionPool, outside: Outside, attack: Attack
) -> None:
    if attack.language == "cpp" and tool("cpp") is None:
        pytest.skip("no C++ compiler is installed here")
    await pool.run(PROBLEM, GOOD, ["1 2"])
    before = sandboxed()
    expected = f"EXPECTED{secrets.token_hex(16)}"
    program = Program(attack.language, outside.fill(attack.source))

    (run,) = await pool.run(PROBLEM, program, ["1 2\n"], [expected])

    told = run.output + run.detail
    assert not re.search(r"^ESCAPE", told, re.MULTILINE), (attack.tries, told)
    assert outside.secret_text not in told
    assert expected not in run.output
    assert run.verdict.value in attack.verdicts, (attack.tries, run)
    assert outside.damage() == []
    assert sandboxed() <= before, f"{attack.name} left processes"
    (after,) = await pool.run(PROBLEM, GOOD, ["1 2"], ["3"])
    assert after.verdict is Verdict.AC, f"{attack.name} harmed the next program: {after}"


async def test_the_hostile_set_is_as_large_as_promised() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 60
    assert all(attack.tries for attack in ATTACKS)
