"""Before anything is sampled it is clear whether there is a cluster, and what to do without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.scale.ray_nodes import free_port
from shortlist_engine.cluster import ray_transport
from shortlist_engine.cluster.ray_transport import connected
from shortlist_engine.protocol import EngineError

WITHOUT_RAY = """
import sys
sys.modules["ray"] = None
from shortlist_engine.cluster import ray_transport
ray_transport.installed = lambda: False
from shortlist_engine import cli
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture
def with_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_transport, "installed", lambda: True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "problem.md", "--json"],
        ["eval", "rows.jsonl", "--out", "run", "--samples", "5"],
        ["bank", "check", "lifeboats"],
        ["train", "iterate", "--statements", "rows.jsonl", "--out", "run"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_without_ray_a_command_names_the_extra(tmp_path: Path, arguments: list[str]) -> None:
    example = [{"input": "1\n", "output": "2\n"}]
    row = {"id": "a", "statement": "Double it.", "examples": example, "tests": example}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n")
    (tmp_path / "problem.md").write_text(
        "# Double\n\nPrint twice the number.\n\nExamples\n\nInput\n1\nOutput\n2\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT_RAY, *arguments, "--cluster", "auto"],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "1000"},
    )
    said = result.stdout + result.stderr
    assert "make install EXTRAS=cluster" in said, said
    assert result.returncode == (1 if arguments[0] == "train" else 3)


def test_only_the_transport_imports_ray() -> None:
    root = Path(ray_transport.__file__).parents[1]
    mentions = [path for path in root.rglob("*.py") if 'import_module("ray' in path.read_text()]
    assert [path.name for path in mentions] == ["ray_transport.py"]
    code = "import sys, shortlist_engine.cluster.ray_transport as r; print('ray' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stdout == "False\n"


def test_an_address_where_nobody_listens_is_named_at_once(with_ray: None) -> None:
    address = f"127.0.0.1:{free_port()}"
    with pytest.raises(EngineError, match=f"no cluster at {address}.*ray start") as caught:
        connected(address).__enter__()
    assert caught.value.kind == "engineUnavailable"


@pytest.mark.parametrize("address", ["node", "node:", ":80", "ray://node:1x"])
def test_what_is_no_address_is_refused(with_ray: None, address: str) -> None:
    with pytest.raises(EngineError, match=r"neither HOST:PORT nor auto") as caught:
        connected(address).__enter__()
    assert caught.value.kind == "invalidRequest"


def test_it_goes_with_measurements_only(tmp_path: Path) -> None:
    from shortlist_engine import cli

    assert cli.main(["eval", "report", str(tmp_path), "--cluster", "auto"]) == 2
