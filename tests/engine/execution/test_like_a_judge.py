"""What a program finds around it where a judge runs it: macros, streams, files, room."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from tests.engine.execution.pools import DISABLED, pool_at
from tests.engine.execution.tools_here import skip_where_out_of_reach

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Run, SourceFile, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROBLEM = Problem("sum", "", limits=Limits(time_s=20, memory_mib=256))
FILES = replace(PROBLEM, input_file="sum.in", output_file="sum.out")


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=list(DISABLED))
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with pool_at(request.param) as opened:
        yield opened


async def run(
    pool: ExecutionPool,
    language: str,
    source: str,
    problem: Problem = PROBLEM,
    input: str = "20 22\n",
    expected: str = "42",
    **program: object,
) -> Run:
    if language != "python" and tool(language) is None:
        pytest.skip(f"{language} is not installed")
    written = Program(language, source, **program)  # type: ignore[arg-type]
    (found,) = await pool.run(RunRequest(problem, written, [input], [expected]))
    skip_where_out_of_reach(language, found)
    return found


JUDGED = {
    "c": '#include <stdio.h>\n#ifdef ONLINE_JUDGE\nint main() { puts("42"); }\n#endif',
    "cpp": "#include <cstdio>\n#ifndef ONLINE_JUDGE\n#include </home/me/debug.h>\n#endif\n"
    'int main() { std::puts("42"); }',
    "python": "import os\nif os.environ.get('ONLINE_JUDGE'): print(42)",
    "javascript": "if (process.env.ONLINE_JUDGE) console.log(42)",
    "java": "class Main { public static void main(String[] a) {"
    ' if (System.getProperty("ONLINE_JUDGE") != null && System.getenv("ONLINE_JUDGE") != null)'
    " System.out.println(42); } }",
    "rust": 'fn main() { if cfg!(ONLINE_JUDGE) && std::env::var("ONLINE_JUDGE").is_ok() { println!("42"); } }',
}


@pytest.mark.parametrize("language", JUDGED)
async def test_it_is_told_that_it_is_at_a_judge(pool: ExecutionPool, language: str) -> None:
    assert (await run(pool, language, JUDGED[language])).verdict is Verdict.AC


STREAMS = {
    "c": '#include <stdio.h>\nint main() { freopen("/dev/stdin", "r", stdin); int a, b; scanf("%d%d", &a, &b);\n'
    'FILE *out = fopen("/dev/stdout", "w"); fprintf(out, "%d", a + b); }',
    "cpp": '#include <fstream>\nint main() { std::ifstream f("/dev/stdin"); int a = 0, b = 0; f >> a >> b;\n'
    'std::ofstream("/dev/stdout") << a + b; }',
    "python": "open('/dev/stdout', 'w').write(str(sum(map(int, open('/dev/stdin').read().split()))))",
    "javascript": "const fs = require('fs');\n"
    "console.log(fs.readFileSync('/dev/stdin', 'utf8').split(' ').map(Number).reduce((a, b) => a + b))",
    "java": "import java.io.*; import java.util.*;\nclass Main { public static void main(String[] a) throws IOException {"
    ' Scanner s = new Scanner(new File("/dev/stdin")); System.out.println(s.nextInt() + s.nextInt()); } }',
    "rust": "use std::io::Read;\nfn main() { let mut s = String::new();\n"
    'std::fs::File::open("/dev/stdin").unwrap().read_to_string(&mut s).unwrap();\n'
    'println!("{}", s.split_whitespace().map(|w| w.parse::<i32>().unwrap()).sum::<i32>()); }',
}


@pytest.mark.parametrize("language", STREAMS)
async def test_streams_are_found_by_their_names(pool: ExecutionPool, language: str) -> None:
    found = await run(pool, language, STREAMS[language])
    assert found.verdict is Verdict.AC, found


NAMED = {
    "c": '#include <stdio.h>\nint main() { FILE *f = fopen("sum.in", "r"), *g = fopen("sum.out", "w"); int a, b;\n'
    'fscanf(f, "%d%d", &a, &b); fprintf(g, "%d", a + b); }',
    "cpp": '#include <bits/stdc++.h>\nint main() { freopen("SUM.IN", "r", stdin); freopen("SUM.OUT", "w", stdout);\n'
    "int a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }",
    "python": "import sys\nsys.stdin = open('sum.in')\nwith open('sum.out', 'w') as out:\n"
    "    print(sum(map(int, input().split())), file=out)",
    "javascript": "const fs = require('fs');\nconst [a, b] = fs.readFileSync('sum.in', 'utf8').split(' ').map(Number);\n"
    "fs.writeFileSync('sum.out', String(a + b));",
    "java": "import java.io.*; import java.util.*;\nclass Main { public static void main(String[] a) throws IOException {"
    ' Scanner s = new Scanner(new File("sum.in")); PrintWriter w = new PrintWriter("sum.out");'
    " w.println(s.nextInt() + s.nextInt()); w.close(); } }",
    "rust": 'fn main() { let s = std::fs::read_to_string("sum.in").unwrap();\n'
    'std::fs::write("sum.out", s.split_whitespace().map(|w| w.parse::<i32>().unwrap()).sum::<i32>().to_string()).unwrap(); }',
}


@pytest.mark.parametrize("language", NAMED)
async def test_files_that_the_statement_names(pool: ExecutionPool, language: str) -> None:
    found = await run(pool, language, NAMED[language], FILES)
    assert found.verdict is Verdict.AC, found


async def test_standard_streams_serve_where_files_are_named(pool: ExecutionPool) -> None:
    source = "print(sum(map(int, input().split())))"
    assert (await run(pool, "python", source, FILES)).verdict is Verdict.AC
    (first, second) = await pool.run(
        RunRequest(FILES, Program("python", NAMED["python"]), ["1 2", "30 4"], ["3", "34"])
    )
    assert (first.verdict, second.verdict) == (Verdict.AC, Verdict.AC)


@pytest.mark.parametrize(
    ("source", "verdict", "detail"),
    [
        ("open('sum.out', 'w').write('x' * (4 << 20))", Verdict.OLE, "1 MiB of output"),
        ("open('sum.in', 'a')", Verdict.RE, "PermissionError"),
        ("open('more', 'w')", Verdict.RE, "PermissionError"),
        ("open('../feedback/more', 'w')", Verdict.RE, "PermissionError"),
        ("import os; os.remove('sum.out')", Verdict.RE, "PermissionError"),
        ("import os; os.symlink('/etc/passwd', 'link')", Verdict.RE, "PermissionError"),
        ("import os; os.kill(os.getpid(), 15)", Verdict.RE, "SIGTERM"),
        ("open('/etc/passwd')", Verdict.RE, "Error"),
    ],
)
async def test_the_files_are_all_that_it_can_write(
    pool: ExecutionPool, source: str, verdict: Verdict, detail: str
) -> None:
    found = await run(pool, "python", source, FILES)
    assert found.verdict is verdict, found
    assert detail in found.detail
    assert (await run(pool, "python", NAMED["python"], FILES)).verdict is Verdict.AC


BESIDE = {
    "python": ("from lib.more import total\nprint(total())", {
        "lib/__init__.py": "", "lib/more.py": "def total():\n    return sum(map(int, input().split()))",
    }),
    "cpp": ('#include "more.hpp"\nint main() { return more(); }', {
        "more.hpp": '#include <cstdio>\n#include "lib/sum"\ninline int more() { return total(); }',
        "lib/sum": 'inline int total() { int a, b; std::scanf("%d%d", &a, &b); std::printf("%d", a + b); return 0; }',
    }),
    "c": ('#include <stdio.h>\n#include "more.h"\nint main() { printf("%d", ANSWER); }', {"more.h": "#define ANSWER 42"}),
    "javascript": ("const { total } = require('./more');\nconsole.log(total)", {"more.js": "exports.total = 42;"}),
    "java": ("class Main { public static void main(String[] a) { System.out.println(More.TOTAL); } }", {
        "More.java": "class More { static int TOTAL = 42; }",
    }),
    "rust": ('mod more;\nfn main() { println!("{}", more::total()); }', {"more.rs": "pub fn total() -> i32 { 42 }"}),
}  # fmt: skip


@pytest.mark.parametrize("language", BESIDE)
async def test_files_beside_the_source(pool: ExecutionPool, language: str) -> None:
    source, beside = BESIDE[language]
    files = tuple(SourceFile(name, text) for name, text in beside.items())
    found = await run(pool, language, source, files=files)
    assert found.verdict is Verdict.AC, found


DEEP_CPP = """#include <cstdio>
int deep(int n) { volatile char room[2000]; room[0] = n; return n ? deep(n - 1) + room[0] * 0 : 42; }
int main() { std::printf("%d", deep(75000)); }"""
DEEP_PYTHON = """import functools, sys
sys.setrecursionlimit(10**6)
@functools.lru_cache(None)
def f(n): return 0 if n == 0 else 1 + f(n - 1)
print(f(100000) - 100000 + 42)"""


@pytest.mark.parametrize(("language", "source"), [("cpp", DEEP_CPP), ("python", DEEP_PYTHON)])
async def test_the_stack_may_be_as_large_as_the_memory(
    pool: ExecutionPool, language: str, source: str
) -> None:
    found = await run(pool, language, source)
    assert found.verdict is Verdict.AC, found


async def test_recursion_without_end_is_named(pool: ExecutionPool) -> None:
    source = (
        "int f(int n) { volatile int m = n; return f(m + 1) + m; }\nint main() { return f(0); }"
    )
    found = await run(pool, "cpp", source)
    assert found.verdict is Verdict.MLE
    assert "recursion" in found.detail


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("python", "import sys\nsys.stderr.write('x' * (3 << 20) + 'end')\nprint(42)"),
        ("cpp", '#include <cstdio>\nint main() { for (int i = 0; i < 600000; i++) std::fputs("xxxxx", stderr);\n'
         'std::fputs("end", stderr); std::puts("42"); }'),
    ],
)  # fmt: skip
async def test_standard_error_is_no_output(pool: ExecutionPool, language: str, source: str) -> None:
    found = await run(pool, language, source)
    assert found.verdict is Verdict.AC, found
    assert len(found.errors) == 4096
    assert found.errors.endswith("xxend")


async def test_a_flood_on_standard_error_ends(pool: ExecutionPool) -> None:
    found = await run(pool, "python", "import sys\nwhile True: sys.stderr.write('x' * 99999)")
    assert found.verdict is Verdict.OLE
    assert found.detail == "more than 64 MiB of output on standard error"


async def test_closing_standard_error_is_no_fault(pool: ExecutionPool) -> None:
    source = "import os, sys\nos.write(2, b'said')\nos.close(2)\nprint(42)"
    found = await run(pool, "python", source)
    assert (found.verdict, found.errors) == (Verdict.AC, "said")


async def test_a_long_answer_allows_a_long_output(pool: ExecutionPool) -> None:
    source = "print('\\n'.join(map(str, range(10**6, 10**6 + 300000))))"
    answer = "\n".join(map(str, range(10**6, 10**6 + 300000)))
    assert len(answer) > 2 << 20
    assert (await run(pool, "python", source, expected=answer)).verdict is Verdict.AC
    found = await run(pool, "python", source, expected="1")
    assert (found.verdict, found.detail) == (Verdict.OLE, "more than 1 MiB of output")


@pytest.mark.parametrize(
    ("source", "standard", "verdict"),
    [
        ("#include <bits/stdc++.h>\nusing namespace std;\n"
         'int main() { for (int i : views::iota(42, 43)) cout << i; }', "", "AC"),
        ("#include <iostream>\ntemplate <class T> concept Any = true;\nvoid put(Any auto x) { std::cout << x; }\n"
         "int main() { put(42); }", "", "AC"),
        ("#include <iostream>\nusing namespace std;\ntypedef unsigned char byte;\nint main() { byte b = 42; cout << int(b); }",
         "", "AC"),
        ("#include <iostream>\nint main() { std::cout << __cplusplus / 100 - 1969; }", "c++11", "AC"),
        ("#include <iostream>\nint main() { std::cout << __cplusplus / 100 - 1978; }", "c++20", "AC"),
        ("#include <ranges>\nint main() { auto v = std::views::iota(1, 2); }", "c++17", "CE"),
        ("int main() { return missing; }", "", "CE"),
        ("int main() {}", "c++03x", "CE"),
    ],
)  # fmt: skip
async def test_the_standard_is_what_the_source_needs_or_what_is_asked_for(
    pool: ExecutionPool, source: str, standard: str, verdict: str
) -> None:
    found = await run(pool, "cpp", source, standard=standard)
    assert found.verdict.value == verdict, found


@pytest.mark.parametrize(
    ("source", "expected", "words"),
    [
        ("print(12)", "1 2", "only white space differs"),
        ("print('a\\u00a0b')", "a b", "only white space differs"),
        ("print('Yes')", "YES", "only upper and lower case differ"),
        ("import sys; sys.stderr.write('42')", "42", "it wrote to standard error only"),
        ("f = open('total.in')", "42", "the program opens total.in, which the statement does not name"),
        ("print(43)", "42", "expected '42', got '43'"),
    ],
)  # fmt: skip
async def test_hints(pool: ExecutionPool, source: str, expected: str, words: str) -> None:
    found = await run(pool, "python", source, expected=expected)
    assert found.verdict in (Verdict.WA, Verdict.RE)
    assert words in found.detail
