"""Cgroups through the user's systemd, played by a script: a container has none to try."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.isolation.scope import scope_command
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Problem, Program, Verdict

# Like the real one it replaces itself by the command that follows `--`.
SYSTEMD_RUN = """#!/bin/sh
while [ "$1" != -- ]; do printf "%s " "$1" >> {log}; shift; done
shift
echo "$1" >> {log}
exec "$@"
"""


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file where each call of `systemd-run` leaves its arguments."""
    log = tmp_path / "calls"
    program = tmp_path / "systemd-run"
    program.write_text(SYSTEMD_RUN.format(log=log))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    scope_command.cache_clear()
    yield log
    scope_command.cache_clear()


@pytest.mark.parametrize("disable", [(), ("namespaces",)], ids=["A", "B"])
async def test_each_worker_runs_in_a_scope(systemd: Path, disable: tuple[str, ...]) -> None:
    async with ExecutionPool(2, disable=disable) as pool:
        program = Program("python", "print(int(input()) + 1)")
        (run,) = await pool.run(RunRequest(Problem("next", ""), program, ["1"], ["2"]))
    assert run.verdict is Verdict.AC, run
    calls = systemd.read_text().splitlines()
    assert len(calls) == 2  # the trial, and the only worker that was needed
    assert all("--user --scope" in call and "MemoryMax=" in call for call in calls)
    assert calls[0].endswith("true")


def test_a_systemd_that_gives_none_is_done_without(systemd: Path) -> None:
    (systemd.parent / "systemd-run").write_text("#!/bin/sh\nexit 1\n")
    assert scope_command() == ()
