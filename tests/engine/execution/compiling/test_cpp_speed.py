"""What makes C++ programs cheap to compile: a header with its templates instantiated, and a quicker
linker. Neither may change what a program is compiled to."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling import toolchains
from shortlist_engine.execution.compiling.compiler import CompileCache
from shortlist_engine.execution.isolation.jail import addresses
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.languages import LANGUAGES
from shortlist_engine.languages.cpp import CPP, HEADER
from shortlist_engine.problem import Problem, Program, Verdict

needs_compiler = pytest.mark.skipif(not shutil.which("g++"), reason="needs g++")
OPTIONS = ("-std=gnu++17", "-O2", "-w", "-x", "c++", "-")
EMPTY = "#include <bits/stdc++.h>\nint main() {}\n"
CONTAINERS = """#include <bits/stdc++.h>
using namespace std;
struct Point { int x, y; };
bool operator<(const Point& a, const Point& b) { return tie(a.x, a.y) < tie(b.x, b.y); }
mt19937 numbers(7);
map<string, vector<Point>> seen;
int main() {
    int n; cin >> n;
    priority_queue<pair<long long, int>> queue;
    unordered_map<int, set<Point>> points;
    for (int i = 0; i < n; ++i) {
        string name; Point p; cin >> name >> p.x >> p.y;
        seen[name].push_back(p); points[p.x].insert(p); queue.push({p.y, i});
    }
    for (auto& [name, all] : seen) {
        sort(all.begin(), all.end()); shuffle(all.begin(), all.end(), numbers);
        cout << name << ' ' << all.size() << fixed << setprecision(2) << sqrt(n) << endl;
    }
    function<int(int)> twice = [](int x) { return 2 * x; };
    stringstream out; out << twice(queue.top().first) << *max_element(begin("ab"), end("ab"));
    cout << out.str() << accumulate(points.begin(), points.end(), 0, [](int a, auto& p) {
        return a + (int)p.second.size(); });
}
"""  # fmt: skip


@pytest.fixture
async def prepared() -> Path:
    """The directory of our precompiled header."""
    async with ExecutionPool(1) as pool:
        (run,) = await pool.run(RunRequest(Problem("", ""), Program("cpp", EMPTY), [""]))
    assert run.verdict is Verdict.OK, run
    return CompileCache()._directory("cpp")


def compiled(header: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = ["g++", "-isystem", str(header), *OPTIONS, *options]
    # Where addresses are random, the compiler cannot always use what it has precompiled.
    with addresses.same_for_all(True):
        return subprocess.run(command, input=source, capture_output=True, text=True, check=True)


@needs_compiler
async def test_the_header_comes_with_its_templates_instantiated(prepared: Path) -> None:
    """Without, g++ instantiates those of the header's own functions for every program."""
    said = compiled(prepared, EMPTY, "-S", "-o", "/dev/null", "-ftime-report").stderr
    found = re.search(r"^ phase lang\. deferred .*?(\d+)([kM]?) \(", said, re.MULTILINE)
    assert found is not None, said
    instantiated_kib = int(found[1]) * {"": 1 / 1024, "k": 1, "M": 1024}[found[2]]
    assert instantiated_kib < 1024, "8 MiB are instantiated for a program that uses nothing"


@needs_compiler
@pytest.mark.parametrize("source", [EMPTY, CONTAINERS])
async def test_a_program_is_compiled_to_the_same_code(prepared: Path, source: str) -> None:
    ours, plain = (
        re.sub(r"\.L([A-Z]*)\d+", r".L\1", compiled(header, source, "-S", "-o", "-").stdout)
        for header in (prepared, HEADER.parents[1])
    )
    assert ours == plain
    assert "main:" in ours


@needs_compiler
async def test_a_compiler_without_plugins_precompiles_the_header_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    broken = tmp_path / "instantiate.cpp"
    broken.write_text('#error "no plugins"\n')
    chain = CPP.toolchain
    assert chain is not None and chain.prepared is not None
    without = replace(chain, prepared=replace(chain.prepared, beside=(broken,)))
    monkeypatch.setitem(LANGUAGES, "cpp", replace(CPP, toolchain=without))
    async with ExecutionPool(1) as pool:
        request = RunRequest(Problem("", ""), Program("cpp", EMPTY), [""])
        (run,) = await pool.run(request)
    assert run.verdict is Verdict.OK, run
    assert CompileCache()._prepared("cpp").stat().st_size > 1 << 20
    assert "no precompiled header" not in caplog.text


@needs_compiler
def test_the_quicker_linker_is_used_only_where_the_compiler_finds_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chain = CPP.toolchain
    assert chain is not None
    for flags, used in ((("-fuse-ld=bfd",), True), (("-fuse-ld=no-such-linker",), False)):
        changed = replace(CPP, toolchain=replace(chain, linker_flags=flags))
        monkeypatch.setitem(LANGUAGES, "cpp", changed)
        toolchains.linker_flags.cache_clear()
        assert toolchains.linker_flags("cpp") == (flags if used else ())
    toolchains.linker_flags.cache_clear()


@needs_compiler
@pytest.mark.skipif(not toolchains.linker_flags("cpp"), reason="needs another linker")
async def test_an_undefined_function_is_named_whatever_the_linker() -> None:
    source = "#include <bits/stdc++.h>\nint missing();\nint main() { return missing(); }\n"
    async with ExecutionPool(1) as pool:
        (run,) = await pool.run(RunRequest(Problem("", ""), Program("cpp", source), [""]))
    assert run.verdict is Verdict.CE
    assert "undefined reference to" in run.detail and "missing()" in run.detail
