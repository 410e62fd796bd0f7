"""`shortlist eval` as a user runs it: results, resuming, comparing, and what goes wrong."""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.cli import eval_actions
from shortlist_engine.cli.exit_codes import CommandFailed

SCRIPT = Path(__file__).with_name("eval_with_fakes.py")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Six problems: print twice the number."""
    rows = [
        {
            "id": f"p/{number}",
            "name": f"Double {number}",
            "statement": "Print twice the number.",
            "examples": [{"input": "1\n", "output": "2\n"}, {"input": "4\n", "output": "8\n"}],
            "tests": [{"input": "50\n", "output": "100\n"}],
        }
        for number in range(6)
    ]
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "doubles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def command(spec: dict[str, Any], *arguments: object) -> list[str]:
    return [sys.executable, str(SCRIPT), json.dumps(spec), *map(str, arguments)]


def evaluate(
    *arguments: object, spec: dict[str, Any] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(spec or {}, *arguments), capture_output=True, text=True, timeout=200
    )


def measure(data: Path, out: Path, *more: object, spec: dict[str, Any] | None = None) -> Any:
    return evaluate("doubles", "--data", data, "--out", out, "--samples", 20, *more, spec=spec)


def test_a_run_writes_its_report(data: Path, tmp_path: Path) -> None:
    result = measure(data, tmp_path / "a")
    assert result.returncode == 0, result.stderr
    assert "6 of 6 problems measured" in result.stdout and "10@20" in result.stdout
    assert "6/6 doubles: p/" in result.stderr and "\x1b" not in result.stdout
    document = json.loads((tmp_path / "a" / "report.json").read_text())
    assert document["curves"]["filter"]["1"][-1]["mean"] == 1.0
    assert document["curves"]["random"]["1"][-1]["mean"] == pytest.approx(0.5)
    assert (tmp_path / "a" / "report.html").read_text().startswith("<!DOCTYPE html>")


def test_json_prints_the_report_alone(data: Path, tmp_path: Path) -> None:
    result = measure(data, tmp_path / "a", "--json", "--limit", 2)
    assert json.loads(result.stdout)["problems_measured"] == 2 and not result.stderr


def wait_for(condition: Any, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, "it ended too soon"
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_stopped_goes_on(data: Path, tmp_path: Path, how: signal.Signals) -> None:
    out, calls = tmp_path / "a", tmp_path / "calls"
    slow = {"calls": str(calls), "sampler": {"delay_s": 0.1}}
    arguments = command(slow, "doubles", "--data", data, "--out", out, "--samples", 20)
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: calls.exists() and len(calls.read_text().splitlines()) >= 4, process)
    process.send_signal(how)
    output, errors = process.communicate(timeout=60)
    if how == signal.SIGINT:
        assert process.returncode == 130 and "the same command goes on" in errors
        assert "of 6 problems measured" in output and (out / "report.html").exists()
    kept = evaluate("report", out)
    assert kept.returncode == 0, kept.stderr
    before = json.loads((out / "report.json").read_text())["problems_measured"]
    assert 2 <= before < 6

    drawn = len(calls.read_text().splitlines())
    result = measure(data, out, spec={"calls": str(calls)})
    assert result.returncode == 0, result.stderr
    assert "6 of 6 problems measured" in result.stdout
    # A problem that was stopped after its facts, of two at once, is only timed again.
    reused = re.search(r"Problems measured before: (\d+)", result.stderr)
    assert reused and before - 2 <= int(reused[1]) <= before
    # What was stored is not drawn again; at most what was under way is lost.
    assert len(calls.read_text().splitlines()) - drawn <= 6 - before

    whole = measure(data, tmp_path / "b")
    assert whole.returncode == 0
    for part in ("curves", "filter", "problems_measured"):
        stopped, unbroken = (
            json.loads((folder / "report.json").read_text())[part]
            for folder in (out, tmp_path / "b")
        )
        assert stopped == unbroken, part


def test_two_runs_are_compared(data: Path, tmp_path: Path) -> None:
    measure(data, tmp_path / "good")
    measure(data, tmp_path / "poor", spec={"sampler": {"source": ["x + 1"]}})
    result = evaluate("compare", tmp_path / "good", tmp_path / "poor")
    assert result.returncode == 0, result.stderr
    assert "Problems in both: 6" in result.stdout and "-100.0" in result.stdout
    assert f"Worse in {tmp_path / 'poor'}: 6" in result.stdout
    result = evaluate("compare", tmp_path / "good", tmp_path / "poor", "--json")
    assert len(json.loads(result.stdout)["changes"]) == 6


def test_programs_from_a_file(data: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.jsonl"
    lines = [
        {"id": "p/1", "programs": ["2 * x", {"code": "x + 1", "language": "python3"}]},
        {"task_id": "p/2", "completion": "x + 1"},
        {"task_id": "p/2", "completion": "x + 2"},
        {"task_id": "elsewhere", "completion": "x"},
    ]
    given.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = measure(data, tmp_path / "a", "--programs", given)
    assert result.returncode == 0, result.stderr
    document = json.loads((tmp_path / "a" / "report.json").read_text())
    found = {item["id"]: (item["samples"], item["right"]) for item in document["problems"]}
    assert found == {"p/1": (2, 1), "p/2": (2, 0)}
    assert document["model"]["name"] == "given" and document["samples"][-1] == 2


def test_a_data_set_with_programs_and_tests_of_its_own(data: Path, tmp_path: Path) -> None:
    """It needs no model, and all rules stand in its report; another file's tests may be added."""
    file = data / "doubles.jsonl"
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    for row in rows[:2]:
        row["programs"] = ["2 * x", "2 * x if x < 40 else 0", "2 * x if x < 50 else 0"]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    tests = tmp_path / "tests.jsonl"
    lines = [
        {"task_id": "p/0", "tests": [{"input": "60\n", "output": "120\n"}]},
        {"task_id": "p/1", "tests": [{"input": "60\n", "output": "0\n"}]},
    ]
    tests.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = measure(data, tmp_path / "a", "--tests", tests, "--json", spec={"missing": True})
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["model"]["name"] == "its own programs" and document["problems_measured"] == 2
    assert [item["reason"] for item in document["skipped"]] == ["it brings no programs"] * 4
    assert not any("likelihood" in name for name in document["methods"])
    found = [item["values"]["codet"]["1"][-1] for item in document["problems"]]
    assert found == [1.0, 0.0]
    again = measure(data, tmp_path / "a", "--limit", 1)
    assert again.returncode == 0 and "Problems measured before: 1" in again.stderr
    assert "codet" not in again.stdout
    model = measure(data, tmp_path / "b", "--model", "x")
    assert model.returncode == 0 and "6 of 6 problems measured" in model.stdout


def test_reports_of_several_runs(data: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        measure(data, tmp_path / name, "--limit", 2)
    result = evaluate(
        "report", tmp_path / "a", tmp_path / "b",
        "--figures", tmp_path / "docs" / "images", "--summary", tmp_path / "docs" / "results.md",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("2 of 2 problems measured") == 2
    text = (tmp_path / "docs" / "results.md").read_text()
    assert text.count("](images/a-") == len(list((tmp_path / "docs" / "images").glob("a-*.svg")))
    assert str(tmp_path) not in text


def test_programs_are_not_mixed_up_between_rows_that_state_the_same(
    data: Path, tmp_path: Path
) -> None:
    file = data / "doubles.jsonl"
    row = json.loads(file.read_text().splitlines()[0])
    file.write_text("".join(json.dumps({**row, "id": name}) + "\n" for name in ("a", "b")))
    given = tmp_path / "given.jsonl"
    lines = [{"id": "a", "code": "2 * x"}, {"id": "b", "code": "x + 1"}]
    given.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = measure(data, tmp_path / "a", "--programs", given, "--json")
    problems = json.loads(result.stdout)["problems"]
    assert [(item["id"], item["right"]) for item in problems] == [("a", 1), ("b", 0)]


def test_a_selection_and_the_bank(data: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("doubles p/3\n")
    result = evaluate(
        chosen, "bank", "--data", data, "--out", tmp_path / "a", "--samples", 4, "--limit", 2,
        "--json",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert [item["set"] for item in json.loads(result.stdout)["problems"]] == [
        "doubles", "bank", "bank",
    ]  # fmt: skip


def test_a_family_of_the_bank(tmp_path: Path) -> None:
    result = evaluate(
        "bank", "--family", "lifeboats", "--instances", 2, "--out", tmp_path / "a", "--samples", 4,
        "--json",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["datasets"] == ["bank", "family lifeboats"]
    assert [group["name"] for group in document["groups"]["family"]] == ["lifeboats"]
    assert document["problems_measured"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["doubels", "--data", "DATA"], "did you mean doubles?"),
        (["nothing"], "--data FOLDER"),
        (["compare", "A"], "needs two folders"),
        (["report", "DATA"], "holds no run"),
        (["report", "DATA/none"], "there is no folder"),
        (["report", "DATA", "DATA/../data"], "two folders are called data"),
        (["report", "DATA", "A", "--json"], "give one folder"),
        (["doubles", "--data", "DATA", "--summary", "x.md"], "report DIR"),
        (["doubles", "--data", "DATA", "--tests", "DATA/none.jsonl"], "none.jsonl"),
        (["compare", "DATA", "DATA"], "holds no report"),
        (["doubles", "--data", "DATA", "--checker", "fuzzy"], "--checker: "),
        (["doubles", "--data", "DATA", "--language", "cpp"], "g++"),
        (["doubles", "--data", "DATA", "--programs", "DATA/none.jsonl"], "none.jsonl"),
        (["doubles", "--data", "DATA", "--samples", "0"], "must be above 0"),
        (["bank", "--family", "lifeboat"], "did you mean lifeboats"),
        (["bank-closed", "--family", "lifeboats"], "part of bank, not of bank-closed"),
        (
            ["doubles", "--data", "DATA", "--family", "lifeboats"],
            "bank, bank-unseen, bank-closed only",
        ),
    ],
)
def test_bad_input_is_answered_with_what_to_change(
    data: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    given = [argument.replace("DATA", str(data)) for argument in arguments]
    result = evaluate(*given, "--out", tmp_path / "out")
    assert result.returncode == 2 and words in result.stderr
    assert "Traceback" not in result.stderr and not (tmp_path / "out" / "report.json").exists()


def test_another_run_in_the_folder_is_not_lost(data: Path, tmp_path: Path) -> None:
    measure(data, tmp_path / "a")
    result = measure(data, tmp_path / "a", "--seed", 7)
    assert result.returncode == 2 and "other settings" in result.stderr


def test_a_missing_model_is_said(data: Path, tmp_path: Path) -> None:
    result = measure(data, tmp_path / "a", spec={"missing": True})
    assert result.returncode == 3 and "weights.onnx" in result.stderr


def test_an_id_that_is_no_text_does_not_cost_the_report(data: Path, tmp_path: Path) -> None:
    whole = (data / "doubles.jsonl").read_text().splitlines()[0]
    (data / "doubles.jsonl").write_text(whole.replace("p/0", "p/\\ud800"))
    result = measure(data, tmp_path / "a", "--programs", _programs(data))
    assert result.returncode == 0, result.stderr
    assert "p/?" in (tmp_path / "a" / "report.html").read_text("utf-8")


def _programs(data: Path) -> Path:
    file = data / "programs.jsonl"
    file.write_text(json.dumps({"task_id": "p/\ud800", "programs": ["2 * x"]}) + "\n")
    return file


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(eval_actions, "report_runs", full)
    options = argparse.Namespace(
        task=None,
        source=None,
        share=None,
        what=["report", "a"],
        json=False,
        figures=None,
        cluster=None,
        summary=None,
    )
    with pytest.raises(CommandFailed, match="shortlist eval: No space left on device") as failed:
        eval_actions.run_action(options)
    assert failed.value.code == 2
