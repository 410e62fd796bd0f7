"""The C helper: built once, and never needed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.isolation import helper
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Problem, Program, Verdict

PROBLEM = Problem("sum", "")
PROGRAM = Program("python", "print(sum(map(int, input().split())))")


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    helper.build.cache_clear()
    yield tmp_path
    helper.build.cache_clear()


async def runs_a_program(disable: Collection[str] = ()) -> bool:
    """Whether the helper ran it."""
    async with ExecutionPool(1, disable=disable) as pool:
        (run,) = await pool.run(RunRequest(PROBLEM, PROGRAM, ["1 2"], ["3"]))
    assert run.verdict is Verdict.AC, run
    return pool.uses_helper


async def test_without_a_compiler_programs_run_all_the_same(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = shutil.which
    monkeypatch.setattr(
        shutil, "which", lambda name, *a, **k: None if name in helper.COMPILERS else which(name)
    )
    assert helper.build() == ""
    assert not await runs_a_program()


@pytest.mark.skipif(
    not any(map(shutil.which, helper.COMPILERS)), reason="no C compiler is installed here"
)
class TestWithACompiler:
    def test_is_built_once(self, fresh: Path) -> None:
        path = Path(helper.build())
        assert path.name.endswith(".so"), "it does not compile"
        first = path.stat().st_mtime_ns
        helper.build.cache_clear()
        assert helper.build() == str(path)
        assert path.stat().st_mtime_ns == first
        assert [entry.name for entry in path.parent.iterdir()] == [path.name]

    def test_a_cache_that_cannot_be_written_only_costs_speed(self, fresh: Path) -> None:
        (fresh / "shortlist").write_text("a file where the directory should be")
        assert helper.build() == ""

    @pytest.mark.parametrize("disable", [(), ("namespaces",)], ids=["all", "no-namespaces"])
    async def test_programs_run_by_it(self, disable: tuple[str, ...]) -> None:
        assert await runs_a_program(disable)

    async def test_a_damaged_helper_is_done_without(self, fresh: Path) -> None:
        path = Path(helper.build())
        path.write_bytes(path.read_bytes()[:1000])  # as a full disk leaves it
        assert not await runs_a_program()

    async def test_a_cache_that_is_emptied_stops_no_program(self, fresh: Path) -> None:
        async with ExecutionPool(1) as pool:
            (run,) = await pool.run(RunRequest(PROBLEM, PROGRAM, ["1 2"], ["3"]))
            assert run.verdict is Verdict.AC and pool.uses_helper
            shutil.rmtree(fresh / "shortlist" / "helper")
            # A zygote of another kind is started anew.
            with_numpy = Program("python", "import numpy\nprint(numpy.sum([1, 2]))")
            (run,) = await pool.run(RunRequest(PROBLEM, with_numpy, ["1 2"], ["3"]))
            assert run.verdict is Verdict.AC, run

    def test_what_the_compiler_says_is_logged(
        self,
        fresh: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        (fresh / "broken.c").write_text("int serve(void) { return no_such_name; }\n")
        monkeypatch.setattr(helper, "_SOURCE", fresh / "broken.c")
        assert helper.build() == ""
        assert "no_such_name" in caplog.text

    def test_builds_without_warnings(self) -> None:
        compiler = next(filter(None, map(shutil.which, helper.COMPILERS)))
        source = Path(helper.__file__).parent / "jail" / "serve.c"
        subprocess.run(
            [compiler, "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", source],
            check=True,
        )
