"""Languages beside Python and C++: what a user sees of them, and what without their tools."""

# ruff: noqa: E501

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from tests.engine.execution.pools import whole_pool
from tests.engine.execution.sandbox_processes import alive, descendants, running_below, until
from tests.engine.execution.tools_here import skip_where_out_of_reach

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling import starting, toolchains
from shortlist_engine.execution.compiling.starting import tool_zygote
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.languages import runnable, toolchain, written
from shortlist_engine.languages.java import java_file
from shortlist_engine.languages.javascript import javascript_file
from shortlist_engine.problem import Limits, Problem, Program, Verdict
from shortlist_engine.solve import usable_languages

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROBLEM = Problem("p", "", limits=Limits(time_s=20, memory_mib=256))


@pytest_asyncio.fixture(
    loop_scope="module", scope="module", params=[(), ("namespaces",)], ids=["all", "no-namespaces"]
)
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with whole_pool(request.param) as pool:
        yield pool


def case(language: str, source: str, verdict: str, detail: str = "") -> object:
    return pytest.param(
        language, source, verdict, detail, id=f"{language}-{verdict}-{detail[:20] or 'quiet'}",
        marks=pytest.mark.skipif(tool(language) is None, reason=f"{language} is not installed"),
    )  # fmt: skip


def java(body: str, more: str = "") -> str:
    return f"import java.util.*;\nclass Main {{ {more} public static void main(String[] a) {{ {body} }} }}"


def go(body: str, *packages: str) -> str:
    imports = "".join(f'import "{package}"\n' for package in packages)
    return f"package main\n{imports}func main() {{ {body} }}"


ADD_JAVA = "Scanner s = new Scanner(System.in); System.out.println(s.nextInt() + s.nextInt());"
JS_INPUT = "require('fs').readFileSync('/dev/stdin', 'utf8').split(/\\s+/).map(Number)"
RUST_ADD = (
    "use std::io::*;\nfn main() { let mut s = String::new(); stdin().read_to_string(&mut s).unwrap();"
    ' println!("{}", s.split_whitespace().map(|x| x.parse::<i32>().unwrap()).sum::<i32>()); }'
)
C_ADD = (
    '#include <stdio.h>\nint main(void) { int a, b; scanf("%d%d", &a, &b); printf("%d", a + b); }'
)
CASES = [
    case("java", java(ADD_JAVA), "AC"),
    case("java", java(ADD_JAVA).replace("class Main", "public class Sum"), "AC", ""),
    case("java", "package a.b;\n" + java(ADD_JAVA), "AC"),
    case("java", java("System.out.println(f(50000) - 49997);",
                      "static int f(int n) { return n == 0 ? 0 : 1 + f(n - 1); }"), "AC"),
    case("java", java("System.out.println(4);"), "WA", "line 1, token 1"),
    case("java", java("int x = ;"), "CE", "Main.java:2: error: illegal start of expression"),
    case("java", "class Main { }", "CE", "public static void main"),
    case("java", java("throw new RuntimeException(\"oh\");"), "RE", "java.lang.RuntimeException: oh"),
    case("java", java("f();", "static void f() { f(); }"), "RE", "StackOverflowError"),
    case("java", java("List<int[]> l = new ArrayList<>(); while (true) l.add(new int[1 << 16]);"),
         "MLE", "more than 256 MiB"),
    case("javascript", f"const [a, b] = {JS_INPUT}; console.log(a + b)", "AC"),
    case("javascript", "import { readFileSync } from 'fs';\n"
         "const [a, b] = readFileSync('/dev/stdin', 'utf8').split(' ').map(Number);\n"
         "console.log(a + b)", "AC"),
    case("javascript", "require('readline').createInterface({ input: process.stdin }).on('line', "
         "(l) => console.log(l.split(' ').reduce((a, b) => +a + +b)))", "AC"),
    case("javascript", "const f = (n) => (n ? 1 + f(n - 1) : 0); console.log(f(50000) - 49997)", "AC"),
    case("javascript", "let a = ;", "CE", "prog.js:1"),
    case("javascript", "null.x", "RE", "TypeError: Cannot read properties of null"),
    case("javascript", "const a = []; for (;;) a.push(new Array(1000).fill(0.5))", "MLE", "more than"),
    case("go", go("var a, b int; fmt.Scan(&a, &b); fmt.Println(a + b)", "fmt"), "AC"),
    case("go", go("c := make(chan int); go func() { c <- 3 }(); fmt.Println(<-c)", "fmt"), "AC"),
    case("go", go("x"), "CE", "prog.go:2:15: undefined: x"),
    case("go", go("var a []int; println(a[5])"), "RE", "panic: runtime error: index out of range"),
    case("go", go("var a [][]byte; for { b := make([]byte, 1 << 20); for i := range b { b[i] = 1 };"
                  " a = append(a, b) }"), "MLE", "more than 256 MiB"),
    case("c", C_ADD, "AC"),
    case("c", "#include <math.h>\n" + C_ADD.replace("a + b", "(int)sqrt(a + b + 6.0)"), "AC"),
    case("c", "int main(void) { return x; }", "CE", "error: 'x' undeclared"),
    case("c", "int main(void) { int *p = 0; return *p; }", "RE", "SIGSEGV"),
    case("rust", RUST_ADD, "AC"),
    case("rust", 'fn main() { let h = std::thread::spawn(|| 3); println!("{}", h.join().unwrap()); }',
         "AC"),
    case("rust", 'fn main() { let x: i32 = "a"; }', "CE", "prog.rs:1:26: error[E0308]"),
    case("rust", "fn main() { let v: Vec<i32> = vec![]; println!(\"{}\", v[3]); }", "RE",
         "index out of bounds"),
]  # fmt: skip


@pytest.mark.parametrize("language,source,verdict,detail", CASES)
async def test_verdicts(
    pool: ExecutionPool, language: str, source: str, verdict: str, detail: str
) -> None:
    (run,) = await pool.run(RunRequest(PROBLEM, Program(language, source), ["1 2\n"], ["3\n"]))
    skip_where_out_of_reach(language, run)
    assert run.verdict.value == verdict, run
    assert detail in run.detail
    if verdict in ("AC", "WA", "RE"):
        assert 0 < run.memory_kib < 2 * 256 * 1024
        assert run.memory_kib != toolchain(language).own_mib * 1024  # as it was, nothing taken off
        assert run.cpu_ms > 0


@pytest.mark.skipif(tool("java") is None, reason="no Java development kit is installed")
async def test_each_input_has_its_own_process_and_one_compilation(pool: ExecutionPool) -> None:
    program = Program("java", java("System.out.println(++n + new Scanner(System.in).nextInt());",
                                   "static int n;"))  # fmt: skip
    runs = await pool.run(RunRequest(PROBLEM, program, ["1", "2", "3"], ["2", "3", "9"]))
    assert [run.verdict.value for run in runs] == ["AC", "AC", "WA"]
    runs = await pool.run(
        RunRequest(PROBLEM, program, ["1", "2", "3"], ["2", "0", "4"], stop_at_first_failure=True)
    )
    assert [run.verdict.value for run in runs] == ["AC", "WA", "SK"]


@pytest.mark.skipif(tool("javascript") is None, reason="Node.js is not installed")
async def test_cancelling_ends_the_tool_and_leaves_no_directory(pool: ExecutionPool) -> None:
    program = Program("javascript", "while (true);")
    limits = Limits(time_s=60)
    task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, program, [""], limits=limits)))
    await until(lambda: running_below(os.getpid(), "standard_input.cjs"))
    doomed = descendants(pool._all[0].zygotes[tool_zygote("javascript")].pid)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: not any(map(alive, doomed)))
    mine = f"shortlist-job-{os.getpid()}-"
    with_directory = sum(kind.service != "programs" for kind in pool._all[0].zygotes)

    def left() -> int:
        return sum(name.startswith(mine) for name in os.listdir(tempfile.gettempdir()))

    await until(lambda: left() <= (with_directory if pool.level == "B" else 0))


@pytest.mark.parametrize("language", [name for name in runnable() if toolchain(name).tool])
async def test_a_missing_tool_is_named_with_the_fix(
    pool: ExecutionPool, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    toolchains.installed.cache_clear()
    try:
        assert language not in toolchains.available_languages()
        (run,) = await pool.run(RunRequest(PROBLEM, Program(language, "x"), [""]))
    finally:
        monkeypatch.undo()
        toolchains.installed.cache_clear()
    assert run.verdict is Verdict.SE
    assert toolchain(language).fix in run.detail


async def test_a_tool_that_only_stands_for_another_is_asked_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "toolchain"
    (home / "bin").mkdir(parents=True)
    for path, text in [
        (tmp_path / "rustc", f"#!/bin/sh\necho {home}\n"),
        (tmp_path / "cc", "#!/bin/sh\n"),
        (tmp_path / "node", "#!/bin/sh\nexit 1\n"),
        (home / "bin" / "rustc", "#!/bin/sh\n"),
    ]:
        path.write_text(text)
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    toolchains.installed.cache_clear()
    try:
        assert toolchains.installed("rust") == toolchains.Installed(f"{home}/bin/rustc", str(home))
        assert tool("javascript") is None  # it does not answer
    finally:
        monkeypatch.undo()
        toolchains.installed.cache_clear()


@pytest.mark.skipif(tool("rust") is None, reason="Rust is not installed")
async def test_a_tool_out_of_reach_is_named_with_the_fix(
    pool: ExecutionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "unreachable", lambda layers, paths: paths[0])
    (run,) = await pool.run(RunRequest(PROBLEM, Program("rust", RUST_ADD), ["1 2"]))
    assert run.verdict is Verdict.SE
    assert str(tool("rust")) in run.detail
    assert "readable for all" in run.detail


async def test_solving_stays_with_the_languages_that_the_model_writes() -> None:
    assert written() == ("python", "cpp")
    everything = runnable()
    assert usable_languages(PROBLEM, None, everything)[0] == written()
    assert usable_languages(PROBLEM, ("java",), everything)[0] == ("java",)
    with pytest.raises(Exception, match="Java was left out, the model writes only Python and C"):
        usable_languages(PROBLEM, ("java",), everything, written())
    with pytest.raises(Exception, match="cannot run ruby programs; it knows python, cpp, java"):
        usable_languages(PROBLEM, ("ruby",), everything)


async def test_a_file_is_solved_in_its_own_language_when_the_model_writes_it() -> None:
    in_java = replace(PROBLEM, language="java")
    everything = runnable()
    assert usable_languages(in_java, None, everything, everything)[0] == ("java",)
    assert usable_languages(in_java, None, everything, written())[0] == written()
    assert usable_languages(in_java, None, ("python",), everything)[0] == ("python",)


@pytest.mark.parametrize(
    "source,name",
    [
        ("public class Sum { public static class Inner {} }", "Sum"),
        ("class A { public static class Inner {} }", "Main"),
        ("// public class No\n/* public class No */ public final class Yes {}", "Yes"),
        ('class A { String s = "{"; }\npublic record Point(int x) {}', "Point"),
        ("import java.util.*;\nclass A { char c = '{'; }\npublic class B {}", "B"),
        ("", "Main"),
    ],
)
async def test_the_name_of_a_java_file(source: str, name: str) -> None:
    assert java_file(source) == f"{name}.java"


@pytest.mark.parametrize(
    "source,name",
    [
        ("const fs = require('fs')", "prog.js"),
        ("import fs from 'fs'", "prog.mjs"),
        ("import * as fs from 'fs'", "prog.mjs"),
        ("import { readFileSync } from 'fs'", "prog.mjs"),
        ("export default 1", "prog.mjs"),
        ("// import fs from 'fs'\nrequire('fs')", "prog.js"),
        ("const m = `x`; import('fs').then(() => 1)", "prog.js"),
    ],
)
async def test_the_name_of_a_javascript_file(source: str, name: str) -> None:
    assert javascript_file(source) == name
