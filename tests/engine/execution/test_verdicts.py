"""Each verdict in each language, as a user of the pool sees it."""

# ruff: noqa: E501

from __future__ import annotations

import subprocess
import sys

import pytest
import pytest_asyncio
from tests.engine.execution.pools import whole_pool

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROBLEM = Problem("sum", "", limits=Limits(time_s=20, memory_mib=128, output_kib=64))
# For what is to end by its limit of time. On a busy machine the same steps take more CPU time, so
# that others must not come near theirs.
SHORT = Limits(time_s=0.4, memory_mib=128, output_kib=64)
FUNCTION = Problem("add", "", kind="function", entry_point="add")
ADD = "a, b = map(int, input().split())\nprint(a + b)"
ADD_CPP = """#include <bits/stdc++.h>
using namespace std;
int main() { long long a, b; cin >> a >> b; cout << a + b << endl; }"""
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")


@pytest_asyncio.fixture(
    loop_scope="module", scope="module", params=[(), ("helper",)], ids=["", "without the helper"]
)
async def pool(request: pytest.FixtureRequest):
    async with whole_pool(request.param, 2) as pool:
        yield pool


async def one(pool: ExecutionPool, source: str, language: str = "python", **options: object) -> Run:
    runs = await pool.run(
        RunRequest(PROBLEM, Program(language, source), ["20 22\n"], ["42"], **options)
    )  # type: ignore[arg-type]
    assert len(runs) == 1
    return runs[0]


PYTHON = {
    "accepted": (ADD, "AC", ""),
    "wrong": ("print(41)", "WA", "line 1, token 1: expected '42', got '41'"),
    "silent": ("pass", "WA", "no output"),
    "cpu": ("while True: pass", "TLE", "CPU time"),
    "idle": ("import time; time.sleep(60)", "TLE", "idle"),
    "memory": ("x = [bytearray(1 << 20) for _ in range(10**4)]", "MLE", "128 MiB"),
    "output": ("while True: print('x' * 1000)", "OLE", "64 KiB"),
    "exception": ("a = 1\n\nprint(a // 0)", "RE", "ZeroDivisionError"),
    "line": ("a = 1\n\nprint(a // 0)", "RE", "(line 3)"),
    "status": ("import sys; print(42); sys.exit(3)", "RE", "exit status 3"),
    "clean exit": ("import sys; print(42); sys.exit()", "AC", ""),
    "exit builtin": ("print(42); exit()", "AC", ""),
    "os._exit": ("import os; print(42, flush=True); os._exit(0)", "AC", ""),
    "signal": ("import os; os.abort()", "RE", "SIGABRT"),
    "forbidden": ("import os; os.kill(1, 9)", "RE", "forbidden system call"),
    "syntax": ("print(", "CE", "SyntaxError"),
    "null byte": ("print(42)\0", "CE", ""),
    "at exit": ("import atexit; atexit.register(print, 42)", "AC", ""),
    "threads": (
        "import sys, threading\nsys.setrecursionlimit(10**6)\nthreading.stack_size(64 << 20)\n"
        "def f(n): return 0 if n == 0 else 1 + f(n - 1)\n"
        "t = threading.Thread(target=lambda: print(f(20000) - 20000 + 42))\nt.start()",
        "AC", "",
    ),
    "recursion": (
        "import sys\nsys.setrecursionlimit(10**6)\n"
        "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(20000) - 20000 + 42)",
        "AC", "",
    ),
    "read all": ("import os; print(sum(map(int, os.read(0, os.fstat(0).st_size).split())))", "AC", ""),
    "fast reader": (
        "import io, os, sys\ninput = io.BytesIO(os.read(0, os.fstat(0).st_size)).readline\n"
        "sys.stdout = io.StringIO()\nprint(sum(map(int, input().split())))\n"
        "os.write(1, sys.stdout.getvalue().encode())",
        "AC", "",
    ),
    "buffer": ("import sys; sys.stdout.buffer.write(b'42\\n')", "AC", ""),
    "devnull": ("import os, sys; sys.stderr = open(os.devnull, 'w'); print(42)", "AC", ""),
    "stack limit": (
        "import resource\nresource.setrlimit(resource.RLIMIT_STACK, (-1, -1)); print(42)", "AC", "",
    ),
    "big integer": ("print(42 if len(str(10 ** 10000)) == 10001 else 0)", "AC", ""),
    "library": (
        "import fractions, decimal, datetime, typing, dataclasses, statistics, json\nprint(42)",
        "AC", "",
    ),
    "main guard": ("if __name__ == '__main__':\n    print(42)", "AC", ""),
}  # fmt: skip

CPP = {
    "accepted": (ADD_CPP, "AC", ""),
    "wrong": (ADD_CPP.replace("a + b", "a - b"), "WA", "expected '42', got '-2'"),
    "cpu": ("int main() { volatile int x = 0; while (true) ++x; }", "TLE", "CPU time"),
    "idle": ("#include <unistd.h>\nint main() { sleep(60); }", "TLE", "idle"),
    "memory": (
        "#include <vector>\nint main() { std::vector<int> v(1 << 28, 1); return v[5] - 1; }",
        "MLE", "128 MiB",
    ),
    "output": ('#include <cstdio>\nint main() { while (true) puts("xxxxxxxxx"); }', "OLE", "64 KiB"),
    "status": ("int main() { return 7; }", "RE", "exit status 7"),
    "null": ("int main() { *(volatile int *)0 = 1; }", "RE", "SIGSEGV"),
    "division": ("int main(int c, char **v) { volatile int z = 0; return c / z; }", "RE", "SIGFPE"),
    "exception": ('#include <stdexcept>\nint main() { throw std::runtime_error("x"); }', "RE", "SIGABRT"),
    "syntax": ("int main() { retrun 0; }", "CE", "prog.cpp:1:14: error"),
    "rare header": (
        '#include <bits/stdc++.h>\nint main() { std::puts(std::regex_match("a", std::regex("a")) ? "42" : ""); }',
        "AC", "",
    ),
}  # fmt: skip


DEPTH = """
import sys
def deepest():
    reached = 0
    def down(depth):
        nonlocal reached
        reached = depth
        down(depth + 1)
    try:
        down(1)
    except RecursionError:
        return reached
for limit in (None, 50, 3000):
    if limit:
        sys.setrecursionlimit(limit)
    print(sys.getrecursionlimit(), deepest())
"""


async def test_the_recursion_limit_counts_the_programs_own_frames_only(pool: ExecutionPool) -> None:
    plain = subprocess.run(
        [sys.executable, "-c", DEPTH], capture_output=True, text=True, check=True
    )
    runs = await pool.run(
        RunRequest(PROBLEM, Program("python", DEPTH), ["1", "2"], [plain.stdout] * 2)
    )
    assert [run.verdict for run in runs] == [Verdict.AC] * 2, runs


@pytest.mark.parametrize(("limit", "verdict"), [(2**31 - 1, "AC"), (2**31, "RE"), (-1, "RE")])
async def test_the_highest_recursion_limit_of_all_is_taken(
    pool: ExecutionPool, limit: int, verdict: str
) -> None:
    source = f"import sys\nsys.setrecursionlimit({limit})\nprint(1)"
    (run,) = await pool.run(RunRequest(PROBLEM, Program("python", source), ["1"], ["1"]))
    assert run.verdict.value == verdict, run


FORGED = {
    "crashes": ("os.abort()", "RE"),
    "spins": ("while True: pass", "TLE"),
    "sleeps": ("import time; time.sleep(1000)", "TLE"),
    "spins first": ("", "TLE"),
}


@pytest.mark.parametrize("case", FORGED, ids=str)
@pytest.mark.parametrize("inputs", [1, 3])
async def test_a_report_of_the_programs_own_hides_nothing(
    pool: ExecutionPool, case: str, inputs: int
) -> None:
    """The harness reports an input's end on descriptor 3, and a program can write there too."""
    if inputs > 1 and case == "spins first":
        pytest.skip("inputs of one process may share out their time: docs/security.md")
    then, verdict = FORGED[case]
    first = "t = __import__('time').process_time\nwhile t() < 0.35: pass\n" if not then else ""
    then = then or "while t() < 0.7: pass"
    source = f"import os\n{first}print(42, flush=True)\nos.write(3, b'F\\0')\n{then}"
    runs = await pool.run(
        RunRequest(
            PROBLEM, Program("python", source), ["1"] * inputs, ["42"] * inputs, limits=SHORT
        )
    )
    assert verdict in [run.verdict.value for run in runs], runs
    assert inputs > 1 or runs[0].verdict.value == verdict


async def test_flags_of_its_streams_do_not_reach_the_next_program(pool: ExecutionPool) -> None:
    flags = (
        "import fcntl, os\nfor fd in (0, 1, 2, 3):\n    fcntl.fcntl(fd, fcntl.F_SETFL, os.O_APPEND)"
    )
    overwrite = "import os\nprint('zzzz', end='', flush=True)\nos.pwrite(1, b'AB', 0)"
    for _ in range(4):  # whichever worker comes next
        await pool.run(RunRequest(PROBLEM, Program("python", flags), [""]))
        (run,) = await pool.run(RunRequest(PROBLEM, Program("python", overwrite), [""], ["ABzz"]))
        assert run.verdict is Verdict.AC, run


async def test_a_traceback_shows_the_programs_frames_only(pool: ExecutionPool) -> None:
    run = await one(pool, "def f():\n    return 1 // 0\nf()")
    assert "prog.py" in run.errors and "harness" not in run.errors, run.errors


@pytest.mark.parametrize("case", PYTHON, ids=str)
async def test_python_verdict(pool: ExecutionPool, case: str) -> None:
    source, verdict, detail = PYTHON[case]
    run = await one(pool, source, limits=SHORT if verdict == "TLE" else None)
    assert run.verdict.value == verdict, run
    assert detail in run.detail


@needs_compiler
@pytest.mark.parametrize("case", CPP, ids=str)
async def test_cpp_verdict(pool: ExecutionPool, case: str) -> None:
    source, verdict, detail = CPP[case]
    run = await one(pool, source, "cpp", limits=SHORT if verdict == "TLE" else None)
    assert run.verdict.value == verdict, run
    assert detail in run.detail


async def test_presentation_error_is_told_apart_from_a_wrong_answer(pool: ExecutionPool) -> None:
    exact = Problem("p", "", checker="exact")
    runs = await pool.run(
        RunRequest(exact, Program("python", "print('4 2')"), ["", ""], ["4  2", "4 3"])
    )
    assert [run.verdict.value for run in runs] == ["PE", "WA"]


async def test_a_mismatch_is_no_proof_where_several_answers_are_right(pool: ExecutionPool) -> None:
    any_order = Problem("p", "", several_answers=True)
    program = Program("python", "print(2, 1)")
    wrong, right = await pool.run(RunRequest(any_order, program, ["", ""], ["1 2", "2 1"]))
    assert wrong.verdict is Verdict.WA and "may be right too" in wrong.detail
    assert wrong.detail.startswith("line 1, token 1: expected '1', got '2'")
    assert right.verdict is Verdict.AC and right.detail == ""
    crashed = await pool.run(RunRequest(any_order, Program("python", "1/0"), [""], ["1"]))
    assert crashed[0].verdict is Verdict.RE and "may be right" not in crashed[0].detail


async def test_run_reports_time_memory_and_output(pool: ExecutionPool) -> None:
    busy = "x = bytearray(50 << 20)\nfor i in range(0, len(x), 4096): x[i] = 1\nprint(42)"
    run = await one(pool, busy)
    assert run.output == "42\n"
    assert run.memory_kib > 50 * 1024
    assert 0 < run.cpu_ms <= run.wall_ms * 2


async def test_without_expected_outputs_a_clean_run_is_ok(pool: ExecutionPool) -> None:
    runs = await pool.run(RunRequest(PROBLEM, Program("python", ADD), ["1 2", "x", "3 4"]))
    assert [run.verdict.value for run in runs] == ["OK", "RE", "OK"]
    assert [run.output for run in runs] == ["3\n", "", "7\n"]


async def test_more_inputs_than_one_process_takes(pool: ExecutionPool) -> None:
    inputs = [f"{i} {i}" for i in range(30)]
    runs = await pool.run(
        RunRequest(PROBLEM, Program("python", ADD), inputs, [str(2 * i) for i in range(30)])
    )
    assert {run.verdict for run in runs} == {Verdict.AC}


@pytest.mark.parametrize("language,source", [("python", ADD), ("cpp", ADD_CPP)])
async def test_stops_at_the_first_failure(pool: ExecutionPool, language: str, source: str) -> None:
    if language == "cpp" and tool("cpp") is None:
        pytest.skip("no C++ compiler is installed")
    runs = await pool.run(RunRequest(
        PROBLEM, Program(language, source), ["1 2", "3 4", "5 6"], ["3", "8", "11"],
        stop_at_first_failure=True,
    ))  # fmt: skip
    assert [run.verdict.value for run in runs] == ["AC", "WA", "SK"]
    runs = await pool.run(RunRequest(
        PROBLEM, Program(language, source), ["1 2", "3 4", "5 6"], ["4", "7", "11"],
        stop_at_first_failure=True,
    ))  # fmt: skip
    assert [run.verdict.value for run in runs] == ["WA", "SK", "SK"]


async def test_compile_error_counts_for_every_input(pool: ExecutionPool) -> None:
    runs = await pool.run(
        RunRequest(PROBLEM, Program("python", "def"), ["1", "2", "3"], ["1", "2", "3"])
    )
    assert [run.verdict.value for run in runs] == ["CE"] * 3


@pytest.mark.parametrize(
    "change",
    [
        "import sys; sys.stdout = None",
        "import math; math.pi = 3",
        "import builtins; builtins.print = None",
        "import builtins; del builtins.len",
        "import sys; sys.setrecursionlimit(50)",
        "import sys; sys.modules['math'] = None",
        "import random; random.seed(5)",
        "import os; os.environ['X'] = '1'",
        "import signal; signal.alarm(1); signal.signal(signal.SIGALRM, signal.SIG_IGN)",
        "import threading; threading.Thread(target=__import__('time').sleep, args=(.1,)).start()",
        "import decimal; decimal.getcontext().prec = 2",
        "globals()['leaked'] = 1",
        "import atexit; atexit.register(lambda: None)",
        "import heapq as h; h.heappush = None",
        "from collections import Counter; Counter.total = 'leaked'",
    ],
)
async def test_no_state_passes_from_one_input_to_the_next(pool: ExecutionPool, change: str) -> None:
    observe = (
        "import sys, math, random, os, signal, heapq, decimal, threading, collections\n"
        "state = ('leaked' in globals(), math.pi, len('abc'), sys.getrecursionlimit(),\n"
        "  random.random(), sorted(os.environ), signal.getsignal(signal.SIGALRM),\n"
        "  callable(heapq.heappush), decimal.getcontext().prec, threading.active_count(),\n"
        "  str(getattr(collections.Counter, 'total', None))[:9])\n"
        "sys.stdout.write(repr(state))\nsys.stdout.flush()\n"
    )
    runs = await pool.run(
        RunRequest(PROBLEM, Program("python", observe + change), ["", "", "", ""])
    )
    assert {run.verdict for run in runs} == {Verdict.OK}, runs
    assert len({run.output for run in runs}) == 1, [run.output for run in runs]


async def test_outputs_are_the_same_on_every_worker_and_run(pool: ExecutionPool) -> None:
    source = (
        "import random, time\nprint({str(i) for i in range(50)}, hash('x'), random.random(),\n"
        "      time.tzname)"
    )
    runs = [
        await pool.run(RunRequest(PROBLEM, Program("python", source), ["", ""])) for _ in range(6)
    ]
    assert len({run.output for pair in runs for run in pair}) == 1


async def test_function_problems(pool: ExecutionPool) -> None:
    source = "def add(a, b):\n    print('noise')\n    return a + b"
    inputs = ["add(1, 2)", "add(0.1, 0.2)", "add([1], [2])", "add(a=2, b=3)", "add('x')"]
    expected = ["3", "0.3", "[1, 2]", "6", "1"]
    runs = await pool.run(RunRequest(FUNCTION, Program("python", source), inputs, expected))
    assert [run.verdict.value for run in runs] == ["AC", "AC", "AC", "WA", "RE"]
    assert runs[0].output == "3"
    assert "expected '6', got '5'" in runs[3].detail
    assert "TypeError" in runs[4].detail


async def test_function_in_a_solution_class(pool: ExecutionPool) -> None:
    source = "class Solution:\n    def add(self, a, b):\n        return a + b"
    (run,) = await pool.run(RunRequest(FUNCTION, Program("python", source), ["add(1, 2)"], ["3"]))
    assert run.verdict is Verdict.AC


async def test_expected_values_of_functions_are_not_in_the_process(pool: ExecutionPool) -> None:
    source = (
        "class Yes:\n    def __eq__(self, other): return True\n    def __repr__(self): return '4'\n"
        "def add(a, b): return Yes()"
    )
    (run,) = await pool.run(RunRequest(FUNCTION, Program("python", source), ["add(1, 2)"], ["3"]))
    assert run.verdict is Verdict.WA


async def test_what_cannot_be_run_is_our_error_and_says_why(
    pool: ExecutionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await one(pool, "x", "cobol")
    assert run.verdict is Verdict.SE and "unsupported language" in run.detail
    monkeypatch.setattr("shortlist_engine.execution.compiling.starting.tool", lambda language: None)
    run = await one(pool, ADD_CPP, "cpp")
    assert run.verdict is Verdict.SE and "install" in run.detail


async def test_numpy_works_when_the_interpreter_has_it(pool: ExecutionPool) -> None:
    pytest.importorskip("numpy")
    source = (
        "import numpy as np\nx = np.array(input().split(), dtype=np.int64)\n"
        "print(int(np.linalg.norm(x @ np.eye(2)) ** 2 > 0) * x.sum())"
    )
    run = await one(pool, source, limits=Limits(time_s=20))
    assert run.verdict is Verdict.AC, run


async def test_wrong_arguments_are_named(pool: ExecutionPool) -> None:
    with pytest.raises(ValueError, match="2 inputs but 1 expected"):
        await pool.run(RunRequest(PROBLEM, Program("python", ADD), ["1", "2"], ["1"]))
    assert await pool.run(RunRequest(PROBLEM, Program("python", ADD), [])) == ()
    with pytest.raises(ValueError, match="workers"):
        ExecutionPool(0)
