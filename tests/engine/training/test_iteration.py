"""Expert iteration with a scripted model and the real sandbox: what is kept, counted and drawn."""

from __future__ import annotations

import argparse
import json
import random
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.fakes import FakeSampler, fake_resources

from shortlist_engine import host
from shortlist_engine.bank import families
from shortlist_engine.datasets.rows import DatasetError
from shortlist_engine.datasets.training_problems import read_training_problems
from shortlist_engine.evaluation.plan import RunError
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.host import Resources
from shortlist_engine.problem import Problem
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample, SamplingParams
from shortlist_engine.training.arguments import add_arguments
from shortlist_engine.training.examples import ExampleSource
from shortlist_engine.training.iteration.rounds import (
    PROBLEMS,
    REPORT,
    RoundSettings,
    iterate,
    read_statements,
)
from shortlist_engine.training.sections import DataRecipe

TWICE, ADDED = "print(2 * int(input()))\n", "n = int(input())\nprint(n + n)\n"
SMALL = "n = int(input())\nprint(2 * n if n < 5 else 0)\n"
PROGRAMS = {
    "Double": [TWICE, ADDED, TWICE, SMALL, "print(1)\n"],
    "Sign": ["print('YES')\n", "print('YES')\n", "print('NO')\n"],
    "Hard": ["print(1)\n", "raise ValueError\n"],
    "Alone": [TWICE.replace("2", "3"), *["print(0)\n"] * 9],
    "Known": [TWICE.replace("2", "4"), TWICE.replace("2", "5")],
}
INPUT = "\n\nInput\n\nThe only line has an integer n (1 ≤ n ≤ 1000).\n\nOutput\n\nPrint the answer."


def row(name: str, example: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {
        "id": name.lower(),
        "name": name,
        "statement": f"This is the task {name}, to be solved for the number n that is read.{INPUT}",
        "examples": [dict(zip(("input", "output"), example, strict=True))],
        **more,
    }


ROWS = [
    row("Double", ("3\n", "6\n"), tests=[{"input": "7\n", "output": "14\n"}], tags=["math"]),
    row("Sign", ("3\n", "YES\n")),
    row("Hard", ("3\n", "17\n")),
    row("Alone", ("3\n", "9\n")),
    row("Known", ("0\n", "0\n"), tests=[{"input": "2\n", "output": "10\n"}]),
]


class Scripted(FakeSampler):
    """Writes the programs of `PROGRAMS` in turn; fails at the problem `until`."""

    def __init__(self, until: str = "") -> None:
        super().__init__([""], tasks=("solve",))
        self.asked: list[str] = []
        self.until = until

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        if problem.title == self.until:
            raise EngineError("engineCrashed", "The power went.")
        self.asked.append(problem.title)
        sources = PROGRAMS[problem.title]
        yield [
            self._sample(index, sources[index % len(sources)])
            for index in range(params.num_samples)
        ]


def resources(sampler: FakeSampler) -> Resources:
    return fake_resources(lambda: sampler, lambda: ExecutionPool(1))  # type: ignore[arg-type,return-value]


def write(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in rows))
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a round that was stopped at its third problem, and went on."""
    folder = tmp_path_factory.mktemp("iteration")
    settings = RoundSettings([write(folder / "statements.jsonl", ROWS)], samples=10)
    with pytest.raises(EngineError, match="The power went"):
        iterate(settings, folder, resources(Scripted(until="Hard")), lambda _: None)
    assert not (folder / "round-1" / PROBLEMS).exists()
    sampler = Scripted()
    lines: list[str] = []
    report = iterate(settings, folder, resources(sampler), lines.append)
    assert sampler.asked[0] == "Hard" and "Double" not in sampler.asked
    assert len(lines) == 5
    assert report.text().splitlines()[:3] == [
        "5 statements tried, 4 with a program that passes",
        f"2 kept, with a mean share of {report.mean_share:.2f}",
        "of 2 kept ones with hidden tests 1 are right",
    ]
    return folder / "round-1"


def test_what_samples_agree_on_is_kept_with_its_share(made: Path) -> None:
    double, known = read(made / PROBLEMS)
    assert [program["code"] for program in double["solutions"]] == [TWICE, ADDED]
    assert (double["weight"], known["weight"]) == (0.75, 0.5)
    assert double["written_by"] == {
        "model": "fake", "round": 1, "samples_that_agree": 6, "samples_that_pass": 8,
    }  # fmt: skip
    assert double["tags"] == ["math"] and double["examples"] == ROWS[0]["examples"]
    report = json.loads((made / REPORT).read_text())
    assert (report["tried"], report["passing"], report["kept"]) == (5, 4, 2)
    assert report["left"] == {
        "no program passes the examples": 1,
        "the answer is always the same": 1,
        "too few samples agree": 1,
    }


def test_training_draws_it_as_often_as_its_share_says(made: Path, tmp_path: Path) -> None:
    human = row("Double", ("3\n", "6\n"), solutions=[{"language": "python3", "code": "human"}])
    files = [write(tmp_path / "human.jsonl", [human]), made / PROBLEMS]
    problems = read_training_problems(files)
    assert [each.weight for each in problems] == [1.0, 0.75, 0.5]
    assert [each.by_model for each in problems] == [False, True, True]
    assert not read_training_problems([made / PROBLEMS], [made.parent / "statements.jsonl"])

    recipe = DataRecipe(real_share=1.0, inputs_share=0.0, families=("lifeboats",))
    stream = ExampleSource(families(), problems, recipe).stream(random.Random(1))
    drawn = Counter(
        "human" if "human" in example.target else example.problem.title
        for _, example in zip(range(1800), stream, strict=False)
    )
    assert 700 < drawn["human"] < 900
    assert 520 < drawn["Double"] < 680 and 330 < drawn["Known"] < 470
    held = ExampleSource(
        families(), problems, DataRecipe(real_held_out=1.0, families=("lifeboats",))
    )
    assert [each.by_model for each in held.held_out] == [False] and not held.rows


def test_a_bad_weight_is_refused(made: Path, tmp_path: Path) -> None:
    bad = {**read(made / PROBLEMS)[0], "weight": 1.5}
    with pytest.raises(DatasetError, match=r"weight must be above 0 and at most 1, not 1\.5"):
        read_training_problems([write(tmp_path / "bad.jsonl", [bad])])


def test_statements_are_limited_and_near_duplicates_left_out(tmp_path: Path) -> None:
    longer = "word " * 3 + " ".join(f"part{number}" for number in range(40))
    rows = [
        {**row("Bare", ("1", "1")), "examples": []},
        {**row("First", ("1", "1")), "statement": longer},
        {**row("Second", ("1", "1"))},
        {**row("Third", ("1", "1"))},
    ]
    statements = write(tmp_path / "s.jsonl", rows)
    other = {**row("Another name", ("1", "1")), "statement": longer + " and a last word"}
    excluded = write(tmp_path / "e.jsonl", [other])
    names = [
        each.problem.title
        for each in read_statements(RoundSettings([statements], [excluded], limit=1))
    ]
    assert names == ["Second"]
    write(statements, [{**rows[1], "statement": 3}])
    with pytest.raises(DatasetError, match="line 1: not a problem row"):
        list(read_statements(RoundSettings([statements])))


def test_a_round_is_of_one_model_and_one_number_of_samples(made: Path) -> None:
    settings = RoundSettings([made.parent / "statements.jsonl"], samples=3)
    with pytest.raises(RunError, match="holds a run with other settings"):
        iterate(settings, made.parent, resources(Scripted()), lambda _: None)


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tomllib", reason="training needs Python 3.11")
    from shortlist_engine.training.commands import main

    sampler = Scripted()
    monkeypatch.setattr(host, "local_resources", lambda _: resources(sampler))
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    statements = write(tmp_path / "s.jsonl", ROWS)
    out = ["--out", str(tmp_path / "run")]
    call = ["iterate", *out, "--statements", str(statements), "--samples", "10", "--limit", "1"]
    assert main(parser.parse_args([*call, "--round", "2", "--seed", "5"])) == 0
    assert "1 kept" in capsys.readouterr().out and sampler.asked == ["Double"]
    folder = tmp_path / "run" / "round-2"
    assert len(read(folder / PROBLEMS)) == 1
    assert json.loads((folder / "run.json").read_text())["settings"]["seed"] == 6
    assert main(parser.parse_args(["iterate", *out])) == 1
    assert "give the problems to solve with --statements" in capsys.readouterr().err
    assert main(parser.parse_args([*call[:5], "--exclude", str(statements)])) == 1
    assert "no problem with examples that --exclude leaves in" in capsys.readouterr().err
