"""Checkers that come with a problem, in both conventions, and checkers that misbehave."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.engine.execution.pools import whole_pool
from tests.engine.execution.sandbox_outside import Outside

from shortlist_engine.execution import CustomChecker, ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")
PROBLEM = Problem("divisor", "", limits=Limits(time_s=2))
# A checker for "print any divisor of n other than 1 and n, or 0 if there is none".
HEADER = r"""
#pragma once
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
enum Result { OK = 0, WRONG = 1, FORMAT = 2, FAIL = 3, POINTS = 7 };
inline std::ifstream inf, ouf, ans;
[[noreturn]] inline void quit(Result result, const std::string &why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(result);
}
inline void open_files(int count, char **names) {
    if (count < 4) quit(FAIL, "three files are needed");
    inf.open(names[1]); ouf.open(names[2]); ans.open(names[3]);
}
inline long number(std::ifstream &file, Result otherwise) {
    long value;
    if (!(file >> value)) quit(otherwise, "expected a number");
    return value;
}
"""
CPP = r"""
#include "small_testlib.h"
int main(int count, char **names) {
    open_files(count, names);
    long n = number(inf, FAIL), answer = number(ans, FAIL), given = number(ouf, FORMAT);
    if ((answer == 0) != (given == 0)) quit(WRONG, "there is " + std::string(answer ? "one" : "none"));
    if (given && (given <= 1 || given >= n || n % given))
        quit(WRONG, std::to_string(given) + " does not divide " + std::to_string(n));
    if (given == 2) quit(POINTS, "0.5 for an even one");
    quit(OK, "ok");
}
"""  # noqa: E501
PYTHON = """
import sys
n, given, answer = (int(open(name).read()) for name in sys.argv[1:4])
if given and n % given:
    sys.exit(f"{given} does not divide {n}")
exit(0)
"""
ICPC = """
import sys
n, answer = (int(open(name).read()) for name in sys.argv[1:3])
given = int(sys.stdin.read())
with open(sys.argv[3] + "judgemessage.txt", "w") as message:
    message.write(f"looked at {given}")
sys.exit(42 if given and n % given == 0 else 43)
"""


@pytest_asyncio.fixture(
    loop_scope="module", scope="module", params=[(), ("namespaces",), ("landlock",)], ids="ABC"
)
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with whole_pool(request.param) as pool:
        yield pool


@pytest.fixture
def divisor(tmp_path: Path) -> CustomChecker:
    (tmp_path / "small_testlib.h").write_text(HEADER)
    (tmp_path / "divisor.cpp").write_text(CPP)
    return CustomChecker.load(tmp_path / "divisor.cpp")


def python(source: str, convention: str = "testlib") -> CustomChecker:
    return CustomChecker("mine.py", "python", source, convention)


@needs_compiler
async def test_testlib_in_cpp(pool: ExecutionPool, divisor: CustomChecker) -> None:
    for output, verdict, words in [
        ("5\n", Verdict.AC, ""),
        ("3", Verdict.AC, ""),
        ("4", Verdict.WA, "4 does not divide 15"),
        ("0", Verdict.WA, "there is one"),
        ("five", Verdict.PE, "expected a number"),
        ("", Verdict.PE, "expected a number"),
    ]:
        found = await pool.check(divisor, "15\n", output, "3\n")
        assert (found.verdict, found.detail) == (verdict, words), output
    partial = await pool.check(divisor, "14\n", "2", "7")
    assert partial.verdict is Verdict.WA
    assert partial.detail == "partial points only: 0.5 for an even one"
    own = await pool.check(divisor, "no number", "2", "7")
    assert own.verdict is Verdict.SE
    assert "the checker divisor.cpp failed" in own.detail


async def test_testlib_in_python(pool: ExecutionPool) -> None:
    checker = python(PYTHON)
    assert (await pool.check(checker, "15", "5", "3")).verdict is Verdict.AC
    wrong = await pool.check(checker, "15", "4", "3")
    assert (wrong.verdict, wrong.detail) == (Verdict.WA, "4 does not divide 15")


async def test_a_python_checker_that_raises_is_at_fault_itself(pool: ExecutionPool) -> None:
    found = await pool.check(python(PYTHON), "15", "five", "3")
    assert found.verdict is Verdict.SE
    assert "mine.py" in found.detail
    assert "ValueError" in found.detail


async def test_icpc(pool: ExecutionPool) -> None:
    checker = python(ICPC, "icpc")
    assert (await pool.check(checker, "15", "5", "3")).verdict is Verdict.AC
    wrong = await pool.check(checker, "15", "4", "3")
    assert (wrong.verdict, wrong.detail) == (Verdict.WA, "looked at 4")
    silent = python("import sys; sys.exit(43)", "icpc")
    again = await pool.check(silent, "15", "4", "3")  # nothing is left of the message before
    assert again.detail == "the checker gave no reason"
    assert (await pool.check(python("", "icpc"), "15", "5", "3")).verdict is Verdict.SE


@pytest.mark.parametrize(
    "source,words",
    [
        ("import sys; sys.exit(3)", "exit status 3"),
        ("import sys; sys.exit(99)", "exit status 99"),
        ("import os; os.abort()", "SIGABRT"),
        ("import sys\nwhile True: sys.stderr.write('x' * 99999)", "output"),
        ("import sys\nwhile True: sys.stdout.write('x' * 99999)", "output"),
        ("x = [bytearray(1 << 20) for _ in range(10**4)]", "memory"),
        ("import os; os.fork()", "PermissionError"),
        ("import _socket; _socket.socket()", "PermissionError"),
        ("open('input', 'w')", "PermissionError"),
        ("open('../feedback/more', 'w')", "PermissionError"),
        ("import os; os.unlink('answer')", "PermissionError"),
        ("open('/etc/passwd')", "Error"),
        ("syntax error", "SyntaxError"),
    ],
)
async def test_a_checker_that_misbehaves_is_named(
    pool: ExecutionPool, source: str, words: str
) -> None:
    found = await pool.check(python(source), "1", "2", "3")
    assert found.verdict is Verdict.SE, found
    assert found.detail.startswith("the checker mine.py failed: "), found
    assert words in found.detail
    assert (await pool.check(python(PYTHON), "15", "5", "3")).verdict is Verdict.AC


async def test_a_checker_that_hangs_ends(
    pool: ExecutionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shortlist_engine.execution.checking import custom_checker

    monkeypatch.setattr(custom_checker, "LIMITS", Limits(time_s=0.3))
    found = await pool.check(python("while True: pass"), "1", "2", "3")
    assert found.verdict is Verdict.SE
    assert "mine.py failed: more than 0.3 s" in found.detail
    monkeypatch.setattr(custom_checker, "WALL_S", 1)
    found = await pool.check(python("import time; time.sleep(100)"), "1", "2", "3")
    assert found.verdict is Verdict.SE
    assert "idle" in found.detail


@needs_compiler
async def test_a_checker_that_does_not_compile(pool: ExecutionPool) -> None:
    found = await pool.check(CustomChecker("bad.cpp", "cpp", "int main( {"), "1", "2", "3")
    assert found.verdict is Verdict.SE
    assert "the checker bad.cpp failed: it does not compile" in found.detail


@needs_compiler
async def test_the_compiler_reads_the_headers_and_nothing_else_of_the_user(
    pool: ExecutionPool,
) -> None:
    world = Outside()
    try:
        source = f'#include "{world.secret}"\nint main() {{}}'
        found = await pool.check(CustomChecker("spy.cpp", "cpp", source), "1", "2", "3")
    finally:
        world.close()
    assert found.verdict is Verdict.SE
    assert world.secret_text not in found.detail


@pytest.mark.parametrize("stop", [False, True])
async def test_a_run_is_judged_by_the_checker(pool: ExecutionPool, stop: bool) -> None:
    program = Program("python", "n = int(input())\nprint({15: 5, 14: 3, 21: 7}[n])")
    runs = await pool.run(RunRequest(
        PROBLEM, program, ["15", "14", "21"], ["3", "7", "3"],
        checker=python(PYTHON), stop_at_first_failure=stop,
    ))  # fmt: skip
    verdicts = [run.verdict.value for run in runs]
    assert verdicts == (["AC", "WA", "SK"] if stop else ["AC", "WA", "AC"])
    assert runs[1].detail == "3 does not divide 14"
    crashed = await pool.run(
        RunRequest(
            PROBLEM, Program("python", "print(1 // 0)"), ["15"], ["3"], checker=python(PYTHON)
        )
    )
    assert crashed[0].verdict is Verdict.RE


@needs_compiler
async def test_a_compiled_run_is_judged_by_the_checker(
    pool: ExecutionPool, divisor: CustomChecker
) -> None:
    program = Program("cpp", '#include <cstdio>\nint main() { int n; scanf("%d", &n); puts("5"); }')
    runs = await pool.run(RunRequest(PROBLEM, program, ["15", "14"], ["3", "7"], checker=divisor))
    assert [run.verdict.value for run in runs] == ["AC", "WA"]
    assert runs[1].detail == "5 does not divide 14"


async def test_the_program_never_sees_the_answer(pool: ExecutionPool) -> None:
    """After a checker has read it, neither a Python program nor a tool finds it in its files."""
    look = """
import os
for place in ("/job", "/tmp", "/dev/shm", "/var/tmp"):
    try:
        for folder, _, names in os.walk(place):
            for name in names:
                try:
                    print(open(os.path.join(folder, name)).read())
                except (OSError, ValueError):
                    pass
    except OSError:
        pass
"""
    answer = "314159265358979"
    spy = python(look + f"\nimport sys; sys.exit(0 if {answer!r} in open('answer').read() else 3)")
    for _ in range(2):
        (run,) = await pool.run(
            RunRequest(PROBLEM, Program("python", look), ["1"], [answer], checker=spy)
        )
        assert run.verdict is Verdict.AC, run
        assert answer not in run.output


async def test_what_load_says(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    (tmp_path / "a.rb").write_text("")
    assert CustomChecker.load(tmp_path / "a.py").language == "python"
    with pytest.raises(ValueError, match="use testlib or icpc"):
        CustomChecker.load(tmp_path / "a.py", "kattis")
    with pytest.raises(ValueError, match=r"a\.rb .*use a file in \.cpp"):
        CustomChecker.load(tmp_path / "a.rb")
    with pytest.raises(ValueError, match="cannot be read: No such file"):
        CustomChecker.load(tmp_path / "missing.cpp")
    (tmp_path / "big.h").write_bytes(bytes(5 << 20))
    (tmp_path / "c.cpp").write_text("")
    with pytest.raises(ValueError, match="directory of its own"):
        CustomChecker.load(tmp_path / "c.cpp")
    assert os.listdir(tmp_path)
