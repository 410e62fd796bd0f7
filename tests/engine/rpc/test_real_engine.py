"""`shortlist engine` as it ships, with the real sandbox and a tiny model of random weights."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engine.rpc.client import PROBLEM, Client, end, wait_until

from shortlist_engine import protocol
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.problem import Done
from shortlist_engine.protocol import AttentionMap, EngineError, from_wire

pytestmark = pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")

DOUBLE = {"language": "python", "source": "print(2 * int(input()))\n"}


@contextlib.contextmanager
def engine(home: Path, *arguments: str) -> Iterator[tuple[Client, subprocess.Popen[bytes]]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "shortlist_engine.cli", "engine", "--stdio", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "XDG_STATE_HOME": str(home)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield (
            Client(lambda: process.stdout.read(65536), process.stdin.write, process.stdin.close),
            process,
        )
    finally:
        end(process)


def children(pid: int) -> set[int]:
    """All descendants of a process."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(fields[1])
    found: set[int] = set()
    while more := {child for child, parent in parents.items() if parent in found | {pid}} - found:
        found |= more
    return found


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_hello_and_run(tmp_path: Path) -> None:
    with engine(tmp_path) as (client, _):
        hello = client.hello()
        assert hello["sandbox"]["level"] in "ABC"
        assert "python" in hello["languages"]
        assert hello["log"] == str(tmp_path / "shortlist" / "engine-stdio.log")
        result = client.ask(protocol.RUN, problem=PROBLEM, program=DOUBLE)
        assert [run["verdict"] for run in result["runs"]] == ["AC", "AC"]
        wrong = {**DOUBLE, "source": "import os\nos.listdir('/home')\n"}
        result = client.ask(protocol.RUN, problem=PROBLEM, program=wrong)
        assert result["passed"] == 0
    log = (tmp_path / "shortlist" / "engine-stdio.log").read_text()
    assert "hello from test 1" in log
    assert "listdir" not in log


def test_a_solve_by_a_model_that_knows_nothing(tmp_path: Path, tiny_model_dir: Path) -> None:
    with engine(tmp_path, "--model", str(tiny_model_dir)) as (client, _):
        client.hello()
        done = from_wire(Done, client.wait(client.solve(samples=40, languages=["python"])))
        assert done.reason == "samples"
        assert done.progress.sampled == 40
        assert done.progress.ran == done.progress.unique > 0
        assert done.solutions == ()


def test_the_same_seed_samples_the_same(tmp_path: Path, tiny_model_dir: Path) -> None:
    with engine(tmp_path, "--model", str(tiny_model_dir)) as (client, _):
        client.hello()
        counts = {
            # The library's index grows meanwhile, and its programs are no samples.
            from_wire(Done, client.wait(client.solve(name, 40, library=False))).progress.unique
            for name in ("a", "b")
        }
        assert len(counts) == 1


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with engine(tmp_path, "--model", str(tmp_path / "nothing")) as (client, _):
        client.hello()
        with pytest.raises(EngineError, match="nothing") as failure:
            client.wait(client.solve())
        assert failure.value.kind == "modelNotFound"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_sandbox_outlives_the_engine(tmp_path: Path, number: signal.Signals) -> None:
    endless = {**DOUBLE, "source": "import time\nwhile True: time.sleep(0.01)\n"}
    problem = {**PROBLEM, "limits": {"time_s": 100.0, "memory_mib": 256, "output_kib": 64}}
    with engine(tmp_path) as (client, process):
        client.hello()
        client.ask(protocol.RUN, problem=PROBLEM, program=DOUBLE)
        client.send(protocol.RUN, problem=problem, program=endless)
        time.sleep(0.5)
        started = children(process.pid)
        assert started
        process.send_signal(number)
        process.wait(30)
        wait_until(lambda: not any(map(alive, started)))


def test_what_the_model_reads_is_told_beside_a_solve(tiny_model_dir: Path, tmp_path: Path) -> None:
    with engine(tmp_path, "--model", str(tiny_model_dir)) as (client, _):
        client.hello()
        number = client.solve(samples=10**6, seconds=60)
        client.wait_for_note(protocol.SOLVE_PROGRESS, stage="sampling")
        source = "n = int(input())\n\nprint(2 * n)\n"
        asked = {"problem": PROBLEM, "program": {"language": "python", "source": source}}
        found = from_wire(AttentionMap, client.ask(protocol.ATTENTION, **asked))
        assert number not in client.answers
        assert found.text.startswith(PROBLEM["title"])
        assert [bool(row) for row in found.lines] == [True, False, True, False]
        assert {len(row) for row in found.lines if row} == {len(found.words)}
        assert sum(found.lines[0]) == pytest.approx(1.0, abs=0.01)
        shipped = client.ask(protocol.ATTENTION, **asked, model="default")
        other = from_wire(AttentionMap, shipped)
        assert len(other.lines) == 4 and other != found
        java = {**asked, "program": {"language": "java", "source": source}}
        with pytest.raises(EngineError, match="writes Python and C") as failure:
            client.ask(protocol.ATTENTION, **java)
        assert failure.value.kind == "unsupported"
        with pytest.raises(EngineError) as failure:
            client.ask(protocol.ATTENTION, **asked, model="no-such-model")
        assert failure.value.kind == "modelNotFound"
        client.ask(protocol.CANCEL, solve_id="one")
        assert from_wire(Done, client.wait(number)).reason == "cancelled"
