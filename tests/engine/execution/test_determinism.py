"""What makes a program's output the same each time, and what shows that it need not be."""

from __future__ import annotations

import asyncio
import ctypes
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.engine.execution.pools import pool_at
from tests.fakes import FakeSampler

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import (
    Budget,
    Done,
    Example,
    Limits,
    Problem,
    Program,
    SolveOptions,
    Verdict,
)
from shortlist_engine.solve import solve

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROBLEM = Problem("p", "", limits=Limits(time_s=5))
WORKERS = 2
LEVELS = ("A", "B", "B without the helper")
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=LEVELS)
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with pool_at(request.param, WORKERS) as pool:
        yield pool


async def outputs(
    pool: ExecutionPool, program: Program, variation: int = 0, times: int = 4
) -> list[str]:
    """Of runs on every worker."""
    calls = [
        pool.run(RunRequest(PROBLEM, program, ["1"], variation=variation)) for _ in range(times)
    ]
    runs = [run for (run,) in await asyncio.gather(*calls)]
    assert {run.verdict for run in runs} == {Verdict.OK}, runs
    return [run.output for run in runs]


def python(source: str) -> Program:
    return Program("python", source)


def cpp(body: str) -> Program:
    return Program(
        "cpp", f"#include <bits/stdc++.h>\nusing namespace std;\nint main() {{ {body} }}"
    )


SEEDED = {
    "set of strings": "print({str(i) for i in range(20)})",
    "set of bytes": "print({b'%d' % i for i in range(20)})",
    "hash": "print(hash('shortlist'))",
    "random number": "import random; print(random.random())",
    "shuffle": "import random; x = list(range(30)); random.shuffle(x); print(x)",
}
UNVARIED = {
    "sum": "print(sum(range(100)))",
    "dict order": "print({str(i): i for i in range(20)})",
    "sorted set": "print(sorted({str(i) for i in range(20)}))",
    "set of small numbers": "print({i for i in range(20)})",
    "own seed": "import random; random.seed(5); print(random.random())",
    "time zone and locale": "import time, sys; print(time.tzname, sys.getfilesystemencoding())",
    "environment": "import os; print(dict(os.environ))",
    "directory": "import os; print(os.listdir(os.path.dirname(os.__file__))[:9])",
}
# What no seed decides: a random device also tells two runs of one variation apart.
OUTSIDE = {
    "operating system's": "import os; print(os.urandom(8))",
    "system random": "import random; print(random.SystemRandom().random())",
    "unseeded generator": "import random; print(random.Random().random())",
    "uuid": "import uuid; print(uuid.uuid4())",
    "secrets": "import secrets; print(secrets.token_hex())",
    "device": "print(open('/dev/urandom', 'rb').read(8))",
}
ADDRESSES = {
    # Objects of which the interpreter keeps no list of free ones.
    "order of addresses": "print([x[0] for x in sorted(map(bytearray, zip(range(50))), key=id)])",
    "set of objects": "class A:\n    def __init__(self, i): self.i = i\n"
    "print([a.i for a in {A(i) for i in range(50)}])",
    "an address": "print(object())",
}


@pytest.mark.parametrize("case", SEEDED)
async def test_a_seeded_output_is_repeated_and_another_in_the_variation(
    pool: ExecutionPool, case: str
) -> None:
    same, varied = [set(await outputs(pool, python(SEEDED[case]), v)) for v in (0, 1)]
    assert len(same) == len(varied) == 1
    assert same != varied


async def test_numpy_is_seeded_too(pool: ExecutionPool) -> None:
    pytest.importorskip("numpy")
    program = python("import numpy as np; print(np.random.rand(3))")
    same, varied = [set(await outputs(pool, program, v)) for v in (0, 1)]
    assert len(same) == len(varied) == 1
    assert same != varied


@pytest.mark.parametrize("case", ADDRESSES)
async def test_addresses_are_others_in_the_variation(pool: ExecutionPool, case: str) -> None:
    program = python(ADDRESSES[case])
    assert not set(await outputs(pool, program)) & set(await outputs(pool, program, 1))


@pytest.mark.parametrize("case", OUTSIDE)
async def test_what_no_seed_decides_differs_by_itself(pool: ExecutionPool, case: str) -> None:
    assert len(set(await outputs(pool, python(OUTSIDE[case]), times=3))) == 3


async def one_after_another(pool: ExecutionPool, program: Program) -> list[str]:
    """The outputs of three runs. Two that run at once may read the same tick of a clock."""
    return [output for _ in range(3) for output in await outputs(pool, program, times=1)]


async def test_a_clock_differs_by_itself(pool: ExecutionPool) -> None:
    program = python("import time; print(time.time())")
    assert len(set(await one_after_another(pool, program))) == 3


@pytest.mark.parametrize("case", UNVARIED)
async def test_the_variation_changes_nothing_else(pool: ExecutionPool, case: str) -> None:
    program = python(UNVARIED[case])
    assert len({*await outputs(pool, program), *await outputs(pool, program, 1)}) == 1


CPP_UNVARIED = {
    "sum": "vector<int> v{1, 2, 3}; cout << accumulate(v.begin(), v.end(), 0);",
    "generator": "mt19937 g; cout << g() << ' ' << rand();",
    "hash table": "unordered_set<string> s; for (int i = 0; i < 9; ++i) s.insert(string(i, 97));"
    "for (auto &x : s) cout << x << ' ';",
}
CPP_ADDRESSES = {
    "pointer to a local": "int x; cout << (void *)&x;",
    "pointer to the heap": "cout << (void *)new int;",
    "seeded by an address": "mt19937 g((long)new char); cout << g();",
}
# The large array reaches below what was on the stack before `main`.
CPP_UNINITIALISED = {
    "heap": "int *a = new int[99]; long s = 0; for (int i = 0; i < 99; ++i) s += a[i]; cout << s;",
    "local": "int a[100000]; long s = 0; for (int i = 0; i < 100000; ++i) s += a[i]; cout << s;",
}


def layout_can_be_chosen() -> bool:
    """Containers may forbid it."""
    personality = ctypes.CDLL(None).personality
    before = personality(ctypes.c_ulong(0xFFFFFFFF))
    chosen = personality(ctypes.c_ulong(before | 0x40000)) >= 0
    personality(ctypes.c_ulong(before))
    return bool(chosen)


@needs_compiler
@pytest.mark.parametrize("case", CPP_ADDRESSES)
async def test_a_compiled_programs_addresses_are_repeated_and_others_in_the_variation(
    pool: ExecutionPool, case: str
) -> None:
    program = cpp(CPP_ADDRESSES[case])
    same, varied = set(await outputs(pool, program)), set(await outputs(pool, program, 1))
    assert not same & varied
    if not layout_can_be_chosen():
        pytest.skip("this container does not let a process choose its layout")
    assert len(same) == 1


@needs_compiler
@pytest.mark.parametrize("case", CPP_UNINITIALISED)
async def test_memory_that_was_never_written_is_other_memory(
    pool: ExecutionPool, case: str
) -> None:
    program = cpp(CPP_UNINITIALISED[case])
    assert not set(await outputs(pool, program)) & set(await outputs(pool, program, 1))


@needs_compiler
@pytest.mark.parametrize("case", CPP_UNVARIED)
async def test_the_variation_changes_nothing_else_of_a_compiled_program(
    pool: ExecutionPool, case: str
) -> None:
    program = cpp(CPP_UNVARIED[case])
    assert len({*await outputs(pool, program), *await outputs(pool, program, 1)}) == 1


@needs_compiler
async def test_a_device_differs_by_itself_in_a_compiled_program(pool: ExecutionPool) -> None:
    assert len(set(await outputs(pool, cpp("cout << random_device{}();"), times=3))) == 3


@needs_compiler
async def test_a_clock_differs_by_itself_in_a_compiled_program(pool: ExecutionPool) -> None:
    program = cpp("cout << chrono::steady_clock::now().time_since_epoch().count();")
    assert len(set(await one_after_another(pool, program))) == 3


async def test_verdicts_are_the_same_in_the_variation(pool: ExecutionPool) -> None:
    add = Problem("add", "", kind="function", entry_point="add", limits=Limits(time_s=0.5))
    cases = {
        "def add(a, b): return a + b": ["AC", "WA", "AC"],
        "def add(a, b): return a[b]": ["RE", "SK", "SK"],
        "def add(a, b):\n    while True: pass": ["TLE", "SK", "SK"],
        "def add(": ["CE", "CE", "CE"],
    }
    for source, right in cases.items():
        for variation in (0, 1):
            runs = await pool.run(
                RunRequest(
                    add,
                    python(source),
                    ["add(1, 2)", "add(3, 4)", "add(5, 6)"],
                    ["3", "0", "11"],
                    stop_at_first_failure=right[-1] == "SK",
                    variation=variation,
                )
            )
            assert [run.verdict.value for run in runs] == right, (source, variation)


async def test_a_worker_for_the_variation_is_started_when_first_needed() -> None:
    async with ExecutionPool(1) as pool:
        program = python("print(1)")
        await pool.run(RunRequest(PROBLEM, program, [""]))
        assert len(pool._all[0].zygotes) == 1
        await pool.run(RunRequest(PROBLEM, program, [""], variation=1))
        assert len(pool._all[0].zygotes) == 2
        with pytest.raises(ValueError, match="variation must be 0 or 1, not 2"):
            await pool.run(RunRequest(PROBLEM, program, [""], variation=2))


async def test_the_engines_own_layout_stays_random(pool: ExecutionPool) -> None:
    assert ctypes.CDLL(None).personality(ctypes.c_ulong(0xFFFFFFFF)) & 0x40000 == 0
    assert "MALLOC_PERTURB_" not in os.environ and "GLIBC_TUNABLES" not in os.environ


DOUBLE = Problem("double", "Print twice x.", (Example("4", "8"), Example("7", "14")))
RIGHT = "x = int(input())\nprint(2 * x)"
BY_SET = "x = int(input())\nprint(2 * x if x in (4, 7) else {'a', 'b', 'c', 'd', 'e', 'f', 'g'})"
BY_CHANCE = "import random\nx = int(input())\nprint(2 * x if x in (4, 7) else random.random())"


@pytest.mark.parametrize("source", [BY_SET, BY_CHANCE])
async def test_a_solution_that_depends_on_seeds_never_leads(source: str) -> None:
    async with ExecutionPool(WORKERS) as pool:
        events = [
            event
            async for event in solve(
                DOUBLE,
                sampler=FakeSampler([source, source + " ", RIGHT]),
                pool=pool,
                budget=Budget(samples=30, seconds=120),
                options=SolveOptions(seed=1, languages=("python",)),
            )
        ]
    done = events[-1]
    assert isinstance(done, Done)
    assert [solution.program.source for solution in done.solutions] == [RIGHT, source]
    assert [solution.cluster_id == "unstable" for solution in done.solutions] == [False, True]
