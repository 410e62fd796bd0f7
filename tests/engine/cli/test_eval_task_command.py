"""`shortlist eval --task` and `eval check` as a user runs them, in the real sandbox."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_datasets import HUMANEVAL, MTPB
from tests.engine.evaluation.tasks.test_measuring import PYTHON, RIGHT, WRONG

from shortlist_engine.cli.command_line import main
from shortlist_engine.cli.exit_codes import BAD_INPUT
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.store import CONFIG, DEFAULT_MODEL, RUNTIME_FILES, write_manifest

pytestmark = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")
SECOND = {**PYTHON, "task_id": "Python/4"}


def write(path: Path, *rows: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


@pytest.fixture
def functions(tmp_path: Path) -> str:
    return write(tmp_path / "functions.jsonl", PYTHON, SECOND)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["eval", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_functions_written_elsewhere(
    tmp_path: Path, functions: str, capsys: pytest.CaptureFixture[str]
) -> None:
    body = RIGHT.partition("\n")[2] + "\nprint(twice([1]))\n"
    programs = write(
        tmp_path / "mine.jsonl",
        {"task_id": "Python/3", "completions": [body, WRONG]},
        {"task_id": "Python/4", "completions": [WRONG, WRONG]},
    )
    arguments = (functions, "--task", "generate", "--programs", programs, "--out", tmp_path / "run")
    code, out, err = run(capsys, *arguments)
    assert code == 0 and "2 of 2 cases measured, 2 samples each, model programs of mine" in out
    assert "Python/3: 1 of 2 right" in err and "25.0%" in out
    report = json.loads((tmp_path / "run" / "report.json").read_text())
    assert report["groups"][0]["pass_at"]["1"]["mean"] == 0.25
    assert [case["right"] for case in report["cases"]] == [1, 0]
    code, out, err = run(capsys, *arguments)
    assert code == 0 and "Cases measured before: 2" in err
    code, out, _ = run(capsys, *arguments, "--json")
    assert json.loads(out)["cases"] == report["cases"]


def test_turns_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mtpb = write(tmp_path / "turns.jsonl", MTPB)
    programs = write(
        tmp_path / "mine.jsonl",
        {"task_id": "MTPB/7/1", "programs": ["x = 1\nprint(x + 2)", "print(0)"]},
        {"task_id": "MTPB/7/2", "programs": ["x = 3\nx + 4", "x = 3\nprint(x + 4)"]},
        {"task_id": "MTPB/7/1 single turn", "programs": ["print(1)", "print(2)"]},
    )
    code, out, _ = run(
        capsys, mtpb, "--task", "steps", "--programs", programs, "--out", tmp_path / "run"
    )
    assert code == 0 and "No perplexities" in out
    turns = json.loads((tmp_path / "run" / "report.json").read_text())["turns"]
    assert turns["rates"]["multi-turn"]["mean"] == 0.75
    assert turns["rates"]["single turn"]["mean"] == 0.0
    assert turns["levels"][0]["difference"]["mean"] == 0.75


def test_check_finds_judges_that_are_wrong(
    tmp_path: Path, functions: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mtpb = write(tmp_path / "turns.jsonl", MTPB)
    code, out, _ = run(capsys, "check", functions, mtpb)
    assert code == 0 and "4 of 4" in out and "0 of 16" in out
    lenient = {**HUMANEVAL, "test": "def check(candidate):\n    pass\n"}
    faulty = {**HUMANEVAL, "task_id": "HumanEval/1", "canonical_solution": "    return xs\n"}
    other = write(tmp_path / "other.jsonl", lenient, faulty)
    code, out, _ = run(capsys, "check", other)
    assert code == 1 and "a broken program is right (it fails)" in out
    assert "HumanEval/1: its reference is not right (RE" in out
    code, out, _ = run(capsys, "check", other, "--json")
    assert code == 1 and json.loads(out)["checks"][1]["failed"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--task", "translate"), "two languages or more"),
        (("--task", "steps"), "needs problems in turns (MTPB)"),
        (("--task", "generate", "--language", "go"), "nothing for this task"),
        (("--source", "python"), "--task, --source and --share go with"),
        (("--task", "generate", "--share", "python"), "is not LANGUAGE=WEIGHT"),
        (("--task", "generate", "--programs", "none.jsonl"), "no file 'none.jsonl'"),
    ],
)
def test_what_cannot_be_measured_is_said(
    tmp_path: Path,
    functions: str,
    arguments: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    if "--share" in arguments:
        programs = write(tmp_path / "p.jsonl", {"task_id": "Python/3", "completion": RIGHT})
        arguments = (*arguments, "--programs", programs)
    code, _, err = run(capsys, functions, *arguments)
    assert code == BAD_INPUT and words in err


def test_a_folder_with_another_run_is_refused(
    tmp_path: Path, functions: str, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = write(tmp_path / "p.jsonl", {"task_id": "Python/3", "completions": [RIGHT, WRONG]})
    arguments = (functions, "--task", "generate", "--programs", programs, "--out", tmp_path / "r")
    assert run(capsys, *arguments)[0] == 0
    code, _, err = run(capsys, *arguments, "--seed", 5)
    assert code == BAD_INPUT and "a run with another settings" in err.replace("\n", " ")


def test_a_model_that_was_not_trained_on_turns_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mtpb = write(tmp_path / "turns.jsonl", MTPB)
    out, model = tmp_path / "run", tmp_path / "solving"
    shutil.copytree(DEFAULT_MODEL, model)
    config = replace(ModelConfig.load(model / CONFIG), tasks=("solve",))
    (model / CONFIG).write_text(config.to_json(), "utf-8")
    write_manifest(model, RUNTIME_FILES)
    code, _, err = run(
        capsys, mtpb, "--task", "steps", "--samples", 1, "--model", model, "--out", out
    )
    assert code == BAD_INPUT and "does not have the task 'continue'" in err
