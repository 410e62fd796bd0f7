"""Programs run step by step in the real sandbox: outputs, values, examples, and every way to
end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from shortlist_engine.assist.steps.document import StepCheck
from shortlist_engine.assist.steps.tracing import MOST_CHARACTERS, Stepped, Trace, trace
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Limits, SourceFile

pytestmark = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(1) as pool:
        yield pool


async def traced(pool: ExecutionPool, *codes: str, given: str = "") -> Trace:
    program = Stepped(("", *codes), ((),) * (len(codes) + 1))
    (found,) = await trace(pool, program, [given], Limits(time_s=1.0, memory_mib=256))
    return found


def values(found: Trace, number: int) -> dict[str, str]:
    did = found.at(number)
    assert did is not None
    return {value.name: value.text for value in did.values}


async def test_values_and_output_after_each_step(pool: ExecutionPool) -> None:
    found = await traced(
        pool,
        "n = int(input())\nprint('read', n, end='')",
        "import math\nsquares = [k * k for k in range(n)]\ndef f(a, b):\n    return a\nprint()",
        "n += 1\nprint(squares)",
        given="3\n",
    )
    assert found.error == ""
    assert values(found, 1) == {"n": "3"}
    assert values(found, 2) == {"n": "3", "squares": "[0, 1, 4]", "f": "function f(a, b)"}
    assert values(found, 3)["n"] == "4"
    outputs = [step.output for step in found.steps]
    assert outputs == ["", "read 3", "\n", "[0, 1, 4]\n"] and found.output == "".join(outputs)


async def test_each_input_has_a_run_of_its_own(pool: ExecutionPool) -> None:
    program = Stepped(("import sys", "n = int(input())", "print(n * 2)"), ((), (), ()))
    found = await trace(pool, program, ["1\n", "5\n"])
    assert [each.output for each in found] == ["2\n", "10\n"]


async def test_examples_are_compared_as_values(pool: ExecutionPool) -> None:
    checks = (
        StepCheck("x", "[1, 2]"), StepCheck("x", "[ 1,2 ]"), StepCheck("x", "[2, 1]"),
        StepCheck("len(x) == 2"), StepCheck("x == 3"), StepCheck("y"),
        StepCheck("1 / 3", "0.3333333333333333"),
        StepCheck("print(x) or 5", "5"), StepCheck("'a b'", "'a b'"),
    )  # fmt: skip
    (found,) = await trace(pool, Stepped(("", "x = [1, 2]"), ((), checks)), [""])
    did = found.at(1)
    assert did is not None and did.output == ""
    held = [result.held for result in did.checks]
    assert held == [True, True, False, True, False, False, True, True, True]
    assert did.checks[2].got == "[1, 2]" and did.checks[5].got.startswith("NameError")


@pytest.mark.parametrize(
    ("code", "error", "line"),
    [
        ("a = 1\nb = a / 0", "ZeroDivisionError: division by zero", 2),
        ("def f():\n    return 1 / 0\nf()", "ZeroDivisionError: division by zero", 2),
        ("x = (1,\n", "SyntaxError: '(' was never closed", 1),
        ("raise ValueError", "ValueError", 1),
        ("import sys\nsys.exit(0)", "it leaves the program (SystemExit: 0)", 2),
        ("import os\nos._exit(0)", "it ends the program", 0),
        ("input()", "EOFError: EOF when reading a line", 1),
        ("while True:\n    pass", "it takes too long", 0),
        ("x = [0] * 10**9", "MemoryError", 1),
    ],
)
async def test_a_step_that_fails_says_how_and_where(
    pool: ExecutionPool, code: str, error: str, line: int
) -> None:
    found = await traced(pool, "kept = 1\nprint('before')", code, "never = 1")
    assert values(found, 1) == {"kept": "1"} and found.at(1).output == "before\n"  # type: ignore[union-attr]
    did = found.at(2)
    assert did is not None
    assert (did.error, did.line) == (error, line)
    assert found.at(3) is None


async def test_long_and_strange_values_are_bounded(pool: ExecutionPool) -> None:
    found = await traced(
        pool,
        "big = list(range(10**5))\nloop = []\nloop.append(loop)\n"
        "class Bad:\n    def __repr__(self):\n        raise KeyError('no')\nbad = Bad()\n"
        "it = iter([1])\nnothing = None\nfor k in range(200):\n    globals()[f'v{k}'] = k",
        "big[50000] = -1",
        "it2 = it",
    )
    first, second = values(found, 1), values(found, 2)
    assert len(first["big"]) <= MOST_CHARACTERS + 5 and first["loop"] == "[[...]]"
    assert first["bad"] == "<its repr fails: KeyError>" and len(first) <= 60
    assert first["big"] == second["big"]  # what is shown of both
    digests = [{value.name: value.digest for value in did.values} for did in found.steps[1:3]]
    assert digests[0]["big"] != digests[1]["big"] and digests[0]["it"] == digests[1]["it"]


async def test_programs_cannot_disturb_what_reports(pool: ExecutionPool) -> None:
    found = await traced(
        pool,
        "import sys, os, json\nsys.stdout = None\njson.dumps = os.getcwd\nprint('lost')",
        "del sys\nlen = print = repr = None\nx = 5",
    )
    assert found.error == "" and values(found, 2)["x"] == "5"


async def test_modules_beside_the_program_are_there(pool: ExecutionPool) -> None:
    beside = SourceFile("mine.py", "def twice(x):\n    return 2 * x\n")
    program = Stepped(("import mine", "y = mine.twice(4)"), ((), ()), (beside,))
    (found,) = await trace(pool, program, [""])
    assert values(found, 1) == {"y": "8"}


async def test_numpy_is_there_where_it_is_imported(pool: ExecutionPool) -> None:
    found = await traced(pool, "import numpy as np\nx = np.arange(3)", "print(x.sum())")
    if "ModuleNotFoundError" in found.error:
        pytest.skip("no numpy in the sandbox here")
    assert values(found, 1)["x"] == "array([0, 1, 2])" and found.output == "3\n"


@pytest.mark.parametrize("said", ["nonsense", "{}", '{"end": 1}', '{"begin": "x"}', "[]", "3"])
async def test_a_step_that_writes_reports_itself_fails(pool: ExecutionPool, said: str) -> None:
    found = await traced(
        pool,
        "import sys\nmark = sys._getframe(1).f_locals['mark']\n"
        f"sys.stdout.write('\\n' + mark + {said!r} + '\\n')",
        "n = 1",
    )
    assert found.error == "it writes into what is said of it"
    assert [step.number for step in found.steps] == [0, 1]
