"""Repair: which failed programs a model is to correct, and how much of a budget that may take.

Most of what repair gains comes from the first two rounds, and it is limited by what a model is told
of the failure (Olausson et al. 2023; "Iterative repair", arXiv 2604.10508). So the best few kinds
of failure are shown, each with one example, and the rest of the budget goes to fresh samples. In
recorded repairs (`python -m benchmarks.repair`) a crash is mended more often than a wrong answer,
and a fresh answer is worth more than a repair, hence the order and the small share.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.sampling.base import Failure

REPAIR_ROUNDS = 2
REPAIR_SHARE = 0.25
"""How many repairs a round asks for, as a share of the fresh samples before it. The first round
comes after `FRESH_BEFORE_REPAIR` of these when none passes, the second after as many more; or when
the budget's own share for fresh samples is spent, so that small budgets have both rounds too."""
FRESH_BEFORE_REPAIR = 8
LEAST_SAMPLES = 4
"""A budget of fewer samples is spent on fresh ones alone."""
MAX_KINDS = 3
"""Kinds of failure that one round is about."""
_MAX_KEPT = 64
_MOST_OUTPUT = 2_000


class BestFailures:
    """Keeps the failed programs that passed most examples, a few dozen at most: the same ones in
    whatever order they fail."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, str, Program, tuple[object, ...]]] = []
        self._left_out: set[str] = set()

    def add(self, program: Program, first: int, passed: int, runs: tuple[Run, ...]) -> None:
        """Takes a program that passed `passed` examples; `runs` end with the first failure."""
        failed = next((run for run in runs if run.verdict not in (Verdict.AC, Verdict.SK)), None)
        if failed is None:
            return
        said = failed.output[:_MOST_OUTPUT] if failed.verdict is Verdict.WA else failed.detail
        kind = (passed, failed.verdict.value, said)
        if len(self._heap) == _MAX_KEPT and (passed, -first) < self._heap[0][:2]:
            return
        heapq.heappush(self._heap, (passed, -first, program.id, program, kind))
        if len(self._heap) > _MAX_KEPT:
            heapq.heappop(self._heap)

    def leave_out(self, program: Program) -> None:
        """Has `best` never return a program."""
        self._left_out.add(program.id)

    def best(self) -> list[Program]:
        """Returns one program of each of the best kinds of failure that was not returned before:
        crashes first, then what passed most examples, then the most frequent kinds."""
        kinds: dict[tuple[object, ...], list[tuple[int, Program]]] = {}
        for _, negated, identity, program, kind in self._heap:
            if identity not in self._left_out:
                kinds.setdefault(kind, []).append((-negated, program))
        ordered = sorted(
            kinds.items(),
            key=lambda item: (
                not _crashed(item[0]),
                -_passed(item[0]),
                -len(item[1]),
                _earliest(item[1]),
            ),
        )
        chosen = [min(programs, key=_first)[1] for _, programs in ordered[:MAX_KINDS]]
        self._left_out.update(program.id for program in chosen)
        return chosen


def _passed(kind: tuple[object, ...]) -> int:
    return int(str(kind[0]))


def _crashed(kind: tuple[object, ...]) -> bool:
    return kind[1] == Verdict.RE.value


def _first(entry: tuple[int, Program]) -> int:
    return entry[0]


def _earliest(programs: Iterable[tuple[int, Program]]) -> int:
    return min(first for first, _ in programs)


def repairs_due(fresh: int, samples: int, rounds: int) -> int:
    """Returns how many repairs to ask for now, 0 when it is not time: after `fresh` of a budget of
    `samples`, with `rounds` of repair behind, while nothing passes."""
    if samples < LEAST_SAMPLES or rounds >= REPAIR_ROUNDS or fresh < 1:
        return 0
    budget = samples / (1 + REPAIR_SHARE)  # for fresh ones, when repair takes its share of them
    step = min(FRESH_BEFORE_REPAIR, budget / REPAIR_ROUNDS)
    if fresh < int(step * (rounds + 1)):
        return 0
    return max(1, round(REPAIR_SHARE * min(fresh, FRESH_BEFORE_REPAIR)))


async def examine(problem: Problem, pool: Runner, programs: Iterable[Program]) -> list[Failure]:
    """Returns how each program fails, with the shortest example that shows it. Raises EngineError
    when programs cannot be run."""
    inputs = [example.input for example in problem.examples]
    expected = [example.output for example in problem.examples]
    found = []
    for program in programs:
        runs = await pool.run(RunRequest(problem, program, inputs, expected))
        failing = [
            Failure(program, text, right, run)
            for text, right, run in zip(inputs, expected, runs, strict=True)
            if run.verdict not in (Verdict.AC, Verdict.SE, Verdict.SK)
        ]
        if failing:
            found.append(min(failing, key=lambda each: len(each.input) + len(each.expected)))
    return found
