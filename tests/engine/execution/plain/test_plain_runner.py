"""The user's own programs without the sandbox: verdicts, limits, ends, and all that they leave."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from tests.engine.execution.plain.runs import PROBLEM, run_one

from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.plain import building, process, tools
from shortlist_engine.execution.plain.runner import PlainRunner
from shortlist_engine.execution.plain.warden import order
from shortlist_engine.execution.plain.workplace import Room
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Example, Limits, Problem, Program, SourceFile, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
ADD = "print(sum(map(int, input().split())))"
CPP_ADD = "#include <bits/stdc++.h>\nusing namespace std;\nint main(){int a,b;cin>>a>>b;cout<<a+b;}"


def needs(language: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(tools.found(language) is None, reason=f"no {language} here")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def runner() -> AsyncIterator[PlainRunner]:
    async with PlainRunner(2) as opened:
        yield opened


def alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


async def gone(pid: int, within_s: float = 20) -> bool:
    deadline = time.monotonic() + within_s
    while alive(pid) and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
    return not alive(pid)


async def text_of(path: Path, within_s: float = 60) -> str:
    """What a program that goes on has written there."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if text := path.read_text():
                return text
        await asyncio.sleep(0.02)
    raise AssertionError(f"nothing was written to {path}")


@pytest.mark.parametrize(
    ("source", "verdict", "detail"),
    [
        (ADD, "AC", ""),
        ("print(4)", "WA", "line 1, token 1"),
        ("def f(:", "CE", "SyntaxError"),
        ("import sys\n\nraise ValueError('bad')", "RE", "ValueError: bad (line 3)"),
        ("import sys; sys.exit(3)", "RE", "exit status 3"),
        ("import os; os.abort()", "RE", "killed by SIGABRT"),
        ("raise MemoryError", "MLE", "more than 256 MiB"),
    ],
)
async def test_each_end_has_its_verdict(
    runner: PlainRunner, source: str, verdict: str, detail: str
) -> None:
    run = await run_one(runner, source, "1 2\n", "3\n")
    assert run.verdict is Verdict(verdict)
    assert detail in run.detail
    assert tempfile.gettempdir() not in run.errors + run.detail


async def test_output_time_and_memory_are_reported(runner: PlainRunner) -> None:
    run = await run_one(runner, "x = b'x' * (50 << 20)\nprint('é', input())", "né\n", "é né")
    assert (run.verdict, run.output) == (Verdict.AC, "é né\n")
    assert run.cpu_ms > 1
    assert run.wall_ms > 1
    assert 50 << 10 < run.memory_kib < 100 << 10


@pytest.mark.parametrize(
    ("source", "limits", "verdict", "detail"),
    [
        ("while True: pass", {"time_s": 0.3}, "TLE", "more than 0.3 s of CPU time"),
        ("import time; time.sleep(600)", {"time_s": 0.1}, "TLE", "idle: no end after"),
        ("while True: print('x' * 5000)", {}, "OLE", "more than 1 MiB of output"),
        ("x = []\nwhile True: x.append(bytes(1 << 20))", {"memory_mib": 64}, "MLE", "64 MiB"),
        ("x = bytes(4 << 30)", {"memory_mib": 64}, "MLE", "64 MiB"),
        ("import sys\nwhile True: sys.stderr.write('x' * 10**6)", {}, "OLE", "standard error"),
    ],
)
async def test_a_limit_ends_a_program(
    runner: PlainRunner, source: str, limits: dict[str, float], verdict: str, detail: str
) -> None:
    run = await run_one(runner, source, **limits)
    assert run.verdict is Verdict(verdict)
    assert detail in run.detail


async def test_one_that_ignores_every_signal_it_can_is_ended(runner: PlainRunner) -> None:
    source = """
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
"""
    began = time.monotonic()
    run = await run_one(runner, source, time_s=0.3)
    assert run.verdict is Verdict.TLE
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("end", ["while True: pass", "print('done')"])
@pytest.mark.parametrize("leaves", ["", "os.setsid();"], ids=["in its group", "left its group"])
async def test_its_children_end_with_it(
    runner: PlainRunner, end: str, leaves: str, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    source = f"""
import os, time, signal
if os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    {leaves} 
    if os.fork() == 0:
        open({str(told)!r}, "w").write(str(os.getpid()))
    time.sleep(600)
while not os.path.exists({str(told)!r}): time.sleep(0.01)
{end}
"""
    run = await run_one(runner, source, time_s=1)
    assert run.verdict is (Verdict.OK if end.startswith("print") else Verdict.TLE)
    assert await gone(int(told.read_text()))


async def test_cancelling_ends_a_program_with_its_children(
    runner: PlainRunner, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    source = f"""
import os, time
child = os.fork()
if child:
    open({str(told)!r}, "w").write(f"{{os.getpid()}} {{child}}")
time.sleep(600)
"""
    task = asyncio.ensure_future(run_one(runner, source, time_s=100))
    pids = [int(word) for word in (await text_of(told)).split()]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for pid in pids:
        assert await gone(pid)


async def test_closing_ends_what_runs_and_leaves_no_folder(tmp_path: Path) -> None:
    told = tmp_path / "told"
    async with PlainRunner(1) as closing:
        assert closing._workplace is not None
        folder = closing._workplace.path
        source = (
            f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(99)"
        )
        task = asyncio.ensure_future(run_one(closing, source, time_s=100))
        pid = int(await text_of(told))
        assert folder.is_dir()
    with pytest.raises(RuntimeError, match="closed"):
        await task
    assert await gone(pid)
    assert not folder.exists()
    with pytest.raises(RuntimeError, match="async with"):
        await run_one(closing, ADD)


ENGINE = """
import asyncio, sys
from shortlist_engine.execution.plain.runner import PlainRunner
from shortlist_engine.execution.plain.warden import order
from shortlist_engine.execution.plain.workplace import Room
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program

async def main():
    async with PlainRunner(1) as runner:
        problem = Problem("p", "", limits=Limits(time_s=500))
        await runner.run(RunRequest(problem, Program("python", sys.argv[1]), [""]))

asyncio.run(main())
"""


async def test_a_killed_engine_takes_its_program_along_and_the_next_one_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    source = (
        f"import os, time; print(1, flush=True); open({str(told)!r}, 'w').write(str(os.getpid())); "
        "time.sleep(600)"
    )
    place = tmp_path / "temporary"
    place.mkdir()
    environment = {**os.environ, "TMPDIR": str(place)}
    engine = subprocess.Popen([sys.executable, "-c", ENGINE, source], env=environment)
    try:
        pid = int(await text_of(told))
    finally:
        os.kill(engine.pid, signal.SIGKILL)
        engine.wait()
    assert await gone(pid)
    (left,) = place.iterdir()
    os.utime(left, (1, 1))  # a minute must have passed
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    async with PlainRunner(1) as runner:
        assert runner._workplace is not None
        assert list(place.iterdir()) == [runner._workplace.path]
    assert not list(place.iterdir())


async def test_inputs_after_a_failure_are_skipped_when_asked(runner: PlainRunner) -> None:
    runs = await runner.run(
        RunRequest(
            PROBLEM,
            Program("python", ADD),
            ["1 2", "x", "3 4"],
            ["3", "0", "7"],
            stop_at_first_failure=True,
        )
    )
    assert [run.verdict.value for run in runs] == ["AC", "RE", "SK"]


async def test_no_more_run_at_a_time_than_workers(tmp_path: Path) -> None:
    source = f"""
import os, time
mine = os.path.join({str(tmp_path)!r}, str(os.getpid()))
open(mine, "w").close()
time.sleep(0.3)
print(len(os.listdir({str(tmp_path)!r})))
os.remove(mine)
"""
    async with PlainRunner(2) as two:
        runs = await asyncio.gather(*(run_one(two, source) for _ in range(6)))
    assert max(int(run.output) for run in runs) <= 2


async def test_it_runs_twice_alike_and_in_another_variation_otherwise(runner: PlainRunner) -> None:
    program = Program("python", "import random\nprint(hash('a'), random.random())")
    outputs = []
    for variation in (0, 0, 1):
        (run,) = await runner.run(RunRequest(PROBLEM, program, [""], variation=variation))
        outputs.append(run.output)
    assert outputs[0] == outputs[1] != outputs[2]


async def test_what_the_engine_has_in_its_environment_for_itself_is_not_the_programs(
    runner: PlainRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/ours")
    monkeypatch.setenv("OF_THE_USER", "yes")
    source = "import os; print(*map(os.environ.get, ('PYTHONPATH', 'OF_THE_USER', 'ONLINE_JUDGE')))"
    assert (await run_one(runner, source)).output == "None yes 1\n"


async def test_files_that_the_statement_names(runner: PlainRunner) -> None:
    problem = replace(PROBLEM, input_file="sum.in", output_file="sum.out")
    source = "print(sum(map(int, open('SUM.IN').read().split())), file=open('sum.out', 'w'))"
    run = await run_one(runner, source, "1 2\n", "3", problem=problem)
    assert run.verdict is Verdict.AC
    assert (await run_one(runner, ADD, "1 2\n", "3", problem=problem)).verdict is Verdict.AC


async def test_files_beside_the_program(runner: PlainRunner) -> None:
    program = Program(
        "python",
        "from tools.sums import add\nprint(add(*map(int, input().split())))",
        files=(
            SourceFile("tools/__init__.py", ""),
            SourceFile("tools/sums.py", "def add(a, b): return a + b"),
        ),
    )
    (run,) = await runner.run(RunRequest(PROBLEM, program, ["1 2"], ["3"]))
    assert run.verdict is Verdict.AC


@pytest.mark.parametrize("name", ["../out.py", "/out.py", "a/../../out.py"])
async def test_no_file_is_written_outside_the_folder_of_the_run(
    runner: PlainRunner, name: str
) -> None:
    program = Program("python", ADD, files=(SourceFile(name, "x = 1"),))
    (run,) = await runner.run(RunRequest(PROBLEM, program, ["1 2"], ["3"]))
    assert run.verdict is Verdict.SE
    assert "no name of a file" in run.detail


FUNCTION = Problem(
    "twice",
    "",
    kind="function",
    entry_point="twice",
    examples=(Example("twice([1, 2])", "[2, 4]"),),
)


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("python", "def twice(a):\n    print('noise')\n    return [2 * x for x in a]"),
        ("python", "class Solution:\n    def twice(self, a: List[int]): return [2*x for x in a]"),
        pytest.param(
            "cpp",
            "#include <bits/stdc++.h>\nusing namespace std;\n"
            "vector<int> twice(vector<int> a) { for (int &x : a) x *= 2; return a; }",
            marks=needs("cpp"),
        ),
    ],
)
async def test_functions_are_called(runner: PlainRunner, language: str, source: str) -> None:
    run = await run_one(
        runner, source, "twice([1, 2])", "[2, 4]", language=language, problem=FUNCTION
    )
    assert (run.verdict, run.detail) == (Verdict.AC, "")


@pytest.mark.parametrize(
    "text",
    [
        "twice([__import__('os').system('touch {mark}')])",
        "__import__('os').system('touch {mark}') or twice([1])",
        "twice([open('{mark}', 'w')])",
        "twice([exec('open(\\'{mark}\\', \\'w\\')')])",
        "twice([len('open(\\'{mark}\\', \\'w\\')') for len in [eval]])",
        "twice([f('open(\\'{mark}\\', \\'w\\')') for f in [eval]])",
        "twice([system('touch {mark}')])",
        "os.twice('{mark}')",
        "(lambda: open('{mark}', 'w'))()",
        "[1].twice(open('{mark}', 'w'))",
        "twice(",
    ],
)
async def test_an_example_of_somebody_else_is_no_program(
    runner: PlainRunner, tmp_path: Path, text: str
) -> None:
    mark = tmp_path / "mark"
    source = "import os\nfrom os import system\ndef twice(a): return a"
    run = await run_one(runner, source, text.replace("{mark}", str(mark)), problem=FUNCTION)
    assert run.verdict is Verdict.SE
    assert "input" in run.detail
    assert not mark.exists()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twice(list(range(3)) + [-1] * 2)", "[0, 2, 4, -2, -2]"),
        ("twice([x for x in range(2) if x])", "[2]"),
        ("Solution().twice(a=[1])", "[2]"),
        ("twice(twice([1]))", "[4]"),
        ("twice([null, true][1:]) == [2]", None),
        ("other(twice([1]))", "[2, 0]"),
    ],
)
async def test_an_example_may_write_its_values_as_it_likes(
    runner: PlainRunner, text: str, value: str | None
) -> None:
    source = (
        "class Solution:\n    def twice(self, a): return [2 * x for x in a]\n"
        "def other(a): return a + [0]"
    )
    run = await run_one(runner, source, text, value, problem=FUNCTION)
    assert (run.verdict, run.detail) == (Verdict.AC if value else Verdict.OK, "")


@pytest.mark.parametrize("name", ["heapq.py", "HEAPQ.PY", "heapq.pyc", "package.json", "a.in.so"])
async def test_an_input_file_of_somebody_else_is_no_program(
    runner: PlainRunner, tmp_path: Path, name: str
) -> None:
    mark = tmp_path / "mark"
    problem = replace(PROBLEM, input_file=name)
    given = f"open({str(mark)!r}, 'w')"
    run = await run_one(runner, "import heapq", given, problem=problem)
    assert (run.verdict, mark.exists()) == (Verdict.SE, False)
    assert repr(name) in run.detail


@needs("cpp")
async def test_a_compiled_program_is_built_once(
    runner: PlainRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = 0
    compiler = building._run_compiler

    async def counting(words: list[str], room: object) -> str:
        nonlocal compiled
        compiled += 1
        return await compiler(words, room)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "_run_compiler", counting)
    source = f"// {time.time_ns()}\n{CPP_ADD}"
    runs = await asyncio.gather(
        *(run_one(runner, source, f"{n} 2", str(n + 2), language="cpp") for n in range(3))
    )
    assert [run.verdict for run in runs] == [Verdict.AC] * 3
    async with PlainRunner(1) as another:
        assert (await run_one(another, source, "1 2", "3", language="cpp")).verdict is Verdict.AC
    assert compiled == 1


@needs("cpp")
@pytest.mark.parametrize(
    ("source", "verdict", "detail"),
    [
        ("int main() { return x; }", "CE", "prog.cpp:1:21: error: 'x' was not declared"),
        ("#include <cstdlib>\nint main() { return 3; }", "RE", "exit status 3"),
        ("#include <csignal>\nint main() { raise(SIGSEGV); }", "RE", "killed by SIGSEGV"),
        ("#include <vector>\nint main() { for (std::vector<int> v;;) v.push_back(1); }", "MLE", ""),
        ("int f(int n) { return n < 0 ? 0 : f(n + 1) + 1; }\nint main() { f(0); }", "", ""),
        ("#include <span>\n#include <bits/stdc++.h>\nint main() { std::span<int> s; }", "OK", ""),
        ('#error "cut off"', "CE", "cut off"),
    ],
)
async def test_compiled_programs(
    runner: PlainRunner, source: str, verdict: str, detail: str
) -> None:
    run = await run_one(runner, source, language="cpp", memory_mib=64)
    if verdict:
        assert run.verdict is Verdict(verdict)
    assert detail in run.detail
    assert tempfile.gettempdir() not in run.errors + run.detail


@needs("cpp")
async def test_a_header_stands_in_for_compilers_that_have_none(
    runner: PlainRunner, tmp_path: Path
) -> None:
    header = Path(building.languages.__file__).parent / "headers" / "elsewhere" / "bits/stdc++.h"
    for standard in ("c++11", "c++17", "c++20"):
        done = subprocess.run(
            ["g++", f"-std={standard}", "-fsyntax-only", "-x", "c++", str(header)],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr


JAVA = """import java.util.*;
public class Sum { public static void main(String[] a) {
    Scanner in = new Scanner(System.in); System.out.println(in.nextInt() + in.nextInt()); } }"""
NODE = "const [a, b] = require('fs').readFileSync('/dev/stdin', 'utf8').split(' ').map(Number);\n"
RUST = """use std::io::*;
fn main() { let mut s = String::new(); stdin().read_to_string(&mut s).unwrap();
let n: i64 = s.split_whitespace().map(|w| w.parse::<i64>().unwrap()).sum(); println!("{}", n); }"""
C = '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d", a + b); }'
GO = 'package main\nimport "fmt"\nfunc main() { var a, b int; fmt.Scan(&a, &b); fmt.Println(a+b) }'


@pytest.mark.parametrize(
    ("language", "source"),
    [
        pytest.param("java", JAVA, marks=needs("java")),
        pytest.param("javascript", NODE + "console.log(a + b)", marks=needs("javascript")),
        pytest.param("rust", RUST, marks=needs("rust")),
        pytest.param("c", C, marks=needs("c")),
        pytest.param("go", GO, marks=needs("go")),
    ],
)
async def test_other_languages(runner: PlainRunner, language: str, source: str) -> None:
    run = await run_one(runner, source, "1 2\n", "3\n", language=language)
    assert (run.verdict, run.detail) == (Verdict.AC, "")
    broken = await run_one(runner, source + "\n}}}", "1 2\n", "3\n", language=language)
    assert broken.verdict is Verdict.CE


async def test_a_missing_tool_is_named_with_its_fix(
    runner: PlainRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    run = await run_one(runner, GO, language="go")
    assert run.verdict is Verdict.SE
    assert "go programs cannot be run here: install Go" in run.detail
    assert await runner.languages(("python", "go")) == ("python",)


CHECKER = """
import sys
given, written, answer = (open(path).read().split() for path in sys.argv[1:])
if written == ["crash"]: raise ValueError("oops")
print("they differ", file=sys.stderr)
sys.exit(0 if sorted(written) == sorted(answer) else 1)
"""
ICPC = """
import sys
written = sys.stdin.read().split()
open(sys.argv[3] + "judgemessage.txt", "w").write("told")
sys.exit(42 if written == open(sys.argv[2]).read().split() else 43)
"""


@pytest.mark.parametrize(
    ("convention", "source", "output", "verdict", "detail"),
    [
        ("testlib", CHECKER, "2 1", "AC", ""),
        ("testlib", CHECKER, "2 2", "WA", "they differ"),
        ("testlib", CHECKER, "crash", "SE", "the checker c.py failed"),
        ("icpc", ICPC, "1 2", "AC", ""),
        ("icpc", ICPC, "2 1", "WA", "told"),
    ],
)
async def test_checkers_of_the_users_own(
    runner: PlainRunner, convention: str, source: str, output: str, verdict: str, detail: str
) -> None:
    checker = CustomChecker("c.py", "python", source, convention)
    found = await runner.check(checker, "in", output, "1 2")
    assert found.verdict is Verdict(verdict)
    assert detail in found.detail
    program = Program("python", f"print({output!r})")
    (run,) = await runner.run(RunRequest(PROBLEM, program, ["in"], ["1 2"], checker=checker))
    assert run.verdict is Verdict(verdict)


async def test_a_problem_of_the_disk_is_said_and_is_not_the_programs(
    runner: PlainRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/tmp/x")

    monkeypatch.setattr(Path, "write_bytes", full)
    run = await run_one(runner, ADD)
    assert run.verdict is Verdict.SE
    assert "No space left on device" in run.detail


async def test_long_limits_hold_for_long_answers(runner: PlainRunner) -> None:
    text = "x" * (3 << 20)
    limits = Limits(time_s=5, output_kib=64)
    program = Program("python", f"print('x' * {3 << 20})")
    (run,) = await runner.run(RunRequest(PROBLEM, program, [""], [text], limits=limits))
    assert run.verdict is Verdict.AC


@needs("cpp")
async def test_another_engine_may_build_the_same_at_the_same_time(
    runner: PlainRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On systems where each editor window has an engine of its own."""
    source = f"// {time.time_ns()}\n{CPP_ADD}"
    compiler = building._run_compiler
    async with PlainRunner(1) as other:

        async def slowed(words: list[str], room: Room) -> str:
            monkeypatch.setattr(building, "_run_compiler", compiler)
            quicker = await run_one(other, source, "1 2", "3", language="cpp")
            assert quicker.verdict is Verdict.AC
            return await compiler(words, room)

        monkeypatch.setattr(building, "_run_compiler", slowed)
        run = await run_one(runner, source, "1 2", "3", language="cpp")
    assert (run.verdict, run.detail) == (Verdict.AC, "")


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("python", "a, b = map(int, input().split())\r\nif a:\r\n    print(a + b)\r\n"),
        pytest.param("cpp", CPP_ADD.replace("\n", "\r\n"), marks=needs("cpp")),
    ],
)
async def test_line_ends_of_windows_in_a_program_and_its_tests(
    runner: PlainRunner, language: str, source: str
) -> None:
    run = await run_one(runner, source, "1 2\r\n", "3\r\n", language=language)
    assert (run.verdict, run.detail) == (Verdict.AC, "")


async def test_what_windows_makes_of_line_feeds_is_undone_there_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(tmp_path)
    room.work.mkdir()
    room.output.write_bytes(b"a\r\nb\r\n")
    room.errors.write_bytes(b"said\r\nmore\r\n")
    answer = order.Answer(order.EXITED)
    for system, output, errors in (
        ("linux", b"a\r\nb\r\n", "said\r\nmore"),
        ("win32", b"a\nb\n", "said\nmore"),
    ):
        monkeypatch.setattr(sys, "platform", system)
        result = process.result_of(answer, room, 1000)
        assert (result.output, result.errors) == (output, errors)


@pytest.mark.parametrize(
    ("language", "source"), [("python", ADD), pytest.param("cpp", CPP_ADD, marks=needs("cpp"))]
)
async def test_folders_with_spaces_and_other_letters(
    language: str, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "Benutzer Jörg" / "日本"
    place.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("XDG_CACHE_HOME", str(place / "Zwischen Speicher"))
    async with PlainRunner(1) as runner:
        run = await run_one(runner, source, "1 2\n", "3\n", language=language)
        assert (run.verdict, run.detail) == (Verdict.AC, "")
        broken = await run_one(runner, "}", language=language)
    assert broken.verdict is Verdict.CE
    assert "Jörg" not in broken.detail + broken.errors
