"""MTPB turn by turn: the prompt grows by what the model wrote, answers are cut, and both ways to
ask are measured."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.engine.datasets.test_datasets import MTPB, read

from shortlist_engine.evaluation.judging import judge
from shortlist_engine.evaluation.tasks.cases import MULTI, SINGLE, TaskCase, TaskSettings
from shortlist_engine.evaluation.tasks.turns import cut_turn, turn_cases, turn_rows
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Problem, Verdict
from shortlist_engine.sampling.base import (
    Capabilities,
    Likelihood,
    Sample,
    SamplingParams,
    check_supported,
)

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")
SETTINGS = TaskSettings("steps", samples=3)


class Answering:
    """Gives `answer(last turn's text, index)`; remembers what it was asked, as our own model reads
    it, and with how many samples."""

    name = "answering"
    capabilities = Capabilities(("python",), ("solve", "continue"), True, False, 8)

    def __init__(self, answer: Callable[[str, int], str]) -> None:
        self._answer = answer
        self.asked: list[tuple[str, int]] = []

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        check_supported(self, params)
        assert params.subject is not None and params.max_tokens == 256
        self.asked.append((problem.statement, params.num_samples))
        text = params.subject.turns[-1].text
        for index in range(params.num_samples):
            yield [Sample(index, self._answer(text, index), "python", None, 5, "stop")]

    def close(self) -> None:
        self.asked.clear()


class Reading(Answering):
    """Says that each letter is as likely as any of 26."""

    def likelihood(self, before: str, text: str) -> Likelihood:
        assert before.startswith("# Import libraries.\n\nimport numpy as np\n")
        return Likelihood(-math.log(26) * len(text), len(text))


def cases(tmp_path: Path) -> list[TaskCase]:
    return list(turn_cases(turn_rows(read(tmp_path, MTPB))))


def test_each_case_is_asked_in_turns_and_in_one(tmp_path: Path) -> None:
    found = cases(tmp_path)
    assert [(each.id, each.group, each.problem) for each in found] == [
        ("MTPB/7/1", MULTI, "MTPB/7"), ("MTPB/7/2", MULTI, "MTPB/7"),
        ("MTPB/7/1 single turn", SINGLE, "MTPB/7"), ("MTPB/7/2 single turn", SINGLE, "MTPB/7"),
    ]  # fmt: skip


def test_a_turn_goes_on_from_what_was_written(tmp_path: Path) -> None:
    def answer(text: str, index: int) -> str:
        if text.startswith("Assign"):
            return "x = 1" if index < 2 else "x = 2"
        return "print(x + 2)\nprint(9)\n# and so on"

    model = Answering(answer)
    drawn = cases(tmp_path)[0].draw(model, SETTINGS, threading.Event())
    head = "# Import libraries.\n\nimport numpy as np\n\n# Assign 1 to x."
    assert model.asked == [
        (head, 3),
        (f"{head}\nx = 1\n\n# Print x plus 2; use {{ }}.", 2),
        (f"{head}\nx = 2\n\n# Print x plus 2; use {{ }}.", 1),
    ]
    first, second = drawn.samples.programs
    assert first.source == f"{head}\nx = 1\n\n# Print x plus 2; use {{ }}.\nprint(x + 2)\n"
    assert "x = 2" in second.source and drawn.samples.sequence == (0, 0, 1)
    assert drawn.samples.tokens == 6 * 5 and drawn.perplexity is None


def test_one_turn_holds_all_and_perplexities_are_of_what_was_asked(tmp_path: Path) -> None:
    model = Reading(lambda text, index: "x = 1\nprint(x + 2)")
    drawn = cases(tmp_path)[2].draw(model, SETTINGS, threading.Event())
    (asked,) = model.asked
    assert asked[0].endswith("# Assign 1 to x.\n# Print x plus 2; use { }.")
    assert drawn.perplexity == pytest.approx(26) and len(drawn.samples.programs) == 1


@needs_sandbox
async def test_programs_are_judged_by_what_they_print_last(tmp_path: Path) -> None:
    first = cases(tmp_path)[0]
    right = Answering(lambda text, index: "x = 1" if text.startswith("Assign") else "x + 2")
    wrong = Answering(lambda text, index: "x = 1" if text.startswith("Assign") else "x * 2")
    async with ExecutionPool(1) as pool:
        for model, verdict in ((right, Verdict.AC), (wrong, Verdict.RE)):
            (program,) = first.draw(model, SETTINGS, threading.Event()).samples.programs
            assert (await judge(first.row, program, pool)).verdict is verdict


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("x = 1\nprint(x)\nprint(2)", "x = 1\nprint(x)\n"),
        ("print(1)\nx = 2", "print(1)\nx = 2"),
        ("def f():\n    print(1)\ndef g():\n    pass", "def f():\n    print(1)\n"),
        ("x = 1  # one\n# next", "x = 1  # one\n"),
        ("x = 1\n'''doc'''", "x = 1\n"),
        ("x = 1\n\n\ny = 2", "x = 1"),
        ("x = 1<|endoftext|>y", "x = 1"),
        ("# a comment first", ""),
    ],
)
def test_answers_are_cut_as_the_authors_cut_them(answer: str, kept: str) -> None:
    assert cut_turn(answer) == kept
