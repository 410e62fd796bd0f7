"""Standards, flags and tools that users want for their own programs, from a file of theirs."""

from __future__ import annotations

import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes import FakeSampler, fake_resources

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.plain.runner import PlainRunner
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.host import Host, NeedsConsent, write_consent
from shortlist_engine.host.own_tools import OwnTool, own_tools_file, read_own_tools
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError

PLAIN = Problem("", "")
LOCAL = """\
#include <cstdio>
int main() {
#ifdef LOCAL
    puts("local");
#else
    puts("judge");
#endif
    printf("%ld\\n", __cplusplus);
}
"""
NEEDS_SANDBOX = pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "shortlist").mkdir()
    return tmp_path


def wanted(**languages: object) -> None:
    own_tools_file().write_text(json.dumps(languages))


def host_here() -> Host:
    resources = fake_resources(lambda: FakeSampler(["x"]), lambda: ExecutionPool(workers=1))
    return Host(replace(resources, make_plain=PlainRunner))


async def output(runner: Runner, program: Program) -> Run:
    (run,) = await runner.run(RunRequest(PLAIN, program, [""]))
    return run


async def test_without_a_file_nothing_changes() -> None:
    assert read_own_tools() == {}


def test_what_the_file_says() -> None:
    wanted(cpp={"standard": "c++20", "flags": ["-DLOCAL"]}, python={"tool": "pypy3"})
    assert read_own_tools() == {
        "cpp": OwnTool("c++20", ("-DLOCAL",)),
        "python": OwnTool(tool="pypy3"),
    }


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "cannot be read"),
        ("[]", "an object is expected"),
        ('{"cobol": {}}', "'cobol' is no language that is run: take python"),
        ('{"cpp": []}', "cpp has the fields standard, flags, tool"),
        ('{"cpp": {"flag": ["-O3"]}}', "cpp has the fields"),
        ('{"cpp": {"flags": "-O3"}}', "cpp.flags is a list of texts"),
        ('{"cpp": {"flags": [3]}}', "cpp.flags is a list of texts"),
        ('{"cpp": {"tool": 3}}', "cpp.tool is a text"),
        ('{"cpp": {"standard": "c++97"}}', r"'c\+\+97' is no standard of C\+\+: take one of"),
        ('{"python": {"standard": "3.9"}}', "'3.9' is no standard of Python: it has none"),
        ('{"python": {"flags": ["-O"]}}', "Python takes no flags"),
    ],
)
async def test_what_is_wrong_is_said_with_the_file(text: str, what: str) -> None:
    own_tools_file().write_text(text)
    with pytest.raises(EngineError, match=rf"languages\.json: .*{what}") as failure:
        await host_here().own_runner()
    assert failure.value.kind == "invalidRequest"


@NEEDS_SANDBOX
async def test_flags_and_a_standard_in_the_sandbox_for_own_programs_only() -> None:
    wanted(cpp={"standard": "c++20", "flags": ["-DLOCAL"]})
    host = host_here()
    try:
        runner = await host.own_runner()
        program = Program("cpp", LOCAL)
        assert (await output(runner, program)).output == "local\n202002\n"
        assert (await output(await host.pool(), program)).output == "judge\n201703\n"
        wanted(cpp={"flags": ["-DLOCAL", "-Wno-such-{job}", "-Werror", "-std=c++11"]})
        again = await output(await host.own_runner(), program)
        assert again.output == "local\n201103\n"  # the file is read anew, and braces stay
        wanted(cpp={"flags": ["-fno-such-flag"]})
        failed = await output(await host.own_runner(), program)
        assert failed.verdict is Verdict.CE and "no-such-flag" in failed.detail + failed.errors
    finally:
        await host.close_pool()


@NEEDS_SANDBOX
async def test_a_tool_of_ones_own_runs_as_in_a_terminal_after_consent(tmp_path: Path) -> None:
    tool = tmp_path / "my python"
    tool.write_text(f'#!/bin/sh\nMINE=yes exec {sys.executable} "$@"\n')
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    wanted(python={"tool": str(tool)})
    program = Program("python", "import os\nprint(os.environ.get('MINE'))\n")
    host = host_here()
    try:
        runner = await host.own_runner()
        with pytest.raises(NeedsConsent, match=r"languages\.json names a tool"):
            await output(runner, program)
        write_consent(True)
        assert (await output(runner, program)).output == "yes\n"
        # Others stay in the sandbox, and so does what is proposed.
        assert await host.usual_runner() is await host.pool()
        assert (await output(await host.pool(), program)).output == "None\n"
        tool.unlink()
        gone = await output(runner, program)
        assert gone.verdict is Verdict.SE and "which you chose, is not there" in gone.detail
    finally:
        await host.close_pool()


async def test_flags_without_the_sandbox() -> None:
    async with PlainRunner(workers=1) as runner:
        own = OwnTool(flags=("-DLOCAL",)).applied(Program("cpp", LOCAL))
        assert (await output(runner, own)).output.startswith("local\n")
        assert (await output(runner, Program("cpp", LOCAL))).output.startswith("judge\n")


async def test_a_language_with_a_tool_of_ones_own_can_be_run() -> None:
    wanted(go={"tool": "/opt/go/bin/go"})
    host = host_here()
    assert "go" in await host.languages()
    wanted(go={"tol": "/opt/go/bin/go"})
    assert "python" in await host.languages()  # what is wrong is told when something is run
