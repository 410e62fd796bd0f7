"""Recorded answers measured like a model's: read, run in the sandbox, judged by their labels."""

from __future__ import annotations

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_datasets import read
from tests.engine.datasets.test_pools import CHECKED, METHOD, STDIN

from shortlist_engine.cli.command_line import main
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.evaluator import EvaluatedProblem, Evaluator, store_of
from shortlist_engine.evaluation.facts import CandidateFacts, Measurement
from shortlist_engine.evaluation.given_programs import GivenPrograms
from shortlist_engine.evaluation.plan import PlannedProblem, Settings, make_plan
from shortlist_engine.evaluation.sample_set import NOTHING, SampleSet, with_readings
from shortlist_engine.evaluation.scoring import score
from shortlist_engine.evaluation.stages import LocalStages, Work
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Program
from shortlist_engine.sampling.backend import ModelInfo
from shortlist_engine.selection.clusters import Outcome

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")
JOIN = "class Solution:\n    def together(self, words: List[str], mark: str) -> str:\n"


def measured(folder: Path, row: EvaluationProblem, samples: int = 99) -> EvaluatedProblem:
    ended: list[EvaluatedProblem] = []

    async def run() -> None:
        wanted = Settings(samples=samples, at=(2,))
        info = ModelInfo("recorded", "cpu")
        plan, rows = make_plan(["rows"], [row], info, "recorded", wanted, ("python",))

        async def sampler() -> GivenPrograms:
            return GivenPrograms(rows)

        async with ExecutionPool(1) as opened:

            async def pool() -> ExecutionPool:
                return opened

            stages = LocalStages(plan.settings, sampler=sampler, pool=pool)
            await Evaluator(plan, rows, store_of(folder), Work(stages, 2, 2)).run(ended.append)

    asyncio.run(run())
    return ended[0]


def answers(row: dict[str, Any], *texts: tuple[str, bool]) -> dict[str, Any]:
    return {**row, "samples": [{"output": text, "passed": right} for text, right in texts]}


@needs_sandbox
def test_the_sandbox_decides_which_block_is_meant(tmp_path: Path) -> None:
    program = "print(2 * int(input()))"
    longer = "def twice(x):\n    return 2 * x\n\n\nassert twice(5) == 10\nassert twice(0) == 0"
    text = f"A first idea:\n```python\n{program}\n```\nA test of it:\n```python\n{longer}\n```\n"
    (row,) = read(tmp_path, answers(STDIN, (text, True), ("```python\nprint(7)\n```", False)))
    assert len(row.answers[0].readings) > 1
    item = measured(tmp_path, row)
    assert item.samples.sequence == (0, 1) and len(item.samples.programs) == 2
    assert program in item.samples.programs[0].source
    assert [facts.survives for facts in item.measured.candidates] == [True, False]


@needs_sandbox
def test_labels_decide_even_where_the_examples_say_otherwise(tmp_path: Path) -> None:
    slow = "```python\nn = int(input())\nprint(n + n)\n```"
    wrong = "```python\nprint(0)\n```"
    (row,) = read(tmp_path, answers(STDIN, (slow, False), (wrong, True), ("only words", False)))
    item = measured(tmp_path, row)
    facts = item.measured.candidates
    assert [(each.survives, each.right) for each in facts] == [(True, False), (False, True)]
    found = score(item.entry, item.samples, item.measured, (1, 3))
    assert (found.samples, found.right, found.right_passing) == (3, 1, 0)
    assert found.verdicts["empty"] == 1
    assert found.values["oracle"][1][-1] == 1.0 and found.values["shortlist"][1][-1] == 0.0


@needs_sandbox
def test_a_method_of_a_class_is_run_as_its_judge_does(tmp_path: Path) -> None:
    good = f"```python\n{JOIN}        return mark.join(words)\n```"
    bad = f"```python\n{JOIN}        return mark\n```"
    (row,) = read(tmp_path, answers(METHOD, (good, True), (bad, False)))
    item = measured(tmp_path, row)
    assert [each.survives for each in item.measured.candidates] == [True, False]
    assert item.measured.inputs, "further calls are made from the recorded one"


@needs_sandbox
def test_a_check_program_judges_answers_without_labels(tmp_path: Path) -> None:
    lucky = "def triple(x):\n    return 3"
    (row,) = read(
        tmp_path, {**CHECKED, "samples": [*CHECKED["samples"], {"code": lucky, "passed": None}]}
    )
    item = measured(tmp_path, row)
    assert [(each.survives, each.right) for each in item.measured.candidates] == [
        (True, True), (True, False),
    ]  # fmt: skip


@needs_sandbox
def test_one_command_gives_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = "```python\nprint(2 * int(input()))\n```"
    lucky = "```python\nn = int(input())\nprint(4 if n == 2 else n + 1)\n```"
    texts = [(good, True), (lucky, False), (good, True), ("```python\nprint(1)\n```", False)] * 2
    file = tmp_path / "mine.jsonl"
    file.write_text(json.dumps(answers(STDIN, *texts)) + "\n")
    assert main(["eval", str(file), "--out", str(tmp_path / "run"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["samples"] == [1, 4, 8]
    assert report["curves"]["oracle"]["1"][-1]["mean"] == 1.0
    assert report["curves"]["shortlist"]["1"][-1]["mean"] == 1.0
    assert report["curves"]["random"]["1"][-1]["mean"] == 0.5
    assert report["reading"] == {
        "samples": 8, "programs": 8, "compiling": 8, "right": 4, "passing": 4,
    }  # fmt: skip
    summary = tmp_path / "pools.md"
    assert main(["eval", "report", str(tmp_path / "run"), "--summary", str(summary)]) == 0
    assert "| 4 | 50.0% |" in summary.read_text()


def drawn_at_random(rng: random.Random) -> tuple[PlannedProblem, SampleSet, Measurement]:
    """Samples of a few programs: what each is, and what it does with two inputs."""
    count = rng.randint(1, 5)
    facts = tuple(
        CandidateFacts(
            rng.choice(("AC", "WA")),
            judged=rng.choice(("AC", "WA")),
            outcomes=(rng.randrange(2), rng.randrange(2)),
        )
        for _ in range(count)
    )
    programs = tuple(Program("python", f"print({place})") for place in range(count))
    extra = [rng.randrange(NOTHING, count) for _ in range(rng.randrange(16))]
    known = Measurement(facts, (Outcome("a"), Outcome("b")), ("1\n", "2\n"), {}, {})
    entry = PlannedProblem("p", "s", "d", "f", ("python",), examples=1)
    return entry, SampleSet(programs, (*range(count), *extra)), known


@pytest.mark.parametrize("seed", range(60))
def test_no_choice_beats_the_oracle_and_more_tries_never_hurt(seed: int) -> None:
    rng = random.Random(seed)
    entry, drawn, known = drawn_at_random(rng)
    k = rng.randint(1, len(drawn.sequence))
    values = score(entry, drawn, known, (k,)).values
    for by_n in values.values():
        assert 0.0 <= by_n[1][0] <= by_n[3][0] + 1e-9 <= by_n[10][0] + 2e-9
        assert by_n[10][0] <= values["oracle"][10][0] + 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_what_nobody_means_is_left_out(seed: int) -> None:
    rng = random.Random(seed)
    chosen = [rng.randrange(NOTHING, 5) for _ in range(rng.randint(1, 12))]
    programs = tuple(Program("python", f"print({place})") for place in range(5))
    drawn = SampleSet(programs, (0,) * len(chosen), readings=((0, 1),) * len(chosen))
    found = with_readings(drawn, chosen)
    named = {place for place in found.sequence if place != NOTHING}
    assert found.readings == () and named == set(range(len(found.programs)))
    meant = [None if place == NOTHING else programs[place] for place in chosen]
    assert meant == [
        None if place == NOTHING else found.programs[place] for place in found.sequence
    ]


MOST_COMMON = {
    **STDIN,
    "statement": "Print how many pairs of equal numbers there are.\n\nInput\n\nThe first line has "
    "n (1 ≤ n ≤ 200000). The second line has n integers a_1, ..., a_n (1 ≤ a_i ≤ 1000000000).\n\n"
    "Output\n\nThe number of pairs.",
    "examples": [
        {"input": "4\n1 2 1 1\n", "output": "3\n"},
        {"input": "2\n5 6\n", "output": "0\n"},
    ],
}
QUADRATIC = (
    "n = int(input())\na = list(map(int, input().split()))\n"
    "print(sum(a[i] == a[j] for i in range(n) for j in range(i)))"
)
LINEAR = (
    "from collections import Counter\ninput()\n"
    "print(sum(v * (v - 1) // 2 for v in Counter(input().split()).values()))"
)


@needs_sandbox
def test_a_program_that_is_too_slow_for_large_inputs_comes_after_one_that_is_not(
    tmp_path: Path,
) -> None:
    texts = [f"```python\n{QUADRATIC}\n```", f"```python\n{QUADRATIC}  # again\n```"]
    (row,) = read(
        tmp_path,
        answers(
            MOST_COMMON, (texts[0], False), (texts[1], False), (f"```python\n{LINEAR}\n```", True)
        ),
    )
    item = measured(tmp_path, row)
    assert item.paced is not None and item.paced.inputs == 3
    paces = item.paced.by_place
    assert [paces[place].late for place in range(3)] == [True, True, False]
    assert paces[2].ended == 3
    found = score(item.entry, item.samples, item.measured, (3,), paces=paces)
    assert found.solved_at == 1 and found.top_right
    alone = score(item.entry, item.samples, item.measured, (3,))
    assert found.confidence is not None and alone.confidence is not None


@needs_sandbox
def test_facts_that_are_there_are_not_measured_again(tmp_path: Path) -> None:
    (row,) = read(tmp_path, answers(MOST_COMMON, (f"```python\n{LINEAR}\n```", True)))
    assert not measured(tmp_path, row).reused
    again = measured(tmp_path, row)
    assert again.reused and again.paced is not None and again.paced.inputs == 3
