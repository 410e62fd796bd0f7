"""Commands on Ray's own nodes, two processes on this machine, with the shipped model and the real
sandbox: what they find is what one process finds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale.ray_nodes import RayNodes, environment, ray_nodes
from shortlist_engine.cluster.proving import prove_families
from shortlist_engine.cluster.ray_transport import LOOPBACK, connected, installed
from shortlist_engine.evaluation.bank_check import prove
from shortlist_engine.evaluation.evaluator import store_of
from shortlist_engine.evaluation.fact_digest import facts_digest, timeless
from shortlist_engine.evaluation.plan import load_plan
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.isolation.layers import probe

pytestmark = [
    pytest.mark.skipif(not installed(), reason="the extra `cluster` is not installed"),
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not probe().usable, reason="no sandbox"),
]
PATIENCE_S = float(os.environ.get("SHORTLIST_TEST_SECONDS", "240"))
TEXT = "Print twice the number.\n\nInput\n\nThe only line has an integer n (1 ≤ n ≤ 1000)."


@pytest.fixture(scope="module")
def nodes() -> Iterator[RayNodes]:
    with (
        tempfile.TemporaryDirectory(prefix="r", dir="/tmp") as folder,
        ray_nodes(Path(folder) / "r", further=1) as found,
    ):
        yield found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    rows = [
        {
            "id": f"p/{number}",
            "name": f"Double {number}",
            "statement": TEXT,
            "examples": [{"input": "1\n", "output": "2\n"}, {"input": "4\n", "output": "8\n"}],
            "tests": [{"input": "50\n", "output": "100\n"}],
        }
        for number in range(5)
    ]
    (folder / "doubles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "shortlist_engine.cli", *map(str, arguments)]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    found = subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE_S,
        env=environment(),
    )
    assert found.returncode in (0, 1), found.stderr
    return found


def evaluation(data: Path, out: Path, *more: object) -> list[object]:
    return ["eval", "doubles", "--data", data, "--out", out, "--samples", 60, *more]


def digest(folder: Path) -> str:
    return facts_digest(store_of(folder), load_plan(folder))


def wait_for(condition: Callable[[], Any], process: subprocess.Popen[str]) -> Any:
    """What the condition came to be, while a process goes on."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        assert process.poll() is None, "it ended too soon"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def stored(folder: Path) -> int:
    return len(list(folder.glob("facts/*/*.json.gz")))


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(),
    )


def test_an_evaluation_survives_its_driver_a_worker_and_a_node(
    nodes: RayNodes, data: Path, tmp_path: Path
) -> None:
    alone, out = tmp_path / "alone", tmp_path / "out"
    run(*evaluation(data, alone))
    on_nodes = evaluation(data, out, "--cluster", nodes.address)
    further = nodes.add()

    driver = start(*on_nodes)
    wait_for(lambda: stored(out) >= 1, driver)
    driver.send_signal(signal.SIGINT)
    text, _ = driver.communicate(timeout=PATIENCE_S)
    assert driver.returncode == 130 and "the same command goes on" in text, text
    assert 1 <= stored(out) < 15

    driver, before = start(*on_nodes), stored(out)
    wait_for(lambda: stored(out) > before, driver)
    driver.send_signal(signal.SIGKILL)
    driver.communicate()
    before = stored(out)

    driver = start(*on_nodes)
    workers = wait_for(nodes.head.workers, driver)
    os.kill(workers[0], signal.SIGKILL)
    further.kill()
    text, _ = driver.communicate(timeout=PATIENCE_S)
    assert driver.returncode == 0, text
    assert "5 of 5 problems measured" in text
    assert stored(out) == stored(alone) == 15 > before  # none lost, none doubled
    assert digest(out) == digest(alone)
    curves = [json.loads((folder / "report.json").read_text())["curves"] for folder in (alone, out)]
    assert curves[0] == curves[1]


def test_a_round_of_iteration_is_the_same(nodes: RayNodes, data: Path, tmp_path: Path) -> None:
    for name, more in (("alone", ()), ("nodes", ("--cluster", nodes.address))):
        run(
            "train", "iterate", "--statements", data / "doubles.jsonl", "--out", tmp_path / name,
            "--samples", 20, "--limit", 2, *more,
        )  # fmt: skip
    alone, out = (tmp_path / name / "round-1" for name in ("alone", "nodes"))
    assert digest(alone) == digest(out)
    for file in ("problems.jsonl", "report.json"):
        assert (alone / file).read_text() == (out / file).read_text()


async def test_families_are_proven_the_same(
    nodes: RayNodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shortlist_engine.bank import families

    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    chosen = [families()[name] for name in ("lifeboats", "letter_census")]
    async with ExecutionPool(1) as pool:
        expected = [timeless(asdict(await prove(family, pool, 1))) for family in chosen]
    with connected(nodes.address) as transport:
        found = [proof async for proof in prove_families(transport, chosen, 1, print)]
    assert [timeless(asdict(each)) for each in found] == expected
    assert all(each["programs"] and not each["faults"] for each in expected)


def test_a_solve_finds_the_same(nodes: RayNodes, data: Path, tmp_path: Path) -> None:
    problem = tmp_path / "problem.md"
    examples = "Examples\n\nInput\n1\nOutput\n2\n\nInput\n4\nOutput\n8\n"
    problem.write_text(f"# Double\n\n{TEXT}\n\nOutput\n\nPrint the answer.\n\n{examples}")
    found = []
    for more in ((), ("--cluster", nodes.address)):
        result = run(
            "solve", problem, "--samples", 100, "--seed", 3, "--json", "--language", "python",
            "--precision", "float32", "--device", "cpu", "--seconds", 100, *more,
        )  # fmt: skip
        document = json.loads(result.stdout)
        assert document["progress"]["sampled"] == 100 and document["model"] == "default"
        found.append([solution["program"] for solution in document["solutions"]])
        found.append(document["progress"]["unique"])
    assert found[:2] == found[2:]


LOCAL = """
import asyncio, os, re, subprocess
from benchmarks.resources import children
from shortlist_engine.cluster.ray_transport import connected
with connected("auto") as transport:
    (node,) = asyncio.run(transport.nodes())
    print(node.name, node.cpus)
    print(transport._ray._private.worker._global_node.address_info["webui_url"] or "no dashboard")
    family = [os.getpid()]
    for process in family:
        family += children(process)
    listening = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True).stdout
    for line in listening.splitlines():
        if any(int(pid) in family for pid in re.findall("pid=([0-9]+)", line)):
            print(line)
"""


def test_what_is_started_here_listens_to_this_machine_only(tmp_path: Path) -> None:
    clean = {name: value for name, value in environment().items() if not name.startswith("RAY_A")}
    clean["HOME"] = str(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", LOCAL], stdout=subprocess.PIPE, text=True, env=clean
    )
    text, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    name, dashboard, *listening = text.splitlines()
    assert name.startswith(f"{LOOPBACK} ") and dashboard == "no dashboard"
    assert len(listening) >= 3 and all("127.0.0.1" in line.split()[3] for line in listening)
    assert not (tmp_path / ".ray").exists()  # no token lies about
